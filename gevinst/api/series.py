"""What a chart asks for: series of several indicators and actors, of every level, on one axis of time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

from gevinst.access import gate
from gevinst.api import questions
from gevinst.api.parameters import Asked, wrong
from gevinst.values.keys import key_of
from indicators.actors.models import Actor, ActorKind
from indicators.catalogue.kinds import kind_for
from indicators.catalogue.models import Indicator
from indicators.measurements.known import day_of
from indicators.measurements.periods import Period, PeriodKind
from indicators.measurements.series import Point, series_of
from indicators.measurements.values import Reason
from indicators.measurements.whole_periods import whole_periods

MOST = 400
NAMES = ("indicator", "actor", "group", "members", "period_kind", "from", "to", "as_of")
MEMBERS = [kind.value for kind in ActorKind]
PARTIAL = "partial"


@dataclass(frozen=True, kw_only=True)
class Question:
    """`members`: those of the group that was asked for, among the actors; their shares are of what they have
    together."""

    indicators: Sequence[Indicator]
    actors: Sequence[Actor]
    members: frozenset[int]
    kind: PeriodKind
    first: Period | None
    last: Period | None
    as_known_on: date | datetime | None


def question(asked: Asked) -> Question:
    """Raises ValidationError, naming what is wrong. Four queries at most."""
    as_known_on = questions.known(asked)
    on = day_of(as_known_on)
    if not asked.all("indicator"):
        raise ValidationError({"indicator": _("Oppgi minst én, en kode fra /api/v1/indicators.")})
    if not (asked.all("actor") or asked.one("group")):
        raise ValidationError({"actor": _("Oppgi minst én actor, eller en group.")})
    indicators = questions.indicators(asked)
    actors, members = _named("actor", asked.all("actor"), on), _members(asked, on)
    every = list({one.pk: one for one in [*actors, *members]}.values())
    if len(indicators) * len(every) > MOST:
        text = _("Det blir %(n)s serier. Oppgi færre, slik at det blir høyst %(most)s.")
        raise ValidationError({"indicator": text % {"n": len(indicators) * len(every), "most": MOST}})
    kinds = questions.KINDS
    return Question(
        indicators=indicators,
        actors=every,
        members=frozenset(one.pk for one in members),
        kind=PeriodKind(kinds[asked.choice("period_kind", list(kinds)) or "month"]),
        first=questions.period(asked, "from"),
        last=questions.period(asked, "to"),
        as_known_on=as_known_on,
    )


def charted(question: Question, user: gate.Someone) -> dict[str, Any]:
    """The series the user may read, on an axis of the periods any of them has. Six queries and those of the
    gate."""
    wants = [
        (indicator, actor)
        for indicator in question.indicators
        for actor in question.actors
        if gate.may_read_values(user, indicator, actor.pk)
    ]
    since = question.first.start if question.first else None
    found = series_of(wants, since=since, as_known_on=question.as_known_on)
    of_kind = [
        (indicator, actor, _shown(found.get((indicator.pk, actor.pk), []), indicator, question))
        for indicator, actor in wants
    ]
    axis = sorted({point.period for _indicator, _actor, points in of_kind for point in points})
    place = {period: at for at, period in enumerate(axis)}
    told = [_told(indicator, actor, points, place) for indicator, actor, points in of_kind if points]
    for indicator in question.indicators:
        _share(told, indicator, {key_of(one) for one in question.actors if one.pk in question.members})
    return {"periods": [period.code for period in axis], "series": told}


def _members(asked: Asked, on: date) -> list[Actor]:
    name = asked.one("group")
    kind = asked.choice("members", MEMBERS) or ActorKind.MUNICIPALITY
    if not name:
        return []
    (group,) = _named("group", [name], on)
    return list(Actor.objects.valid_on(on).members_of(group, on=on, kind=kind).order_by("code"))


def _named(parameter: str, names: Sequence[str], on: date) -> list[Actor]:
    """Those of `kind:code`, in order: of several, the one in force that day, else the last to carry it."""
    codes = [name.partition(":")[2] for name in names]
    found = Actor.objects.filter(code__in=codes) if codes else ()
    by_key = {
        key_of(one): one for one in sorted(found, key=lambda one: (one.is_valid_on(on), one.valid_from))
    }
    for name in names:
        if name not in by_key:
            raise wrong(parameter, name, _("slag:kode fra /api/v1/actors, som municipality:1539"))
    return [by_key[name] for name in names]


def _shown(points: Sequence[Point], indicator: Indicator, question: Question) -> list[Point]:
    first, last = question.first, question.last
    whole = whole_periods(points, question.kind, sums_over_time=indicator.over_time == "sum")
    return [
        point
        for point in whole
        if (first is None or point.period.start >= first.start)
        and (last is None or point.period.start <= last.end)
    ]


def _told(
    indicator: Indicator, actor: Actor, points: Sequence[Point], place: dict[Period, int]
) -> dict[str, Any]:
    lists: list[list[float | None]] = [[None] * len(place) for _part in range(3)]
    values, tops, bottoms = lists
    for point in points:
        at = place[point.period]
        values[at], tops[at], bottoms[at] = point.value(indicator), point.numerator, point.denominator
    return {
        "indicator": indicator.slug,
        "actor": key_of(actor),
        "actor_name": actor.name,
        "values": values,
        "numerators": tops,
        "denominators": bottoms,
        "shares": [],
        "notes": dict(_notes(points)),
        "parts": max(point.parts for point in points),
        "example": any(point.is_example for point in points),
    }


def _notes(points: Sequence[Point]) -> Iterator[tuple[str, str]]:
    for point in points:
        if point.reason != Reason.NONE:
            yield point.period.code, point.reason
        elif not point.is_whole:
            yield point.period.code, PARTIAL


def _share(told: Sequence[dict[str, Any]], indicator: Indicator, members: set[str]) -> None:
    """Percent of what the members have together, where figures of several may be summed."""
    if not (indicator.additive and kind_for(indicator.kind).value_is_sum):
        return
    theirs = [one for one in told if one["indicator"] == indicator.slug and one["actor"] in members]
    totals = [sum(filter(None, column)) for column in zip(*(one["values"] for one in theirs), strict=True)]
    for one in theirs:
        one["shares"] = [
            None if value is None or not total else 100 * value / total
            for value, total in zip(one["values"], totals, strict=True)
        ]
