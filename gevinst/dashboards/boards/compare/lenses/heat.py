"""Municipality by indicator, each cell its figure, its signal and what there is to gain; most first."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gevinst.access import gate
from gevinst.dashboards.boards.compare.lenses import Lens, Seen
from gevinst.dashboards.boards.compare.many import (
    MOST_INDICATORS,
    Reading,
    measured_indicators,
    read_many,
)
from gevinst.dashboards.boards.compare.potential import FEWEST, Potential, best_tenth, potential
from gevinst.dashboards.boards.compare.scene import Scene
from gevinst.dashboards.tables import Column, as_query
from gevinst.values.words import written
from indicators.actors.models import Actor
from indicators.catalogue.kinds import kind_for
from indicators.catalogue.models import Indicator
from indicators.measurements.behaviour import Signal
from indicators.statistics.direction import Direction
from indicators.statistics.rounding import format_number

MOST_ROWS, MOST_TOLD = 60, 5
# From here on a decimal says nothing more.
WHOLE = 10
ICONS = {
    Signal.IMPROVEMENT: ("good", "signal-improvement"),
    Signal.CONCERN: ("warn", "signal-concern"),
    Signal.CHANGE: ("info", "info"),
    Signal.COMMON: ("neutral", "signal-common"),
    Signal.TOO_FEW: ("neutral", "more"),
}


@dataclass(frozen=True)
class Cell:
    """One actor's place in a `reading`."""

    text: str
    signal: str
    tone: str
    icon: str
    reading: Reading
    potential: Potential | None
    is_example: bool

    @property
    def gain(self) -> str:
        """In words, empty where there is none or it cannot be said."""
        return _gain(self.potential, self.reading)


@dataclass(frozen=True)
class Head:
    indicator: Indicator
    unit: str
    period: str
    best: str
    query: str
    is_sorted: bool


@dataclass(frozen=True)
class Heat:
    """`rows`: actor, whether one's own, and a cell for each head. `gains`: those of one's own."""

    heads: list[Head]
    rows: list[tuple[Actor, bool, list[Cell]]]
    gains: list[str]
    own: Actor | None
    left_out: int
    has_examples: bool


def look(scene: Scene) -> Seen:
    actors = list(scene.actors)
    if not actors or len(actors) > MOST_ROWS:
        why = _("Varmekartet viser høyst %(n)s kommuner. Velg en mindre gruppe.") % {"n": MOST_ROWS}
        return (
            Seen(title=_("Ingen kommuner å vise"), why=_("Velg en gruppe."))
            if not actors
            else Seen(title=_("Gruppen er for stor for varmekartet"), why=why)
        )
    every = measured_indicators(scene.question, actors)
    if not every:
        return _nothing()
    readings = [_seen_by(scene, one) for one in read_many(scene.question, every[:MOST_INDICATORS], actors)]
    readings = [one for one in readings if any(value is not None for value in one.values)]
    if not readings:
        return _nothing()
    return _seen(scene, readings, left_out=max(len(every) - MOST_INDICATORS, 0))


def _nothing() -> Seen:
    why = _("Ingen av kommunene har tall som er delt med deg. Velg en annen gruppe.")
    return Seen(title=_("Ingen tall å vise"), why=why)


def _seen_by(scene: Scene, one: Reading) -> Reading:
    """What the reader may not see is not there: neither in a cell nor in the best tenth."""
    if one.indicator.open:
        return one
    allowed = [actor.pk in gate.peers(scene.user, scene.question.numbers) for actor in scene.actors]

    def kept(found: list, nothing: object = None) -> list:  # type: ignore[type-arg]
        return [each if may else nothing for each, may in zip(found, allowed, strict=True)]

    return Reading(
        one.indicator,
        one.as_rate,
        kept(one.values),
        kept(one.parts),
        kept(one.volumes),
        kept(one.signals, Signal.TOO_FEW),
        kept(one.examples, False),
        one.period,
        one.months,
    )


def _seen(scene: Scene, readings: list[Reading], left_out: int) -> Seen:
    columns = [_column(one) for one in readings]
    order = sorted(range(len(scene.actors)), key=lambda at: _rank(columns[0][1][at], scene.actors[at]))
    rows = [
        (scene.actors[at], scene.actors[at].pk in scene.own, [cells[at] for _best, cells in columns])
        for at in order
    ]
    own = next(((actor, cells) for actor, mine, cells in rows if mine), None)
    gains = _gains(own[1], readings) if own else []
    heat = Heat(
        heads=[
            _head(scene, one, best, at == 0)
            for at, (one, (best, _cells)) in enumerate(zip(readings, columns, strict=True))
        ],
        rows=rows,
        gains=gains,
        own=own[0] if own else None,
        left_out=left_out,
        has_examples=any(cell.is_example for _actor, _own, cells in rows for cell in cells),
    )
    return Seen(
        title=_finding(rows, readings[0]),
        reading=_(
            "Hentbart er det kommunen ville hente på å nå gruppens beste tidel: avstanden dit ganget med "
            "kommunens eget volum. Det står i indikatorens enhet og kan ikke legges sammen på tvers av "
            "indikatorer. Rekker usikkerheten helt til den beste tidelen, står det «usikkert»."
        ),
        template="dashboards/_compare_heat.html",
        drawn=heat,
        columns=[
            Column("kommunenr", _("Kommunenummer"), role="geo"),
            Column("kommune", _("Kommune"), role="name"),
            Column("indikator", _("Måleindikator")),
            Column("periode", _("Periode")),
            Column("tekst", _("Verdi")),
            Column("signal", _("Signal")),
            Column("beste_tidel", _("Gruppens beste tidel")),
            Column("hentbart", _("Hentbart"), 1),
            Column("enhet", _("Enhet for hentbart")),
            Column("usikkert", _("Sikkert?")),
        ],
        lines=[
            _line(actor, head, cell, one)
            for actor, _mine, cells in rows
            for head, cell, one in zip(heat.heads, cells, readings, strict=True)
        ],
    )


