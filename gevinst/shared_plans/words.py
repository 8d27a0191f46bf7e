"""Efforts in words: hours and kroner, each for itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from gevinst.plans.models import Contribution
from indicators.statistics.rounding import format_number

# What a contributor may state in figures, and how its sum is called. The names are columns of Contribution.
EFFORTS: dict[str, Any] = {
    "effort_hours": _("Egne timer per år"),
    "cost_once": _("Engangskostnad"),
    "cost_yearly": _("Årlig kostnad"),
}
# As in «60 % av timene».
OF_ALL: dict[str, Any] = {
    "effort_hours": _("%(percent)s av timene"),
    "cost_once": _("%(percent)s av engangskostnadene"),
    "cost_yearly": _("%(percent)s av de årlige kostnadene"),
}
NOT_STATED: dict[str, Any] = {
    "effort_hours": _("%(n)s av %(all)s har ikke oppgitt timer"),
    "cost_once": _("%(n)s av %(all)s har ikke oppgitt engangskostnad"),
    "cost_yearly": _("%(n)s av %(all)s har ikke oppgitt årlig kostnad"),
}


@dataclass(frozen=True)
class Stated:
    label: str
    text: str


def amount(measure: str, value: float | None) -> str:
    """«1 200 timer», «40 000 kr»; a dash where nothing is stated."""
    if value is None:
        return "–"
    decimals = 0 if value == int(value) else 1
    number = format_number(value, decimals)
    if measure != "effort_hours":
        return f"{number}\u00a0kr"
    return str(_("%(n)s time") if value == 1 else _("%(n)s timer")) % {"n": number}


def stated_by(contribution: Contribution) -> list[Stated]:
    """What it puts in and gets, as far as it is stated."""
    figures = [(label, getattr(contribution, name), name) for name, label in EFFORTS.items()]
    said = [Stated(str(label), amount(name, value)) for label, value, name in figures if value is not None]
    for label, text in ((_("Bærer"), contribution.effort_text), (_("Får"), contribution.gain_text)):
        if text:
            said.append(Stated(str(label), text))
    return said


def percent(share: float) -> str:
    return f"{format_number(share)}\u00a0%"
