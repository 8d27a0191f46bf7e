"""What the checks know beside the values: the indicators, who lives where, who belongs to whom, what day it
is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import numpy as np

from indicators.actors.numbers import Numbers
from indicators.catalogue.kinds import kind_for
from indicators.catalogue.models import Indicator
from indicators.catalogue.vocabulary import Identity
from indicators.measurements.population import EVERYBODY
from indicators.measurements.tree import Tree
from indicators.quality.values import ONE_NUMBER_EACH, Floats, Ints, packed

PERSONS = frozenset({"pasienter", "personer", "brukere", "mottakere"})


@dataclass(frozen=True, kw_only=True)
class Facts:
    """An indicator as the checks see it."""

    slug: str
    kind: str
    unit: str
    decimals: int
    needs_denominator: bool
    multiplier: float
    additive: bool
    over_time: str
    band: str
    band_factor: float

    @classmethod
    def of(cls, indicator: Indicator) -> Facts:
        kind = kind_for(indicator.kind)
        return cls(
            slug=indicator.slug,
            kind=indicator.kind,
            unit=indicator.unit_nb,
            decimals=indicator.decimals,
            needs_denominator=kind.needs_denominator,
            multiplier=indicator.factor if kind.multiplier is None else kind.multiplier,
            additive=indicator.additive,
            over_time=indicator.over_time,
            band=indicator.population_band,
            band_factor=indicator.population_factor,
        )

    @property
    def counts_persons(self) -> bool:
        """Each person once: unique persons, or a stock of them."""
        return not self.additive or self.over_time == "last"

    @property
    def counted_among(self) -> str:
        """The age band every one counted belongs to; "" of what may be more than there are inhabitants."""
        if not self.counts_persons:
            return ""
        return self.band or (EVERYBODY if self.kind == "count" and self.unit in PERSONS else "")

    def derive(self, top: Floats, bottom: Floats, stated: Floats) -> Floats:
        """As Kind.derive, for many at once; NaN for none."""
        if not self.needs_denominator:
            return np.where(np.isnan(top), stated, top)
        with np.errstate(divide="ignore", invalid="ignore"):
            known = np.where(bottom == 0, np.nan, top * self.multiplier / bottom)
        return np.where(np.isnan(top) | np.isnan(bottom), stated, known)


@dataclass(frozen=True)
class Population:
    """Inhabitants by actor and year, for one age band, in order."""

    actor: Ints
    year: Ints
    people: Floats

    def of(self, actor: Ints, year: Ints) -> Floats:
        """In that year, else the last known before it; NaN where there is none."""
        if not len(self.actor):
            return np.full(len(actor), np.nan)
        both = packed(np.concatenate([self.actor, actor]), np.concatenate([self.year, year]))
        known, asked = both[: len(self.actor)], both[len(self.actor) :]
        order = np.argsort(known, kind="stable")
        at = np.searchsorted(known[order], asked, side="right") - 1
        found = order[np.maximum(at, 0)]
        right = (at >= 0) & (self.actor[found] == actor)
        return np.where(right, self.people[found], np.nan)


NOBODY = Population(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0))


@dataclass(frozen=True, kw_only=True)
class Context:
    """`facts` by indicator id; `parts` of each breakdown id by dimension; `partitions`: how many categories
    make the whole of a dimension; `populations` by age band; `trees` answers the structures on a day;
    `numbers`, who is one place under several numbers."""

    today: date
    facts: Mapping[int, Facts] = field(default_factory=dict)
    breakdowns: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    partitions: Mapping[str, int] = field(default_factory=dict)
    populations: Mapping[str, Population] = field(default_factory=dict)
    trees: Sequence[DatedTrees] = ()
    identities: Sequence[Identity] = ()
    names: Mapping[int, str] = field(default_factory=dict)
    numbers: Numbers = ONE_NUMBER_EACH

    def population(self, band: str) -> Population:
        return self.populations.get(band, NOBODY)

    def parts(self, breakdown: int) -> Mapping[str, str]:
        return self.breakdowns.get(breakdown, {})


Link = tuple[int, int, date, date | None]


@dataclass
class DatedTrees:
    """One structure: the tree of any day, from links read once. `links`: parent, child, from, to."""

    links: Sequence[Link]
    kinds: Mapping[int, str]
    _made: dict[frozenset[tuple[int, int]], Tree] = field(default_factory=dict)
    _on: dict[date, Tree] = field(default_factory=dict)

    @cached_property
    def parents(self) -> set[int]:
        return set(self._children)

    def below(self, actor: int) -> set[int]:
        """Everybody who has ever stood under the actor."""
        found: set[int] = set()
        level = set(self._children.get(actor, ()))
        while level:
            found |= level
            level = set().union(*(self._children.get(one, ()) for one in level)) - found
        return found

    @cached_property
    def _children(self) -> dict[int, set[int]]:
        children: dict[int, set[int]] = defaultdict(set)
        for parent, child, _start, _end in self.links:
            children[parent].add(child)
        return dict(children)

    def on(self, day: date) -> Tree:
        if day not in self._on:
            pairs = frozenset(
                (parent, child)
                for parent, child, start, end in self.links
                if start <= day and (end is None or end >= day)
            )
            if pairs not in self._made:
                self._made[pairs] = self._tree(pairs)
            self._on[day] = self._made[pairs]
        return self._on[day]

    def _tree(self, pairs: frozenset[tuple[int, int]]) -> Tree:
        tree = Tree()
        for parent, child in sorted(pairs):
            tree.children[parent].append(child)
            tree.parents[child].append(parent)
            tree.kinds[parent], tree.kinds[child] = self.kinds[parent], self.kinds[child]
        return tree
