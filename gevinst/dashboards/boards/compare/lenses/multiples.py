"""One panel for each municipality, all on the same axes, each with its signal in words.

Of many, the landmarks stand first and the others are folded; asked for by signal, the first of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from gevinst.dashboards.boards.compare.landmarks import FEW, landmarks
from gevinst.dashboards.boards.compare.lenses import Lens, Seen
from gevinst.dashboards.boards.compare.scene import Scene
from gevinst.dashboards.boards.compare.words import Row, decimals_of, text_of
from gevinst.dashboards.figures.multiples import Axes, Panel, PanelData, panel, shared_axes
from gevinst.dashboards.tables import Column, rounded
from indicators.measurements.behaviour import Behaviour, Signal, behaviour
from indicators.measurements.periods import PeriodKind
from indicators.statistics.xmr import Verdict

MOST_PANELS, MOST_POINTS = 60, 48
WORST_FIRST = (Signal.CONCERN, Signal.CHANGE, Signal.IMPROVEMENT, Signal.COMMON, Signal.TOO_FEW)
BY_SIGNAL = "signal"
ICONS = {
    Signal.IMPROVEMENT: ("good", "signal-improvement"),
    Signal.CONCERN: ("warn", "signal-concern"),
    Signal.CHANGE: ("info", "info"),
    Signal.COMMON: ("neutral", "signal-common"),
    Signal.TOO_FEW: ("neutral", "more"),
}

ONLY_ONE = {
    Signal.IMPROVEMENT: gettext_lazy("Kommunen har reell forbedring"),
    Signal.CONCERN: gettext_lazy("Kommunen har reell forverring"),
    Signal.CHANGE: gettext_lazy("Kommunen har reell endring"),
}
EVERYBODY = {
    Signal.IMPROVEMENT: gettext_lazy("Alle %(n)s kommunene med nok målinger har reell forbedring"),
    Signal.CONCERN: gettext_lazy("Alle %(n)s kommunene med nok målinger har reell forverring"),
    Signal.CHANGE: gettext_lazy("Alle %(n)s kommunene med nok målinger har reell endring"),
}


@dataclass(frozen=True)
class Small:
    """One panel with its words. `tone` and `icon` go with `signal`, never instead of it."""

    row: Row
    panel: Panel | None
    signal: str
    since: str
    tone: str
    icon: str
    summary: str


@dataclass(frozen=True)
class Multiples:
    """`others` are folded under `panels`."""

    panels: list[Small]
    others: list[Small]
    first: str
    last: str
    top: str
    left_out: int
    empty: int
    by_signal: bool


def look(scene: Scene) -> Seen:
    judged = _of_one_length({row.actor.pk: _judged(scene, row) for row in scene.rows})
    drawn = {pk: _data(one, _scale(scene, pk)) for pk, one in judged.items()}
    axes = shared_axes(drawn.values())
    if axes is None:
        why = _("Ingen av kommunene har tall over tid. Velg en annen gruppe eller måleindikator.")
        return Seen(title=_("Ingen serier å tegne"), why=why)
    by_signal = scene.question.order == BY_SIGNAL
    rows = sorted(
        (row for row in scene.rows if row.actor.pk in judged),
        key=lambda row: (
            not by_signal and not row.is_own,
            WORST_FIRST.index(judged[row.actor.pk].signal),
            row.actor.name,
        ),
    )
    first = _first(scene, rows)
    named = {row.actor.pk for row in first}
    others = [row for row in rows if row.actor.pk not in named][: MOST_PANELS - len(first)]

    def small(row: Row) -> Small:
        return _small(scene, row, judged[row.actor.pk], drawn[row.actor.pk], axes)

    return Seen(
        title=_finding(list(judged.values()), is_alone=len(scene.rows) == 1),
        reading=_(
            "Alle rutene har samme akser. Det grå feltet er den vanlige variasjonen hos hver enkelt, "
            "streken i midten er gjennomsnittet. Bare det som er mer enn tilfeldig, er merket."
        ),
        template="dashboards/_compare_multiples.html",
        drawn=Multiples(
            panels=[small(row) for row in first],
            others=[small(row) for row in others],
            first=_period(axes.first),
            last=_period(axes.last),
            top=text_of(axes.top, scene.question),
            left_out=len(rows) - len(first) - len(others),
            empty=len(scene.rows) - len(rows),
            by_signal=by_signal,
        ),
        columns=_columns(scene),
        lines=[line for row in rows for line in _lines(scene, row, judged[row.actor.pk])],
    )


def _first(scene: Scene, rows: Sequence[Row]) -> list[Row]:
    """Those that stand open: all of few."""
    if scene.question.order == BY_SIGNAL:
        return list(rows[:FEW])
    known = {row.actor.pk for row in rows}
    marked = [row for row in landmarks(scene) if row.actor.pk in known]
    return sorted(marked, key=lambda row: not row.is_own) or list(rows[:MOST_PANELS])


def _judged(scene: Scene, row: Row) -> Behaviour:
    points = list(scene.found.series.get(row.actor.pk, []))
    return behaviour(points[-MOST_POINTS * 2 :], scene.question.indicator)


def _of_one_length(judged: dict[int, Behaviour]) -> dict[int, Behaviour]:
    """Those measured in the kind of period there is most of: months and years do not share an axis."""
    lengths: Counter[tuple[PeriodKind, int]] = Counter()
    for one in judged.values():
        if one.latest:
            lengths[one.latest.period.kind, one.latest.months] += len(one.points)
    usual = max(lengths, key=lambda length: lengths[length], default=None)
    return {
        pk: one
        for pk, one in judged.items()
        if one.latest and (one.latest.period.kind, one.latest.months) == usual
    }


def _scale(scene: Scene, pk: int) -> float:
    """What a count is multiplied by to be a rate. Its signal is the same: the inhabitants are held fixed."""
    people = scene.found.people.get(pk)
    if not scene.question.as_rate or not people:
        return 1.0
    return scene.question.indicator.population_factor / people


def _data(one: Behaviour, scale: float) -> PanelData:
    verdicts = (
        [point.verdict for point in one.chart.points] if one.chart else [Verdict.COMMON] * len(one.values)
    )
    marks = {Verdict.IMPROVEMENT: "improvement", Verdict.CONCERN: "concern", Verdict.CHANGE: "change"}
    told = one.signal is not Signal.TOO_FEW
    points = [
        (point.period.end, value * scale, marks.get(verdict, "") if told else "")
        for point, value, verdict in zip(one.points, one.values, verdicts, strict=True)
    ]
    limits = one.chart.limits if one.chart and told else None
    band = (limits.mean * scale, limits.lower * scale, limits.upper * scale) if limits else None
    return PanelData(points[-MOST_POINTS:], band)


def _small(scene: Scene, row: Row, one: Behaviour, data: PanelData, axes: Axes) -> Small:
    tone, icon = ICONS[one.signal]
    since = _("siden %(period)s") % {"period": one.since.words()} if one.since else ""
    summary = _("ingen tall")
    if one.latest is not None:
        said = {
            "n": len(data.points),
            "last": one.latest.label(),
            "value": text_of(data.points[-1][1], scene.question),
        }
        summary = _("%(n)s målinger, sist %(value)s i %(last)s") % said
    return Small(
        row=row,
        panel=panel(data, axes) if data.points else None,
        signal=one.signal.words,
        since=since,
        tone=tone,
        icon=icon,
        summary=summary,
    )


def _finding(judged: Sequence[Behaviour], *, is_alone: bool) -> str:
    counted = [
        (Signal.IMPROVEMENT, _("%(n)s reell forbedring")),
        (Signal.CONCERN, _("%(n)s reell forverring")),
        (Signal.CHANGE, _("%(n)s reell endring")),
    ]
    said = [
        words % {"n": n} for signal, words in counted if (n := sum(one.signal is signal for one in judged))
    ]
    enough = sum(one.signal is not Signal.TOO_FEW for one in judged)
    if not enough:
        return _("For få målinger til å si om noe har endret seg")
    if not said:
        return ngettext(
            "Kommunen viser bare vanlig variasjon",
            "Alle %(n)s kommunene med nok målinger viser bare vanlig variasjon",
            enough,
        ) % {"n": enough}
    if is_alone:
        return str(ONLY_ONE[judged[0].signal])
    same = {one.signal for one in judged if one.signal is not Signal.TOO_FEW}
    if len(same) == 1 and enough > 1:
        return str(EVERYBODY[same.pop()]) % {"n": enough}
    start = ngettext(
        "Av %(n)s kommune med nok målinger har ", "Av %(n)s kommuner med nok målinger har ", enough
    )
    return start % {"n": enough} + f" {_('og')} ".join(filter(None, [", ".join(said[:-1]), said[-1]]))


def _period(day: object) -> str:
    return f"{day:%m.%Y}"


def _columns(scene: Scene) -> list[Column]:
    return [
        Column("kommunenr", _("Kommunenummer"), role="geo"),
        Column("kommune", _("Kommune"), role="name"),
        Column("periode", _("Periode"), role="time"),
        Column("verdi", scene.unit.capitalize(), decimals_of(scene.question)),
        Column("signal", _("Signal nå")),
    ]


def _lines(scene: Scene, row: Row, one: Behaviour) -> list[list[str | float | None]]:
    scale, decimals = _scale(scene, row.actor.pk), decimals_of(scene.question)
    return [
        [
            row.actor.code,
            row.actor.name,
            point.period.code,
            rounded(value * scale, decimals),
            one.signal.words,
        ]
        for point, value in zip(one.points[-MOST_POINTS:], one.values[-MOST_POINTS:], strict=True)
    ]


LENS = Lens("utvikling", gettext_lazy("Utvikling"), look, over_time=True)
