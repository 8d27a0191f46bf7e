"""An agenda built from signals, and what each item says in figures."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from gevinst.access.gate import Someone
from gevinst.meetings.finding import Finding, Proposal
from gevinst.meetings.models import AgendaItem, Meeting
from gevinst.meetings.signals import change, milestone, missing, spread
from gevinst.meetings.signals.world import World, world_of

# Of each sort; more than a meeting has time for is no agenda.
MOST = 3
Kind = AgendaItem.Kind


def proposals_for(meeting: Meeting, user: Someone, taken: Collection[str] = ()) -> list[Proposal]:
    """What may be put on the agenda, in the order it would stand there. `taken`: keys of what is there.

    As many queries for many members and indicators as for few; one for each age band and year that counts
    are divided by.
    """
    world = world_of(meeting)
    sorts = (
        *change.sorts(world),
        spread.proposed(world),
        milestone.proposed(world, user),
        missing.proposed(world),
    )
    return [one for sort in sorts for one in sort[:MOST] if one.key not in taken]


def key_of(item: AgendaItem) -> str:
    """As `Proposal.key`, of what has been taken in."""
    return f"{item.kind}-{item.indicator_id or ''}-{item.actor_id or ''}-{item.benefit_id or ''}"


def findings_for(meeting: Meeting, items: Iterable[AgendaItem]) -> dict[int, Finding]:
    """What each item says of the figures of now, by its id; none for an item without figures.

    `items` are loaded with their indicators and actors. A constant number of queries.
    """
    items = [item for item in items if item.indicator_id]
    if not items:
        return {}
    world = world_of(meeting, items)
    lines = milestone.lines_of(items)
    found = {item.pk: _finding(world, item, lines) for item in items}
    return {pk: one for pk, one in found.items() if one is not None}


def _finding(world: World, item: AgendaItem, lines: milestone.Lines) -> Finding | None:
    indicator, actor = item.indicator, item.actor
    if indicator is None:
        return None
    if item.kind == Kind.MILESTONE:
        return milestone.finding(lines.get((item.benefit_id, item.actor_id)))
    if item.kind == Kind.MISSING:
        return missing.finding(world, indicator)
    return spread.finding(world, indicator) if actor is None else change.finding(world, indicator, actor)
