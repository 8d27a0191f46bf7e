"""Writes to the agenda: items proposed by the figures, and the chair's own."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from gevinst.meetings.finding import Proposal
from gevinst.meetings.freezing import take_snapshots
from gevinst.meetings.models import AgendaItem, Meeting
from gevinst.meetings.services import refuse_closed
from indicators.actors.models import Actor
from indicators.catalogue.models import Indicator

LONGEST_TITLE = 200


@transaction.atomic
def take_in(*, meeting: Meeting, proposals: Sequence[Proposal]) -> list[AgendaItem]:
    """Each becomes an item, in the order given, after those that stand there."""
    refuse_closed(meeting)
    first = _next_place(meeting)
    return _added(
        meeting,
        [
            AgendaItem(
                meeting=meeting,
                kind=one.kind,
                title=one.title[:LONGEST_TITLE],
                finding=one.finding,
                why=one.why,
                indicator=one.indicator,
                actor=one.actor,
                benefit_id=one.benefit,
                order=first + place,
            )
            for place, one in enumerate(proposals)
        ],
    )


@transaction.atomic
def add_item(
    *,
    meeting: Meeting,
    title: str,
    text: str = "",
    indicator: Indicator | None = None,
    actor: Actor | None = None,
) -> AgendaItem:
    """An item of the chair's own, with the figures of an indicator where one is named."""
    refuse_closed(meeting)
    if actor is not None and indicator is None:
        raise ValidationError({"indicator": _("Velg hvilken måleindikator saken gjelder for kommunen.")})
    item = AgendaItem(
        meeting=meeting,
        kind=AgendaItem.Kind.OWN,
        title=title,
        text=text,
        indicator=indicator,
        actor=actor,
        order=_next_place(meeting),
    )
    return _added(meeting, [item])[0]


@transaction.atomic
def edit_item(*, item: AgendaItem, title: str, text: str) -> None:
    """The chair's words; what the figures say is not theirs to write."""
    refuse_closed(item.meeting)
    AgendaItem.objects.filter(pk=item.pk).update(title=title, text=text)


@transaction.atomic
def move_item(*, item: AgendaItem, steps: int) -> None:
    """`steps`: −1 is one up, 1 one down. At the end it stays."""
    refuse_closed(item.meeting)
    items = list(AgendaItem.objects.select_for_update().filter(meeting=item.meeting_id))
    at = next(place for place, one in enumerate(items) if one.pk == item.pk)
    to = min(max(at + steps, 0), len(items) - 1)
    items.insert(to, items.pop(at))
    for place, one in enumerate(items):
        one.order = place
    AgendaItem.objects.bulk_update(items, ["order"])


@transaction.atomic
def remove_item(*, item: AgendaItem) -> None:
    """Not what has been shown: what the meeting saw stays in its minutes."""
    refuse_closed(item.meeting)
    if item.meeting.is_frozen:
        raise ValidationError(_("Tallene er frosset, og saken hører til møtet. Den kan ikke fjernes."))
    item.delete()


def _added(meeting: Meeting, items: list[AgendaItem]) -> list[AgendaItem]:
    """What comes in after the meeting began, is frozen as it comes."""
    made = AgendaItem.objects.bulk_create(items)
    if meeting.is_frozen:
        take_snapshots(meeting, made)
    return made


def _next_place(meeting: Meeting) -> int:
    last = meeting.items.aggregate(last=Max("order"))["last"]
    return 0 if last is None else last + 1
