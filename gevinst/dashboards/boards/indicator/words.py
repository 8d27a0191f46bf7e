"""What the indicator page says: the finding as a sentence from the statistics, and what lies behind it."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from gevinst.dashboards.boards.indicator.goal import Goal
from gevinst.dashboards.boards.indicator.judged import Judged
from gevinst.values.words import written
from indicators.actors.models import Actor
from indicators.catalogue.kinds import kind_for
from indicators.catalogue.models import Indicator
from indicators.measurements.behaviour import Behaviour, Signal
from indicators.measurements.periods import PeriodKind
from indicators.measurements.series import MONTHS_IN, Point, of_length
from indicators.statistics.change import Change, change
from indicators.statistics.direction import Direction
from indicators.statistics.rounding import format_number
from indicators.statistics.trend import Trend
from indicators.statistics.xmr import LOCK_AT, Assurance, Rule, Verdict, assurance

VERDICTS = {
    Verdict.COMMON: gettext_lazy("Vanlig variasjon"),
    Verdict.IMPROVEMENT: gettext_lazy("Forbedring"),
    Verdict.CONCERN: gettext_lazy("Bekymring"),
    Verdict.CHANGE: gettext_lazy("Reell endring"),
}
RULES = {
    Rule.OUTSIDE: gettext_lazy("utenfor grensene"),
    Rule.TREND: gettext_lazy("sju målinger på rad i samme retning"),
    Rule.TWO_OF_THREE: gettext_lazy("to av tre målinger nær samme grense"),
    Rule.SHIFT: gettext_lazy("sju målinger på rad på samme side av gjennomsnittet"),
}
ASSURED = {
    Assurance.MEETS: gettext_lazy("Når ambisjonen hver gang, hvis ingenting endres"),
    Assurance.MISSES: gettext_lazy("Når ikke ambisjonen uten at noe endres"),
    Assurance.INCONSISTENT: gettext_lazy("Når ambisjonen av og til, tilfeldig"),
}
TRENDS = {
    Trend.RISING: gettext_lazy("Stigende"),
    Trend.FALLING: gettext_lazy("Synkende"),
    Trend.NONE: gettext_lazy("Ingen sikker endring"),
}


def unit_of(indicator: Indicator) -> str:
    return kind_for(indicator.kind).fixed_unit or indicator.unit


def finding(
    actor: Actor, points: Sequence[Point], judged: Judged, indicator: Indicator, goal: Goal | None
) -> str:
    """«Rauma har 31 % færre døgn enn ved nullpunktet; endringen er reell siden mars 2024». `points`: all
    there are, so that a baseline of a year meets a year."""
    found = _since_baseline(points, indicator, goal)
    if found is not None:
        said = _compared(actor, found, indicator)
        return f"{said}; {_of_change(judged, found)}" if found.points else said
    now = judged.now.latest
    if now is None:
        return _("%(actor)s har ingen målinger ennå") % {"actor": actor.name}
    value = written(judged.now.values[-1], indicator)
    said = _("%(actor)s: %(now)s i %(period)s") % {
        "actor": actor.name, "now": value, "period": now.label()
    }  # fmt: skip
    return f"{said}; {_of_series(judged)}"


def signal_said(judged: Judged) -> str:
    """The signal alone, for the chart under a page whose finding is said already."""
    now = judged.now
    said = {"since": now.since.label() if now.since else "", "rule": str(RULES.get(now.rule, ""))}
    match now.signal:
        case Signal.IMPROVEMENT:
            return _("Reell forbedring siden %(since)s, nå %(rule)s") % said
        case Signal.CONCERN:
            return _("Reell forverring siden %(since)s, nå %(rule)s") % said
        case Signal.CHANGE:
            return _("Reell endring siden %(since)s, nå %(rule)s") % said
        case Signal.COMMON:
            return _("Målingene varierer som vanlig, uten sikker endring")
    return _("Det er %(few)s til å si noe om utviklingen") % {"few": too_few(now)}


def assured(judged: Judged, target: float | None, indicator: Indicator) -> str:
    """What the process will do about the ambition; empty while its limits are on trial."""
    chart = judged.now.chart
    if chart is None or chart.limits.trial or target is None:
        return ""
    found = assurance(chart.limits, target, Direction(indicator.direction))
    return str(ASSURED[found]) if found else ""


def recent(judged: Judged) -> str:
    """The way of the last five; empty where that is not judged."""
    return str(TRENDS.get(judged.now.trend, ""))


def too_few(part: Behaviour) -> str:
    """«for få målinger (8 av 12)»."""
    return _("for få målinger (%(n)s av %(of)s)") % {"n": len(part.values), "of": LOCK_AT}


def _since_baseline(points: Sequence[Point], indicator: Indicator, goal: Goal | None) -> Change | None:
    """The latest figure of the baseline's own length against it; None where they cannot be compared."""
    if goal is None or goal.baseline is None or goal.kind is None:
        return None
    comparable = of_length(list(points), goal.kind, sums_over_time=indicator.over_time == "sum")
    known = [(point, point.value(indicator)) for point in comparable if point.is_whole]
    latest, value = next(
        ((point, value) for point, value in reversed(known) if value is not None), (None, None)
    )
    if latest is None or value is None or not _meets(latest, goal):
        return None
    return change(goal.baseline, value, is_share=indicator.kind == "share", decimals=indicator.decimals)


