"""What a plan lacks before somebody can approve it. A draft may lack anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from gevinst.definitions.asking import unanswered
from gevinst.plans.models import Benefit, Contribution, Plan
from gevinst.plans.rows.kind import Address

Form = Contribution.Form


@dataclass(frozen=True)
class Lack:
    """`address`: the cell that lacks something; `where`: the benefit; `message`: what to do."""

    address: Address
    where: str
    message: str
    url: str


def lacks(plan: Plan) -> list[Lack]:
    """In the order of the plan; then new definitions nobody has answered. A constant number of queries."""
    benefits = list(plan.benefits.for_overview())
    if not benefits:
        message = _("Planen har ingen gevinster. Ta inn minst én fra utvalgslisten.")
        return [Lack(Address("plan", plan.pk), plan.title, message, reverse("sheets:list"))]
    found = [lack for benefit in benefits for lack in _of_benefit(benefit)]
    return found + [
        Lack(Address("gevinst", one.benefit.pk), one.benefit.title, one.short, one.url)
        for one in unanswered(plan)
    ]


def _of_benefit(benefit: Benefit) -> Iterator[Lack]:
    url = reverse("plans:benefit", args=[benefit.pk])
    for field, message in _said_of_benefit(benefit):
        yield Lack(Address("gevinst", benefit.pk, field), benefit.title, message, url)
    for contribution in benefit.contributions.all():
        where = benefit.title
        if contribution.actor_id != benefit.plan.actor_id:
            where = f"{benefit.title}, {contribution.actor}"
        for field, message in _said_of(contribution):
            yield Lack(Address("mal", contribution.pk, field), where, message, url)


def _said_of_benefit(benefit: Benefit) -> Iterable[tuple[str, str]]:
    if not benefit.goal_id:
        yield "goal", _("Velg hvilket gevinstmål den hører til.")
    if not benefit.owner_title:
        yield "owner_title", _("Skriv hvem som eier gevinsten i linjen.")
    if not benefit.contributions.all():
        yield "", _("Sett nullpunkt og ambisjon.")


def _said_of(contribution: Contribution) -> Iterable[tuple[str, str]]:
    if contribution.baseline is None and contribution.baseline_due is None:
        yield "baseline", _("Skriv nullpunktet, eller når det skal være målt.")
    if contribution.baseline is not None and contribution.baseline_on is None:
        yield "baseline_period", _("Skriv hvilken periode nullpunktet gjelder.")
    if contribution.baseline is not None and not contribution.baseline_source:
        yield "baseline_source", _("Skriv hvor nullpunktet er hentet fra.")
    if contribution.form == Form.NONE and not contribution.target_text:
        yield "form", _("Sett ambisjonen.")
    if contribution.form not in (Form.NONE, Form.HOLD) and contribution.target is None:
        yield "target", _("Skriv verdien ambisjonen skal nå.")
    if contribution.form not in (Form.NONE, Form.HOLD) and contribution.target_date is None:
        yield "target_date", _("Skriv når ambisjonen skal være nådd.")
