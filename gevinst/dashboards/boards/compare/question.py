"""What the comparison is asked, as the address says it; what it does not know becomes something sensible."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import prefetch_related_objects

from gevinst.access import gate
from gevinst.access.gate import Someone
from gevinst.dashboards.boards.compare.alike import Alike, alike_by
from gevinst.dashboards.boards.compare.lenses import FIRST, LENSES
from gevinst.saved_views.models import SavedView
from gevinst.values.keys import key_of
from gevinst.values.known import known_day
from indicators.actors.matching import ActorError, ActorIndex
from indicators.actors.models import Actor, ActorKind
from indicators.actors.numbers import Numbers
from indicators.actors.sorting import alphabetical
from indicators.catalogue.models import Indicator
from indicators.measurements.known import day_of

GROUP_KINDS = (
    ActorKind.NETWORK,
    ActorKind.HEALTH_COMMUNITY,
    ActorKind.COOPERATION_AREA,
    ActorKind.COUNTY,
    ActorKind.COUNTRY,
)
PICKABLE = (ActorKind.MUNICIPALITY, ActorKind.DISTRICT)
CODE = "compare"
DEFAULT = "ukp-dogn"
MOST_PICKED = 60
LONGEST_TEXT = 2000


@dataclass(frozen=True)
class Question:
    """`group` is None when the municipalities were named one by one, or are alike. `period` may not be on
    offer. With `as_known_on` the figures are those known that day, which is then `today`. `homes` are the
    municipalities the reader has a role at; `alike` those like one municipality; `saved` the selections one
    may choose."""

    user: Someone
    indicators: list[Indicator]
    indicator: Indicator
    asked_group: str
    picked: str
    as_rate: bool
    period: str
    today: date
    as_known_on: date | None = None
    lens: str = FIRST
    asked_lens: str = ""
    order: str = ""
    alike: Alike | None = None
    picked_name: str = ""
    homes: tuple[Actor, ...] = ()
    saved: tuple[SavedView, ...] = ()

    @property
    def group_key(self) -> str:
        if self.alike:
            return self.alike.key
        return key_of(self.group) if self.group else ""

    @property
    def selections(self) -> list[SavedView]:
        """The saved groups of municipalities, those of the others are whole views."""
        return [one for one in self.saved if one.members]

    @property
    def views(self) -> list[SavedView]:
        return [one for one in self.saved if not one.members]

    @cached_property
    def groups(self) -> list[Actor]:
        return _groups(self.user, self.today, self.numbers)

    @cached_property
    def numbers(self) -> Numbers:
        """One query."""
        return Numbers.load()

    @cached_property
    def group(self) -> Actor | None:
        if self.picked or self.alike:
            return None
        asked = (one for one in self.groups if key_of(one) == self.asked_group)
        return next(asked, self.groups[0] if self.groups else None)

    @property
    def group_keys(self) -> list[tuple[str, Actor]]:
        return [(key_of(group), group) for group in self.groups]

    @property
    def may_be_rate(self) -> bool:
        return _may_be_rate(self.indicator)


def ask(user: Someone, query: Mapping[str, str]) -> Question | None:
    """None when no indicator is published."""
    known = known_day(query)
    today = day_of(known)
    # The list is to choose from: what a definition says is not asked of all of them.
    indicators = list(Indicator.objects.published().defer("definition", "search_text"))
    if not indicators:
        return None
    slug = query.get("indikator", DEFAULT)
    indicator = next((one for one in indicators if one.slug == slug), indicators[0])
    prefetch_related_objects([indicator], "terms")
    wanted, picked = query.get("gruppe", ""), query.get("aktorer", "").strip()[:LONGEST_TEXT]
    saved = tuple(gate.saved_views(user).filter(board=CODE).select_related("owner", "shared_with"))
    groups_saved = [one for one in saved if one.members]
    selection = next(
        (one for one in groups_saved if (one.members == picked if picked else one.key == wanted)), None
    )
    picked = picked or (selection.members if selection else "")
    alike = None if picked else alike_by(wanted, today)
    lens = query.get("visning", "") if query.get("visning") in LENSES else ""
    return Question(
        user=user,
        indicators=indicators,
        indicator=indicator,
        asked_group=wanted,
        picked=picked,
        as_rate=_may_be_rate(indicator) and query.get("maal", "rate") == "rate",
        period=query.get("periode", ""),
        today=today,
        as_known_on=known,
        lens=lens or FIRST,
        asked_lens=lens,
        order=query.get("sorter", ""),
        alike=alike,
        picked_name=selection.name if selection else "",
        homes=tuple(one for one in gate.actors_with_role(user) if one.kind == ActorKind.MUNICIPALITY),
        saved=saved,
    )


def asked_actors(question: Question) -> tuple[list[Actor], list[str]]:
    """Who is to be compared, and a sentence for each name that means nobody."""
    today = question.today
    if question.picked:
        return _picked(question.picked, today)
    if question.alike:
        return question.alike.members, []
    if question.group is None:
        return [], []
    actors = Actor.objects.valid_on(today)
    return list(actors.members_of(question.group, on=today, kind=ActorKind.MUNICIPALITY)), []


def _groups(user: Someone, today: date, numbers: Numbers) -> list[Actor]:
    """Those the user shares figures in first, then the smaller kinds before the larger."""
    near = gate.peers(user, numbers)
    order = {kind.value: place for place, kind in enumerate(GROUP_KINDS)}
    groups = Actor.objects.valid_on(today).of_kind(*GROUP_KINDS)
    return sorted(groups, key=lambda one: (one.pk not in near, order[one.kind], alphabetical(one.name)))


def _picked(text: str, today: date) -> tuple[list[Actor], list[str]]:
    """By number or name, with commas between."""
    words = [part.strip() for part in text.split(",") if part.strip()][:MOST_PICKED]
    numbered = list(Actor.objects.valid_on(today).of_kind(*PICKABLE).filter(code__in=words))
    if sorted(one.code for one in numbered) == sorted(set(words)):
        return numbered, []
    # A name, or a number that means nobody or several: all actors are needed to say which.
    index = ActorIndex.load()
    ids, problems = [], []
    for word in words:
        try:
            ids.append(index.find(word, on=today, kinds=PICKABLE).actor_id)
        except ActorError as problem:
            problems.append(str(problem))
    return list(Actor.objects.filter(pk__in=ids)), problems


def _may_be_rate(indicator: Indicator) -> bool:
    return bool(indicator.population_band) and indicator.kind == "count"