def _column(one: Reading) -> tuple[float | None, list[Cell]]:
    direction = Direction(one.indicator.direction)
    divides = any(volume is not None for volume in one.volumes)
    best = best_tenth(one.values, direction) if divides else None
    cells = []
    for value, part, volume, signal, example in zip(
        one.values, one.parts, one.volumes, one.signals, one.examples, strict=True
    ):
        found = None if value is None or best is None else potential(value, best, volume, direction, part)
        tone, icon = ICONS[signal]
        cells.append(
            Cell(
                text=_text(value, one),
                signal=signal.words,
                tone=tone,
                icon=icon,
                reading=one,
                potential=found,
                is_example=example and value is not None,
            )
        )
    return best, cells


def _rank(cell: Cell, actor: Actor) -> tuple[bool, float, str]:
    return (cell.potential is None, -(cell.potential.amount if cell.potential else 0.0), actor.name)


def _text(value: float | None, one: Reading) -> str:
    if value is None:
        return "–"
    return format_number(value, 1) if one.as_rate else written(value, one.indicator)


def _gain_unit(one: Reading) -> str:
    """What there is more or less of: a share is of cases, everything else of its own unit."""
    return _("tilfeller") if one.indicator.kind == "share" else one.indicator.unit.partition(" per ")[0]


def _gain(found: Potential | None, one: Reading) -> str:
    if found is None:
        return ""
    if not found.amount:
        return _("blant de beste")
    return _("hentbart: %(amount)s") % {"amount": _amount(found, one)}


def _amount(found: Potential, one: Reading) -> str:
    said = {"n": format_number(found.amount, 0 if found.amount >= WHOLE else 1), "unit": _gain_unit(one)}
    told = _("%(n)s %(unit)s") % said
    return f"{told} ({_('usikkert')})" if found.is_sure is False else told


def _gains(cells: list[Cell], readings: list[Reading]) -> list[str]:
    """By the share of one's own figure, as different units cannot be set against each other."""
    found = [
        (cell.potential, one)
        for cell, one in zip(cells, readings, strict=True)
        if cell.potential is not None and cell.potential.amount > 0
    ]
    found.sort(key=lambda pair: (pair[0].is_sure is False, -pair[0].share))
    return [
        _("%(title)s: %(gain)s, %(share)s %% av eget nivå")
        % {"title": one.indicator.title, "gain": _amount(each, one), "share": format_number(each.share * 100)}
        for each, one in found[:MOST_TOLD]
    ]


def _finding(rows: list[tuple[Actor, bool, list[Cell]]], first: Reading) -> str:
    actor, _mine, cells = rows[0]
    found = cells[0].potential
    said = {"title": first.indicator.title, "actor": actor.name}
    if found is None:
        few = sum(value is not None for value in first.values) < FEWEST
        why = (
            _("for få kommuner til å regne ut hva som kan hentes")
            if few
            else _("ingen bedre side eller ukjent volum")
        )
        return f"{first.indicator.title}: {why}"
    if not found.amount:
        return _("%(title)s: ingen ligger svakere enn gruppens beste tidel") % said
    return _("%(title)s: mest å hente i %(actor)s, %(gain)s") % (said | {"gain": _amount(found, first)})


def _head(scene: Scene, one: Reading, best: float | None, is_sorted: bool) -> Head:
    question, indicator = scene.question, one.indicator
    unit = kind_for(indicator.kind).fixed_unit or indicator.unit
    if one.as_rate:
        unit = _("%(unit)s per %(factor)s innbyggere") % {
            "unit": unit,
            "factor": format_number(indicator.population_factor),
        }
    period = one.period.label() if one.period else ""
    if one.months > 1:
        period = _("12 måneder til og med %(last)s") % {"last": period}
    kept = [
        ("visning", question.lens),
        ("indikator", indicator.slug),
        ("gruppe", question.group_key),
        ("aktorer", question.picked),
        ("periode", question.period),
        ("kjent", question.as_known_on.isoformat() if question.as_known_on else ""),
    ]
    return Head(indicator, unit, period, "" if best is None else _text(best, one), as_query(kept), is_sorted)


def _line(actor: Actor, head: Head, cell: Cell, one: Reading) -> list[str | float | None]:
    found = cell.potential
    sure = "" if found is None or found.is_sure is None else _("ja") if found.is_sure else _("nei")
    amount = None if found is None else round(found.amount, 1)
    said = [actor.code, actor.name, one.indicator.title, head.period, cell.text, cell.signal, head.best]
    return [*said, amount, _gain_unit(one) if found else "", sure]


LENS = Lens("varmekart", gettext_lazy("Varmekart"), look, many=True)
