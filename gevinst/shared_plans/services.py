"""Writes: who contributes, and what each puts in. All stand in the history of the plan."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from gevinst.access.models import User
from gevinst.plans import bin
from gevinst.plans.cells import Cells
from gevinst.plans.history import WENT, remember, remembered, row_came
from gevinst.plans.models import Benefit, Contribution, Plan, Via
from gevinst.plans.rows import row_kind
from gevinst.plans.rows.kind import Address, Row
from gevinst.plans.services import ConflictError
from gevinst.shared_plans.queries import candidates
from indicators.actors.models import Actor


@transaction.atomic
def add_contributors(*, benefit: Benefit, actors: Collection[Actor], by: User) -> list[Contribution]:
    """Those that do not contribute already; each with a nullpunkt and an ambition of its own to fill in.
    Raises ValidationError where one is no candidate."""
    plan = Plan.objects.select_for_update().get(pk=benefit.plan_id)
    known = {actor.pk for group in candidates(plan) for actor in group.actors}
    if strangers := [actor for actor in actors if actor.pk not in known]:
        names = ", ".join(actor.name for actor in strangers)
        raise ValidationError(
            _("%(names)s hører ikke til %(actor)s og kan ikke bidra.") % {"names": names, "actor": plan.actor}
        )
    there = set(benefit.contributions.values_list("actor_id", flat=True))
    made = [
        Contribution.objects.create(benefit=benefit, actor=actor) for actor in actors if actor.pk not in there
    ]
    for contribution in made:
        row_came(plan, "mal", contribution, by=by)
    return made


@transaction.atomic
def remove_contributor(*, contribution: Contribution, by: User) -> None:
    """Takes it out of the benefit, its tasks to the bin. What was written stays in the history. Raises
    ValidationError while it has reviews, and for the plan's own actor."""
    plan = Plan.objects.select_for_update().get(pk=contribution.benefit.plan_id)
    words = {"actor": contribution.actor}
    if contribution.actor_id == plan.actor_id:
        raise ValidationError(_("Planen tilhører %(actor)s, som ikke kan fjernes.") % words)
    if contribution.reviews.exists():
        told = _(
            "%(actor)s har oppfølginger av denne gevinsten. De viser hva som er målt og besluttet, "
            "og derfor kan ikke %(actor)s fjernes. Sett heller tiltakene til avsluttet."
        )
        raise ValidationError(told % words)
    for action in contribution.benefit.actions.filter(actor=contribution.actor_id):
        bin.throw_away(code="tiltak", row=action, by=by)
    for milestone in contribution.milestones.all():
        _remember_leaving(plan, "milepel", milestone, by)
    _remember_leaving(plan, "mal", contribution, by)
    contribution.delete()


@transaction.atomic
def set_effort(*, contribution: Contribution, revision: int, by: User, **values: Any) -> None:
    """The cells of EffortForm. Raises ConflictError when somebody saved since that revision."""
    with remembered(contribution.benefit.plan, "mal", contribution.pk, by=by):
        standing = Contribution.objects.filter(pk=contribution.pk, revision=revision)
        if not standing.update(**values, revision=F("revision") + 1):
            raise ConflictError


def _remember_leaving(plan: Plan, code: str, row: Row, by: User) -> None:
    kind = row_kind(code)
    row = kind.of_plan(plan).get(pk=row.pk)
    for name, text in Cells().texts(kind, row).items():
        if text:
            address = Address(code, row.pk, name)
            remember(plan, address, kind.title(row), was=text, became="", by=by, via=Via.PAGE)
    row_came(plan, code, row, by=by, what=WENT)
