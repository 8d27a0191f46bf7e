"""Writes to decisions, and to the plan where a decision becomes a tiltak in one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gevinst.access.models import User
from gevinst.meetings.followed import figure_then
from gevinst.meetings.models import AgendaItem, Decision, Meeting
from gevinst.meetings.people import Person
from gevinst.meetings.services import refuse_closed
from gevinst.plans import services as plans
from gevinst.plans.models import Action, Benefit
from indicators.actors.models import Actor
from indicators.catalogue.models import Indicator

LONGEST_ACTION = 200


@dataclass(frozen=True, kw_only=True)
class Decided:
    """What was decided. At most one of `benefit`, where a tiltak is made, and `action`, one that is there."""

    text: str
    owner: Person
    due: date
    actor: Actor | None = None
    indicator: Indicator | None = None
    benefit: Benefit | None = None
    action: Action | None = None


@transaction.atomic
def decide(*, meeting: Meeting, decided: Decided, item: AgendaItem | None, by: User | None) -> Decision:
    """With its figure as the meeting saw it. What the item is about holds where nothing else is said."""
    refuse_closed(meeting)
    indicator = decided.indicator or (item.indicator if item else None)
    actor = decided.actor or (item.actor if item else None)
    return Decision.objects.create(
        meeting=meeting,
        item=item,
        text=decided.text,
        owner_actor_id=decided.owner.actor_id,
        owner_role=decided.owner.role,
        owner_id=decided.owner.user_id,
        due=decided.due,
        indicator=indicator,
        actor=actor,
        action=decided.action or _action(decided, by),
        then=figure_then(meeting, indicator, actor),
        created_by=by,
    )


@transaction.atomic
def settle(*, decision: Decision, state: str) -> None:
    """Done, dropped, or open again; also after its meeting is closed."""
    if state not in Decision.State.values:
        raise ValidationError(_("En beslutning er åpen, utført eller frafalt."))
    at = None if state == Decision.State.OPEN else timezone.now()
    Decision.objects.filter(pk=decision.pk).update(state=state, settled_at=at)


@transaction.atomic
def take_back(*, decision: Decision) -> None:
    """One that was entered wrongly; the tiltak made of it stays in its plan."""
    refuse_closed(decision.meeting)
    decision.delete()


def _action(decided: Decided, by: User | None) -> Action | None:
    if decided.benefit is None:
        return None
    return plans.add_action(
        benefit=decided.benefit, title=decided.text[:LONGEST_ACTION], due=decided.due, by=by
    )
