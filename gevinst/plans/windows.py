"""A baseline over a window somebody chooses: what was measured there, by the indicator's own way to sum, and
what there is to be said of it before it is used.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from gevinst.plans.measured import Measured, has_figure, periods_between
from gevinst.plans.stretches import Stretch, stretch_of
from gevinst.plans.window_words import Note, about_noise, about_place, listed_periods, many_periods
from indicators.catalogue.kinds import kind_for
from indicators.catalogue.models import Indicator
from indicators.measurements.figures import unit_written
from indicators.measurements.periods import Period, PeriodKind
from indicators.measurements.series import MONTHS_IN, Point, of_length, rolling
from indicators.statistics.rounding import format_number, round_half_up

RUNS = (3, 4, 12)


@dataclass(frozen=True)
class Window:
    """`value`: as it is shown, None where there is none; `over`: None where the window is no single period
    and no run of months, and is then said in words (`label`). `usable`: may be taken as a baseline as it is.
    """

    first: Period
    last: Period
    label: str
    over: Stretch | None
    value: float | None
    n: int | None
    source: str
    method: str
    periods: int
    lacking: list[Period]
    usable: bool
    is_example: bool
    notes: list[Note] = field(default_factory=list)


def window_over(measured: Measured, first: Period, last: Period, *, go_live: date | None = None) -> Window:
    """What was measured from `first` to `last`, two periods of one kind, in order."""
    indicator, periods = measured.indicator, periods_between(first, last)
    by_period = {point.period: point for point in measured.points}
    needed = periods[-1:] if indicator.over_time == "last" else periods
    there = [by_period[each] for each in periods if each in by_period]
    lacking = [each for each in needed if each not in by_period or not has_figure(by_period[each], indicator)]
    found = None if lacking else _reckoned(indicator, [by_period[each] for each in needed])
    value = found.value(indicator) if found else None
    over = _over(first, last, len(periods), is_stock=indicator.over_time == "last")
    meets = _meets(measured, over)
    notes = [*_faults(measured, lacking, len(periods), value, meets=meets)]
    notes += about_place(measured, first, last, go_live)
    if value is not None and found is not None:
        valued = [point for point in there if has_figure(point, indicator)]
        notes += about_noise(indicator, valued, found, _n(indicator, found))
    return Window(
        first,
        last,
        label=over.label() if over else f"{first.label()} – {last.label()}",
        over=over,
        value=None if value is None else float(round_half_up(value, indicator.decimals)),
        n=_n(indicator, found) if found and value is not None else None,
        source=measured.source_of(first.kind, needed[0].start, last.end),
        method=_method(indicator, found, needed) if found else "",
        periods=len(periods),
        lacking=lacking,
        usable=value is not None and meets,
        is_example=any(point.is_example for point in there),
        notes=notes,
    )


def _reckoned(indicator: Indicator, run: list[Point]) -> Point | None:
    """Numerators and denominators each for themselves; None where they cannot be summed."""
    if len(run) == 1:
        return run[0]
    return next(iter(rolling(run, len(run))), None) if indicator.over_time == "sum" else None


def _over(first: Period, last: Period, count: int, *, is_stock: bool) -> Stretch | None:
    if is_stock or count == 1:
        return last
    months = MONTHS_IN.get(first.kind, 0) * count
    ends = Period.of(PeriodKind.MONTH, last.end)
    return stretch_of(Point(period=ends, months=months)) if months in RUNS else None


def _meets(measured: Measured, over: Stretch | None) -> bool:
    """Whether there will be values to compare it with: a sum of eighteen months meets no other."""
    indicator = measured.indicator
    if not kind_for(indicator.kind).value_is_sum:
        return True
    if over is None:
        return False
    judged = of_length(measured.whole, over.kind, sums_over_time=indicator.over_time == "sum")
    if not judged:
        return False
    point = judged[-1]
    return point.period.kind == over.kind or point.months == MONTHS_IN.get(over.kind)


def _n(indicator: Indicator, found: Point) -> int | None:
    """How many observations it rests on: the denominator; of a rate, and of a count, what was counted."""
    kind = kind_for(indicator.kind)
    if unit_written(kind) == "min":
        return None
    counted = not kind.needs_denominator or kind.population == "required"
    number = found.numerator if counted else found.denominator
    return int(number) if number is not None and float(number).is_integer() else None


def _faults(
    measured: Measured, lacking: list[Period], periods: int, value: float | None, *, meets: bool
) -> list[Note]:
    """Why it cannot be used as it is."""
    indicator = measured.indicator
    if lacking:
        words = _(
            "Vinduet er ikke helt: %(periods)s mangler. Velg et annet vindu, eller importer det som mangler."
        )
        return [Note("bad", words % {"periods": listed_periods(lacking)})]
    if value is None and indicator.over_time == "none":
        words = _("Tallene kan ikke legges sammen over tid. Velg samme periode i begge feltene.")
        return [Note("bad", words)]
    if value is None:
        words = _("Teller og nevner er ikke kjent for alle periodene, og andeler kan ikke legges sammen.")
        return [Note("bad", f"{words} {_('Velg en enkelt periode.')}")]
    if not meets:
        words = _("En sum over så mange perioder kan ikke sammenlignes med målingene etterpå.")
        advice = _("Velg én periode, eller 3, 4 eller 12 måneder i strekk.")
        return [Note("bad", f"{words} {advice}")]
    return []


def _method(indicator: Indicator, found: Point, needed: list[Period]) -> str:
    """How the value came about, in words that may stand in the plan."""
    kind, count = kind_for(indicator.kind), len(needed)
    if indicator.over_time == "last":
        return _("Verdien for %(period)s") % {"period": needed[-1].label()}
    if not kind.needs_denominator:
        said = _("Summen av %(many)s") if count > 1 else _("Målt verdi for %(many)s")
        return said % {"many": many_periods(needed) if count > 1 else needed[0].label()}
    if found.numerator is None or found.denominator is None:
        return _("Oppgitt av kilden")
    parts = {
        "top": _plain(found.numerator),
        "bottom": _plain(found.denominator),
        "many": many_periods(needed),
    }
    if count == 1:
        return _("Teller %(top)s, nevner %(bottom)s") % parts
    return _("Teller og nevner summert over %(many)s: %(top)s og %(bottom)s") % parts


def _plain(number: float) -> str:
    return format_number(number, 0 if float(number).is_integer() else 1)
