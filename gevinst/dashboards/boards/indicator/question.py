"""What the indicator page is asked, as the address says it; the unknown becomes something sensible."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from gevinst.access import gate
from gevinst.access.gate import Someone
from gevinst.values.keys import key_of
from gevinst.values.known import known_day
from indicators.actors.models import Actor, ActorKind
from indicators.actors.numbers import Numbers
from indicators.actors.sorting import alphabetical
from indicators.actors.successions import Successions
from indicators.catalogue.models import Indicator
from indicators.measurements.known import day_of
from indicators.measurements.models import Measurement
from indicators.measurements.periods import Period, PeriodError, parse_period

LENSES = ("oversikt", "utvikling", "tabell", "definisjon", "last-ned")
# To those who share with nobody, the widest areas first.
ORDER = {kind: place for place, kind in enumerate(ActorKind)}
SUMMED = (ActorKind.NETWORK, ActorKind.HEALTH_COMMUNITY, ActorKind.COOPERATION_AREA)


@dataclass(frozen=True)
class Question:
    """`actors` are those whose figures the reader may see, own ones first; `actor` is None where there are
    none, and `instead` says that it is another than the address names. `length`, `first` and `last` are as
    asked for, and may not fit the figures. `measured`: how many figures each has of its own."""

    indicator: Indicator
    signed_in: bool
    lens: str
    mine: list[Actor]
    others: list[Actor]
    actor: Actor | None
    instead: bool
    length: str
    first: Period | None
    last: Period | None
    today: date
    as_known_on: date | None
    successions: Successions
    measured: Mapping[int, int]

    @property
    def beside(self) -> list[Actor]:
        """Those with figures of their own; a group's are summed from these."""
        return [
            *self.mine,
            *(one for one in self.others if one.kind not in SUMMED or one.pk in self.measured),
        ]

    @property
    def actor_key(self) -> str:
        return key_of(self.actor) if self.actor else ""

    @property
    def my_keys(self) -> list[tuple[str, Actor]]:
        return [(key_of(actor), actor) for actor in self.mine]

    @property
    def other_keys(self) -> list[tuple[str, Actor]]:
        return [(key_of(actor), actor) for actor in self.others]


def indicator_by(code: str) -> Indicator | None:
    """By its slug, or by any of its ids in whatever case."""
    found = Indicator.objects.with_page().prefetch_related("terms")
    rows = found.filter(Q(slug=code.lower()) | Q(codes__code__iexact=code)).distinct()
    return max(rows, key=lambda one: one.slug == code.lower(), default=None)


def ask(user: Someone, indicator: Indicator, query: Mapping[str, str]) -> Question:
    known, successions = known_day(query), Successions.load()
    today = day_of(known)
    measured = _measured(user, indicator, successions.numbers)
    mine, others = _actors(user, indicator, today, measured, successions.numbers)
    offered = {key_of(actor): actor for actor in [*mine, *others]}
    lens, named = query.get("visning", ""), query.get("aktor", "")
    return Question(
        indicator=indicator,
        signed_in=user.is_authenticated,
        lens=lens if lens in LENSES else LENSES[0],
        mine=mine,
        others=others,
        actor=offered.get(named) or _best_known(mine, others, measured),
        instead=bool(named) and named not in offered,
        length=query.get("lengde", ""),
        first=_period(query.get("fra", "")),
        last=_period(query.get("til", "")),
        today=today,
        as_known_on=known,
        successions=successions,
        measured=measured,
    )


def _best_known(mine: list[Actor], others: list[Actor], measured: Mapping[int, int]) -> Actor | None:
    """The reader's own; to those who have none, the one with most figures: a single one says little."""
    return mine[0] if mine else max(others, key=lambda one: measured.get(one.pk, 0), default=None)


def _measured(user: Someone, indicator: Indicator, numbers: Numbers) -> Mapping[int, int]:
    """How many figures each place has: all where the indicator is open, else those that share with the
    reader."""
    rows = Measurement.objects.of(indicator=indicator.pk).whole().order_by()
    rows = rows if indicator.open else rows.filter(actor_id__among=gate.peers(user, numbers))
    found: Counter[int] = Counter()
    for actor, count in rows.values_list("actor_id").annotate(Count("pk")):
        found[numbers.place(actor)] += count
    return found


def _actors(
    user: Someone, indicator: Indicator, today: date, measured: Mapping[int, int], numbers: Numbers
) -> tuple[list[Actor], list[Actor]]:
    """Own ones; then those measured, and groups the reader shares figures in, where they can be summed."""
    shared, own = gate.peers(user, numbers), gate.actors_with_role(user)
    wanted = Q(pk__among=measured)
    if indicator.additive and shared:
        wanted |= Q(pk__among=shared, kind__in=SUMMED)
    mine = {actor.pk for actor in own}
    found = Actor.objects.valid_on(today).filter(wanted).exclude(pk__among=mine)
    return own, sorted(
        found, key=lambda one: (one.pk not in shared, ORDER[ActorKind(one.kind)], alphabetical(one.name))
    )


def _period(text: str) -> Period | None:
    try:
        return parse_period(text) if text else None
    except PeriodError:
        return None
