"""Breaks of a curve proposed where an action began: a person decides, and says why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from gevinst.access.gate import Someone
from gevinst.dashboards.boards.overview.rows import Row
from gevinst.limit_choices.queries import choices_of, may_choose
from gevinst.plans.models import Action
from indicators.statistics.xmr import LOCK_AT


@dataclass(frozen=True)
class Proposal:
    """New limits from the day an action began; `url` is where they are chosen."""

    action: Action
    url: str


def proposals(user: Someone, row: Row) -> list[Proposal]:
    """For whoever may choose limits, of a series that has really changed: actions with figures before
    they began, enough after to tell, and no choice since. One query."""
    line, behaviour = row.line, row.behaviour
    if not behaviour.signal.is_real or line.benefit.breakdown or not may_choose(user, line.actor.pk):
        return []
    want = (line.indicator.pk, line.actor.pk)
    chosen = choices_of([want])
    held = chosen[want].starts if want in chosen else []
    return [
        Proposal(action, _url(row, action))
        for action in _began(row)
        if action.start and not any(day >= action.start.replace(day=1) for day in held)
    ]


def _began(row: Row) -> Iterator[Action]:
    ends = [point.period.end for point in row.behaviour.points]
    for action in row.benefit.actions.all():
        if action.start and action.state != Action.State.DROPPED:
            before = sum(end < action.start for end in ends)
            if before and len(ends) - before >= LOCK_AT // 2:
                yield action


def _url(row: Row, action: Action) -> str:
    actor = row.line.actor
    page = reverse("limit_choices:choices", args=[actor.kind, actor.code, row.line.indicator.slug])
    return f"{page}?{urlencode({'fra': f'{action.start:%Y-%m}', 'grunn': action.title})}"
