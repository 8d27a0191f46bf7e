"""The 1-sider of an indicator: its definition in words, who uses it, and its latest figures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import Http404
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from gevinst.access import gate
from gevinst.access.gate import Someone
from gevinst.access.permissions import Permission
from gevinst.plans.queries import actors_using
from gevinst.sheets.words import ACROSS, DIRECTIONS, FREQUENCIES, OVER_TIME, first_sentence, said
from indicators.actors.models import Actor, ActorKind
from indicators.actors.numbers import Numbers
from indicators.catalogue.definition import Definition, Text, load_vocabulary
from indicators.catalogue.kinds import kind_for
from indicators.catalogue.models import Indicator, Term
from indicators.measurements.models import Measurement
from indicators.statistics.rounding import format_number

FIGURES_SHOWN = 6
USERS_SHOWN = 12
# What somebody who is not logged in is shown of an open indicator: groups, the widest first.
WIDE = (
    ActorKind.COUNTRY,
    ActorKind.REGIONAL_AUTHORITY,
    ActorKind.HEALTH_COMMUNITY,
    ActorKind.TRUST,
    ActorKind.HOSPITAL_AREA,
    ActorKind.COOPERATION_AREA,
    ActorKind.COUNTY,
)
ORDER = {kind: place for place, kind in enumerate((*WIDE, *(kind for kind in ActorKind if kind not in WIDE)))}


@dataclass(frozen=True)
class Criterion:
    question: str
    answer: Text | None


@dataclass(frozen=True)
class Sheet:
    """`user_names` only for those logged in; `figures` the newest of each actor the reader may see."""

    indicator: Indicator
    definition: Definition
    terms: dict[str, list[Term]]
    related: list[Indicator]
    figures: list[Measurement]
    user_count: int
    user_names: list[str]
    may_choose: bool

    @property
    def lede(self) -> str:
        return first_sentence(said(self.definition.description))[0]

    @property
    def more(self) -> str:
        return first_sentence(said(self.definition.description))[1]

    @property
    def kind(self) -> str:
        return _(kind_for(self.indicator.kind).name)

    @property
    def formula(self) -> str:
        return _(kind_for(self.indicator.kind).formula_text)

    @property
    def direction(self) -> Promise:
        return DIRECTIONS[self.indicator.direction]

    @property
    def frequency(self) -> str:
        names = [str(FREQUENCIES[one]) for one in self.definition.frequency]
        return _("per %(periods)s") % {"periods": _listed(names)}

    @property
    def summing(self) -> list[Promise]:
        return [ACROSS[self.definition.additive], OVER_TIME[self.definition.over_time]]

    @property
    def per_population(self) -> str:
        """`1 000 innbyggere, 75 år og eldre`; empty when it is not told per inhabitant."""
        asked = self.definition.per_population
        if asked is None:
            return ""
        bands = {band.key: band.name for band in load_vocabulary().age_bands}
        people = _("%(factor)s innbyggere") % {"factor": format_number(asked.factor, 0)}
        return people if asked.band == "alle" else f"{people} {said(bands[asked.band]).lower()}"

    @property
    def breakdowns(self) -> str:
        known = {breakdown.key: breakdown.name for breakdown in load_vocabulary().breakdowns}
        return _listed([said(known[key]).lower() for key in self.definition.breakdowns])

    @property
    def is_overdue(self) -> bool:
        return self.definition.next_review < timezone.localdate()

    @property
    def criteria(self) -> list[Criterion]:
        answers = self.definition.criteria
        return [
            Criterion(_("Kan den måles?"), answers.measurable),
            Criterion(_("Kan den brukes i flere kommuner?"), answers.reusable),
            Criterion(_("Kan den påvirkes av tiltak i egen drift?"), answers.actionable),
        ]

    @property
    def has_examples(self) -> bool:
        return any(row.batch.is_example for row in self.figures)

    @property
    def users_left_out(self) -> int:
        return self.user_count - len(self.user_names)


def place_of(actor: Actor) -> tuple[int, str]:
    """To sort by: the widest kind of actor first."""
    return ORDER[ActorKind(actor.kind)], actor.name


def sheet_of(user: Someone, slug: str) -> Sheet:
    """Http404 unless published or open: a denominator is open, though it stands in no list."""
    indicator = Indicator.objects.prefetch_related("terms").filter(slug=slug).first()
    if indicator is None or not indicator.has_page:
        raise Http404
    return sheet_about(user, indicator, Numbers.load())


def sheet_about(user: Someone, indicator: Indicator, numbers: Numbers) -> Sheet:
    """Of an indicator that has a page, loaded with its terms."""
    definition = Definition.model_validate(indicator.definition, strict=False)
    terms: dict[str, list[Term]] = {kind.value: [] for kind in Term.Kind}
    for term in sorted(indicator.terms.all(), key=lambda term: term.order):
        terms[term.kind].append(term)
    users = list(actors_using(indicator))
    known = user.is_authenticated
    return Sheet(
        indicator=indicator,
        definition=definition,
        terms=terms,
        related=_related(definition),
        figures=_figures(user, indicator, numbers),
        user_count=len(users),
        user_names=_names(users) if known else [],
        may_choose=indicator.published and bool(gate.own_actors(user, Permission.EDIT_PLAN)),
    )


def _related(definition: Definition) -> list[Indicator]:
    """In the order the definition names them."""
    found = Indicator.objects.filter(slug__in=definition.related)
    by_slug = {indicator.slug: indicator for indicator in found if indicator.has_page}
    return [by_slug[slug] for slug in definition.related if slug in by_slug]


def _figures(user: Someone, indicator: Indicator, numbers: Numbers) -> list[Measurement]:
    """Own ones first, then those shared; for the public the widest areas, if the indicator is open."""
    peers = gate.peers(user, numbers)
    rows = Measurement.objects.of(indicator=indicator.pk)
    if peers:
        rows = rows.filter(actor_id__among=peers)
    elif indicator.open:
        rows = rows.filter(actor__kind__in=WIDE)
    else:
        return []
    own = gate.own_actors(user)
    latest = _latest_of_places(rows.whole().latest_per_actor().with_trail(), numbers)
    return sorted(latest, key=lambda row: (row.actor_id not in own, *place_of(row.actor)))[:FIGURES_SHOWN]


def _latest_of_places(rows: Iterable[Measurement], numbers: Numbers) -> list[Measurement]:
    """Of a place that has had several numbers, the newest figure under any of them."""
    in_time = sorted(
        rows, key=lambda row: (row.period_start, numbers.precedence(row.actor_id, row.period_start))
    )
    return list({numbers.place(row.actor_id): row for row in in_time}.values())


def _names(users: list[Actor]) -> list[str]:
    return [actor.name for actor in sorted(users, key=place_of)[:USERS_SHOWN]]


def _listed(names: list[str]) -> str:
    """`uke, måned og år`."""
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s og %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}
