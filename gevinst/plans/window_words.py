"""What is to be known of a window before it is taken as a baseline: where it lies, and how sure it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gevinst.plans.measured import Measured
from gevinst.values.former_numbers import changed
from gevinst.values.words import written
from indicators.catalogue.kinds import kind_for
from indicators.catalogue.models import Indicator
from indicators.measurements.periods import Period, PeriodKind
from indicators.measurements.series import Point
from indicators.messages import listed
from indicators.statistics.intervals import wilson
from indicators.statistics.rounding import format_number
from indicators.statistics.xmr import LOCK_AT, Rule, limits, special_causes

# Below it a share is told without decimals (methods.md), and a baseline is a guess.
FEW = 20
NAMED = 6
FEWEST_FOR_RANGE = 3


@dataclass(frozen=True)
class Note:
    """`tone`: bad, warn, info or good."""

    tone: str
    text: str


def many_periods(periods: Sequence[Period]) -> str:
    """«12 måneder»."""
    n = len(periods)
    said = {
        PeriodKind.WEEK: ngettext("%(n)s uke", "%(n)s uker", n),
        PeriodKind.MONTH: ngettext("%(n)s måned", "%(n)s måneder", n),
        PeriodKind.QUARTER: ngettext("%(n)s kvartal", "%(n)s kvartaler", n),
        PeriodKind.TERTIAL: ngettext("%(n)s tertial", "%(n)s tertialer", n),
        PeriodKind.YEAR: ngettext("%(n)s år", "%(n)s år", n),
    }
    return said[periods[0].kind] % {"n": n}


def listed_periods(periods: Sequence[Period]) -> str:
    """Named, the first few of them."""
    names = [period.label() for period in periods[:NAMED]]
    more = len(periods) - len(names)
    return listed([*names, _("%(n)s til") % {"n": more}] if more else names)


def about_place(measured: Measured, first: Period, last: Period, go_live: date | None) -> Iterator[Note]:
    """Breaks inside it and after it, and how it stands to go-live."""
    end = max((point.period.end for point in measured.points), default=last.end)
    if inside := [one for one in measured.breaks if first.start < one.day <= last.end]:
        yield Note("bad", " ".join([_("Vinduet har et brudd inne i seg."), changed(inside)]))
    if after := [one for one in measured.breaks if last.end < one.day <= end]:
        yield Note("warn", changed(after))
    if go_live is None:
        return
    day = {"day": f"{go_live:%d.%m.%Y}"}
    if first.start >= go_live:
        words = _("Vinduet ligger etter innføringen %(day)s. Da viser det ikke hvordan det var før.")
        yield Note("bad", words % day)
    elif last.end >= go_live:
        words = _("Innføringen %(day)s ligger inne i vinduet. La det slutte før den.")
        yield Note("bad", words % day)
    else:
        yield Note("good", _("Vinduet slutter før innføringen %(day)s.") % day)


def about_noise(indicator: Indicator, points: Sequence[Point], found: Point, n: int | None) -> Iterator[Note]:
    """`points`: those of the window; `found`: what they come to."""
    if n is not None and n < FEW and kind_for(indicator.kind).needs_denominator:
        words = _("Bygger på bare %(n)s observasjoner. Det er for få til et sikkert nullpunkt.")
        yield Note("warn", words % {"n": format_number(n, 0)})
    if chance := _chance(indicator, found):
        yield Note("info", chance)
    values = [value for point in points if (value := point.value(indicator)) is not None]
    if len(values) < FEWEST_FOR_RANGE:
        words = ngettext(
            "For få målinger til å se hvor mye tallet svinger: vinduet har %(n)s.",
            "For få målinger til å se hvor mye tallet svinger: vinduet har %(n)s.",
            len(values),
        )
        yield Note("warn", words % {"n": len(values)})
        return
    within = limits(values)
    low, high = (written(end, indicator) for end in _possible(indicator, within.lower, within.upper))
    said = {"low": low, "high": high, "n": len(values), "needed": LOCK_AT}
    if len(values) < LOCK_AT:
        words = _(
            "For få målinger til sikre grenser (%(n)s av %(needed)s)."
            " Foreløpig svinger hver måling mellom %(low)s og %(high)s."
        )
        yield Note("warn", words % said)
        return
    yield Note("info", _("Hver måling svinger vanligvis mellom %(low)s og %(high)s.") % said)
    causes = special_causes(values, within)
    odd = [one.period for one, cause in zip(points, causes, strict=True) if cause.rule == Rule.OUTSIDE]
    if odd:
        words = _("%(periods)s skiller seg ut. Vurder om vinduet viser en vanlig tid.")
        told = words % {"periods": listed_periods(odd)}
        yield Note("warn", told[:1].upper() + told[1:])


def _possible(indicator: Indicator, lower: float, upper: float) -> tuple[float, float]:
    """Nothing is fewer than none, and no share more than all."""
    return max(lower, 0.0), min(upper, 100.0) if _is_share(indicator) else upper


def _is_share(indicator: Indicator) -> bool:
    return kind_for(indicator.kind).fixed_unit == "%"


def _chance(indicator: Indicator, found: Point) -> str:
    """Of a share: between what its value could lie by chance alone."""
    top, bottom = found.numerator, found.denominator
    if not _is_share(indicator) or top is None or not bottom or top > bottom:
        return ""
    low, high = (100 * end for end in wilson(top, bottom))
    words = _("Tilfeldighet alene kan gi mellom %(low)s og %(high)s (95 %%).")
    return words % {"low": written(low, indicator), "high": written(high, indicator)}