def _meets(point: Point, goal: Goal) -> bool:
    """As long as the baseline, and after it."""
    is_after = goal.baseline_on is None or point.period.end > goal.baseline_on
    months = MONTHS_IN.get(goal.kind or PeriodKind.WEEK, 0)
    return is_after and (point.period.kind == goal.kind or (months > 1 and point.months == months))


def _compared(actor: Actor, found: Change, indicator: Indicator) -> str:
    if not found.points:
        return _("%(actor)s er der den var ved nullpunktet") % {"actor": actor.name}
    said = {"actor": actor.name, "n": _size(found, indicator), "unit": unit_of(indicator)}
    falls = found.points < 0
    if indicator.kind == "count" and not found.is_share:
        words = _("%(actor)s har %(n)s færre %(unit)s enn ved nullpunktet")
        return (words if falls else _("%(actor)s har %(n)s flere %(unit)s enn ved nullpunktet")) % said
    words = _("%(actor)s ligger %(n)s lavere enn ved nullpunktet")
    return (words if falls else _("%(actor)s ligger %(n)s høyere enn ved nullpunktet")) % said


def _size(found: Change, indicator: Indicator) -> str:
    points = abs(found.points or 0.0)
    if found.is_share:
        return _("%(n)s prosentpoeng") % {"n": format_number(points, indicator.decimals)}
    if found.percent is None:
        return written(points, indicator)
    return f"{format_number(abs(found.percent))}\u00a0%"


def _of_change(judged: Judged, found: Change) -> str:
    """Whether the change from the baseline is more than chance."""
    now = judged.now
    since = now.since.label() if now.since else ""
    if now.signal is Signal.TOO_FEW:
        return _("det er %(few)s til å si om endringen er reell") % {"few": too_few(now)}
    if now.signal.is_real and now.side * (found.points or 0.0) > 0:
        return _("endringen er reell siden %(since)s") % {"since": since}
    if now.signal.is_real:
        return _("men siden %(since)s går det reelt i den andre retningen") % {"since": since}
    if judged.rebased:
        return _("ingen reell endring etter at grensene ble regnet på nytt")
    return _("det siste er vanlig variasjon, uten sikker endring")


def _of_series(judged: Judged) -> str:
    now = judged.now
    since = {"since": now.since.label() if now.since else ""}
    match now.signal:
        case Signal.IMPROVEMENT:
            return _("en reell forbedring siden %(since)s") % since
        case Signal.CONCERN:
            return _("en reell forverring siden %(since)s") % since
        case Signal.CHANGE:
            return _("en reell endring siden %(since)s") % since
        case Signal.COMMON:
            return _("vanlig variasjon, uten sikker endring")
    return _("%(few)s til å si noe om utviklingen") % {"few": too_few(now)}


def of_circle(parts: Sequence[Behaviour]) -> str:
    """How it stands with all that are shown, as one would read it aloud."""
    good = sum(part.signal is Signal.IMPROVEMENT for part in parts)
    bad = sum(part.signal is Signal.CONCERN for part in parts)
    few = sum(part.signal is Signal.TOO_FEW for part in parts)
    said = {"n": len(parts), "good": good, "bad": bad}
    if parts and few == len(parts):
        return _("Ingen har nok målinger til å si om noe er endret.")
    if len(parts) - few < 2:
        words = ""
    elif len(parts) in (good, bad):
        all_good, all_bad = (
            _("Alle %(n)s aktører har en reell forbedring."),
            _("Alle %(n)s aktører har en reell forverring."),
        )
        words = all_good if good else all_bad
    elif good and bad:
        words = _("Av %(n)s aktører har %(good)s en reell forbedring og %(bad)s en reell forverring.")
    elif good:
        words = _("Av %(n)s aktører har %(good)s en reell forbedring, og ingen en reell forverring.")
    elif bad:
        words = _("Av %(n)s aktører har %(bad)s en reell forverring, og ingen en reell forbedring.")
    else:
        words = _("Ingen av %(n)s aktører har en reell endring.")
    tail = ngettext(
        "%(few)s har for få målinger til å si det.", "%(few)s har for få målinger til å si det.", few
    )
    return " ".join(filter(None, [words % said, tail % {"few": few} if few else ""]))
