"""Which benefits the address asks for; what no benefit has is not asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from gevinst.dashboards.boards.overview.rows import Row
from gevinst.dashboards.tables import as_query
from gevinst.plans.attainment import AttainmentStatus as Status
from gevinst.plans.models import Benefit
from gevinst.values.known import MEANING, NAME, asked_for
from indicators.actors.sorting import alphabetical

GOAL, TYPE, SERVICE, STATUS, OWNER = "maal", "type", "tjeneste", "status", "eier"
PARAMETERS = (
    (GOAL, "Gevinstmålets kode."),
    (TYPE, "kvalitet, spart-tid, unngatt-kostnad eller ikke-valgt."),
    (SERVICE, "Tjenestens kode."),
    (STATUS, "nadd, pa-vei, bak-plan, feil-retning eller mangler."),
    (OWNER, "Rollen som eier gevinsten."),
    (NAME, MEANING),
)
TYPES = {
    "kvalitet": Benefit.Type.QUALITY,
    "spart-tid": Benefit.Type.TIME_SAVED,
    "unngatt-kostnad": Benefit.Type.COST_AVOIDED,
    "ikke-valgt": Benefit.Type.NONE,
}
TYPE_CODES = {kind: code for code, kind in TYPES.items()}
# What a reader does about them is the same: go on, help, or put in place what is lacking.
STATUSES = {
    "nadd": (lazy("Nådd"), frozenset({Status.REACHED})),
    "pa-vei": (lazy("På vei"), frozenset({Status.ON_TRACK})),
    "bak-plan": (lazy("Bak plan"), frozenset({Status.BEHIND})),
    "feil-retning": (lazy("Feil retning"), frozenset({Status.WRONG_DIRECTION})),
    "mangler": (
        lazy("Mangler noe"),
        frozenset(
            {
                Status.TOO_FEW,
                Status.MISSING_BASELINE,
                Status.MISSING_MEASUREMENT,
                Status.MISSING_AMBITION,
                Status.BASELINE_TO_BE_ESTABLISHED,
            }
        ),
    ),
}


def status_code(status: Status) -> str:
    return next(code for code, (_label, found) in STATUSES.items() if status in found)


@dataclass(frozen=True)
class Choice:
    value: str
    label: str


@dataclass(frozen=True)
class Filter:
    """`chosen` is empty where everything is shown."""

    name: str
    label: str
    choices: Sequence[Choice]
    chosen: str
    every: str

    @property
    def words(self) -> str:
        return next((one.label for one in self.choices if one.value == self.chosen), "")


@dataclass(frozen=True)
class Question:
    filters: Sequence[Filter]
    as_known_on: date | None

    @property
    def asked(self) -> list[tuple[str, str]]:
        return [*((one.name, one.chosen) for one in self.filters), asked_for(self.as_known_on)]

    @property
    def query(self) -> str:
        return as_query(self.asked)

    @property
    def is_narrowed(self) -> bool:
        return any(one.chosen for one in self.filters)

    def also(self, name: str, value: str) -> str:
        """The same question, but for one of its parts, as the end of an address."""
        return as_query([(each, value if each == name else said) for each, said in self.asked])

    @property
    def chips(self) -> list[dict[str, str]]:
        chosen = [one for one in self.filters if one.chosen]
        return [{"label": one.words, "remove_url": f"?{self.also(one.name, '')}"} for one in chosen]

    @property
    def reset_url(self) -> str:
        return f"?{as_query([asked_for(self.as_known_on)])}"

    def keeps(self, row: Row) -> bool:
        return all(not one.chosen or one.chosen in values_of(row)[one.name] for one in self.filters)


def ask(query: Mapping[str, str], rows: Sequence[Row], as_known_on: date | None) -> Question:
    """With the choices these rows give."""

    def filtered(name: str, label: str, every: str, choices: Iterable[Choice]) -> Filter:
        there = {value for row in rows for value in values_of(row)[name]}
        offered = [one for one in choices if one.value in there]
        chosen = next((one.value for one in offered if one.value == query.get(name)), "")
        return Filter(name, label, offered, chosen, every)

    goals = {row.benefit.goal.code: row.benefit.goal for row in rows if row.benefit.goal}
    services = {term.code: term for row in rows for term in row.services}
    return Question(
        [
            filtered(
                GOAL,
                _("Gevinstmål"),
                _("Alle gevinstmål"),
                [Choice(goal.code, goal.name) for goal in sorted(goals.values(), key=lambda one: one.order)],
            ),
            filtered(
                TYPE,
                _("Type"),
                _("Alle typer"),
                [Choice(code, str(kind.label).capitalize()) for code, kind in TYPES.items()],
            ),
            filtered(
                SERVICE,
                _("Tjeneste"),
                _("Alle tjenester"),
                _sorted(Choice(code, term.name) for code, term in services.items()),
            ),
            filtered(
                STATUS,
                _("Status"),
                _("Alle statuser"),
                [Choice(code, str(label)) for code, (label, _found) in STATUSES.items()],
            ),
            filtered(
                OWNER,
                _("Eier"),
                _("Alle eiere"),
                _sorted(Choice(owner, owner) for owner in {row.owner for row in rows if row.owner}),
            ),
        ],
        as_known_on,
    )


def values_of(row: Row) -> dict[str, frozenset[str]]:
    """What of each filter the row is found under."""
    return {
        GOAL: frozenset({row.benefit.goal.code} if row.benefit.goal else ()),
        TYPE: frozenset({TYPE_CODES[Benefit.Type(row.benefit.type)]}),
        SERVICE: frozenset(term.code for term in row.services),
        STATUS: frozenset({status_code(row.line.status)}),
        OWNER: frozenset({row.owner} if row.owner else ()),
    }


def _sorted(choices: Iterable[Choice]) -> list[Choice]:
    return sorted(choices, key=lambda one: alphabetical(one.label))
