from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from gevinst.onboarding.facts import Facts
from gevinst.onboarding.tasks import Judged, State, Task


def judge(facts: Facts) -> Judged:
    """Done when each benefit has a baseline, or the day it shall have one."""
    if not facts.chosen:
        return Judged(State.BLOCKED, _("Velg måleindikatorer først."))
    missing = facts.lacking_baseline
    if not missing:
        return Judged(State.DONE, _("Alle gevinstene har nullpunkt."))
    unplanned = len([one for one in missing if one.baseline_due is None])
    if not unplanned:
        last = max(one.baseline_due for one in missing if one.baseline_due)
        said = ngettext(
            "%(n)s nullpunkt skal måles innen %(day)s.",
            "%(n)s nullpunkter skal måles innen %(day)s.",
            len(missing),
        )
        return Judged(State.DONE, said % {"n": len(missing), "day": f"{last:%d.%m.%Y}"})
    said = ngettext(
        "%(n)s gevinst mangler både nullpunkt og dato for det.",
        "%(n)s gevinster mangler både nullpunkt og dato for det.",
        unplanned,
    )
    begun = unplanned < len(facts.chosen) or facts.programme.baseline_lead
    return Judged(State.STARTED if begun else State.TODO, said % {"n": unplanned})


TASK = Task(
    code="baselines",
    slug="nullpunkt",
    title=gettext_lazy("Legg en plan for nullpunktene"),
    why=gettext_lazy(
        "Hvem måler hva, innen når? Når den gamle arbeidsmåten er borte, er det for sent å måle hvordan "
        "den var."
    ),
    judge=judge,
)
