"""Made-up efforts in the health community's plan, whose other figures are the documents' own. Each says so
itself, and all go with the other examples; what somebody has changed since is theirs, and stays.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from gevinst.plans.models import Contribution

MADE_UP = "(eksempel) "
DAYS, SAME_DAY = "ukp-dogn", "ukp-andel-nulldogn"
# Indicator, kommunenummer, hours a year, kroner once, kroner a year, what it carries, what it gains.
EFFORTS: list[tuple[str, str, float | None, float | None, float | None, str, str]] = [
    (DAYS, "hef-st-olav", 400, None, None, "sekretariat for samarbeidet", ""),
    (DAYS, "5001", 3200, 450_000, 5_200_000, "ni nye korttidsplasser og koordinator", "færre betalingsdøgn"),
    (DAYS, "5031", 260, 40_000, 310_000, "en halv koordinatorstilling", ""),
    (DAYS, "5028", 310, 40_000, 620_000, "koordinator og kveldsvakt på tildeling", "roligere utskrivninger"),
    (DAYS, "5059", 280, None, 600_000, "koordinator", ""),
    (DAYS, "5025", 90, 15_000, None, "felles rutine for mottak", ""),
    (DAYS, "5027", 80, 0, 0, "daglig avklaring med sykehuset", ""),
    (SAME_DAY, "5001", 1100, 120_000, 900_000, "tildelingskontor åpent i helgen", "færre purringer"),
    (SAME_DAY, "5028", 150, 20_000, None, "opplæring i elektroniske meldinger", ""),
]


@transaction.atomic
def load_efforts() -> int:
    """Those of contributions that state nothing. Returns how many."""
    nothing = dict.fromkeys(("effort_hours", "cost_once", "cost_yearly"), None)
    loaded = 0
    for each, stated in _stated():
        loaded += each.filter(**nothing, effort_text="", gain_text="").update(**stated)
    return loaded


@transaction.atomic
def remove_efforts() -> None:
    for each, stated in _stated():
        each.filter(**stated).update(
            effort_hours=None, cost_once=None, cost_yearly=None, effort_text="", gain_text=""
        )


def is_made_up(contribution: Contribution) -> bool:
    return contribution.effort_text.startswith(MADE_UP)


def _stated() -> list[tuple[QuerySet[Contribution], dict[str, Any]]]:
    plan = Contribution.objects.filter(benefit__plan__actor__code="hef-st-olav")
    return [
        (
            plan.filter(benefit__indicator__slug=slug, actor__code=code),
            {
                "effort_hours": hours,
                "cost_once": once,
                "cost_yearly": yearly,
                "effort_text": f"{MADE_UP}{carries}",
                "gain_text": f"{MADE_UP}{gains}" if gains else "",
            },
        )
        for slug, code, hours, once, yearly, carries, gains in EFFORTS
    ]
