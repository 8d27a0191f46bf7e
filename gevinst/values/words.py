"""Sentences about figures that more than one page says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from django.utils.translation import gettext as _

from indicators.catalogue.kinds import kind_for
from indicators.catalogue.models import Category, Indicator
from indicators.measurements.periods import Period
from indicators.measurements.shapes import AnyFigure
from indicators.measurements.values import Reason, Status, describe_reason
from indicators.statistics.rounding import format_number

MOST_ADDENDS = 12


def written(value: float | None, indicator: Indicator) -> str:
    """A value with its unit: `21,7 %`, `1 094 døgn`, `9 d 07 t 40 min`; a dash where there is none."""
    if value is None:
        return "–"
    kind = kind_for(indicator.kind)
    return kind.format(value, indicator.decimals, kind.fixed_unit or indicator.unit)


def number_of(figure: AnyFigure, indicator: Indicator) -> float | None:
    """The number in the unit it is shown in; None where there is a reason instead."""
    if figure.reason not in (Reason.NONE, Reason.NIL):
        return None
    kind = kind_for(indicator.kind)
    return kind.derive(figure.numerator, figure.denominator, figure.stated, indicator.factor)


def in_words(figure: AnyFigure, indicator: Indicator) -> str:
    """The figure with its unit, its bound, or why there is none."""
    if figure.reason == Reason.BELOW and figure.stated is not None:
        kind = kind_for(indicator.kind)
        return f"<{kind.format(figure.stated, 0, kind.fixed_unit or indicator.unit)}"
    if figure.reason not in (Reason.NONE, Reason.NIL):
        return _(describe_reason(Reason(figure.reason)))
    return written(number_of(figure, indicator), indicator)


def category_names(keys: Iterable[str]) -> dict[str, str]:
    """Breakdowns by key in words: `alder=75+|hastegrad=oh` is «75 år og eldre, øyeblikkelig hjelp». One
    query."""
    parts = {key: [part.partition("=")[::2] for part in key.split("|") if part] for key in keys}
    codes = {code for found in parts.values() for _dimension, code in found}
    if not codes:
        return dict.fromkeys(parts, "")
    known = {(each.dimension, each.code): each.name for each in Category.objects.filter(code__in=codes)}
    return {key: ", ".join(known.get(part, part[1]) for part in found) for key, found in parts.items()}


def plain(value: float | None) -> str:
    """A numerator or denominator as it was given: whole numbers whole, others with their decimals."""
    if value is None:
        return "–"
    decimals = 0 if value == int(value) else len(f"{value:.4f}".rstrip("0").partition(".")[2])
    return format_number(value, decimals)


def divided(top: float, bottom: float, factor: float, text: str) -> str:
    """A quotient with its result: `1 284 / 1 420 · 100 = 90,4 %`."""
    times = f" · {plain(factor)}" if factor != 1 else ""
    return f"{plain(top)} / {plain(bottom)}{times} = {text}"


def added_up(numbers: Sequence[float], indicator: Indicator, text: str) -> str:
    """A sum with its addends, where they are few; empty for fewer than two."""
    kind = kind_for(indicator.kind)
    addends = [kind.format(each, indicator.decimals) for each in numbers]
    if len(addends) < 2:
        return ""
    if len(addends) > MOST_ADDENDS:
        addends[3:-1] = ["…"]
    return f"{' + '.join(addends)} = {text}"


def finished(figure: AnyFigure, lacking: Sequence[Period] = ()) -> str:
    """What is not finished about a figure; empty for a final one."""
    if figure.status == Status.PRELIMINARY:
        return _("foreløpig")
    if figure.status != Status.PARTIAL:
        return ""
    if figure.as_of:
        return _("bare til og med %(day)s") % {"day": f"{figure.as_of:%d.%m.%Y}"}
    if lacking:
        return _("%(months)s mangler") % {"months": runs_of(lacking)}
    return _("bare en del av perioden")


def runs_of(periods: Iterable[Period]) -> str:
    """Months in words, those in a row as from–to: `mars, juli–desember 2026`."""
    runs: list[list[Period]] = []
    for period in sorted(periods):
        if runs and runs[-1][-1].next() == period:
            runs[-1].append(period)
        else:
            runs.append([period])
    said = []
    for year, of_year in groupby(runs, key=lambda run: run[-1].year):
        names = [_run(run, year) for run in of_year]
        said.append(f"{', '.join(names)} {year}")
    return ", ".join(said)


def _run(run: Sequence[Period], year: int) -> str:
    first, last = run[0].label(), run[-1].label().removesuffix(f" {year}")
    return last if len(run) == 1 else f"{first.removesuffix(f' {year}')}–{last}"
