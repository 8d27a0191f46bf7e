"""The part of a page on which a baseline is taken from measured values: as suggested, or over a window."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.translation import gettext as _

from gevinst.plans.measured import Measured, has_figure, periods_between
from gevinst.plans.suggestions import baselines_among
from gevinst.plans.target_forms import TargetForm
from gevinst.plans.window_picture import Picture, picture_of
from gevinst.plans.windows import Window, window_over
from gevinst.reminders.going_live import from_onboarding
from indicators.actors.models import Actor
from indicators.catalogue.models import Indicator
from indicators.measurements.periods import Period, PeriodError, PeriodKind, parse_period

# In the address of a form that was opened from the contributor's own page (pages.py).
FROM_OURS = "bidrag"
USUAL = {PeriodKind.WEEK: 12, PeriodKind.MONTH: 12, PeriodKind.QUARTER: 4, PeriodKind.TERTIAL: 3}


@dataclass(frozen=True)
class Chooser:
    """What to choose among and what was chosen. `kinds`: (code, words, is chosen); `told`: what is wrong."""

    kinds: list[tuple[str, str, bool]]
    kind: str
    periods: list[Period]
    first: Period
    last: Period
    asked: bool
    filled: bool
    window: Window | None
    picture: Picture | None
    told: str = ""

    @property
    def take(self) -> str:
        """The query of the address that fills the window into the form."""
        named = {"slag": self.kind, "fra": self.first.code, "til": self.last.code}
        return urlencode({**named, "bruk": "1"})


def baselines_for(
    query: Mapping[str, str], form: TargetForm, indicator: Indicator, actor: Actor, *, breakdown: str = ""
) -> dict[str, Any]:
    """Context of plans/_suggestions.html. What the address names is filled into a form nobody has sent."""
    today = timezone.localdate()
    measured = Measured.load(indicator, actor, today, breakdown=breakdown)
    found = baselines_among(measured)
    chosen = next((one for one in found if one.over.code == query.get("nullpunkt")), None)
    chooser = chooser_of(query, measured, actor)
    if not form.is_bound:
        if chosen is not None:
            form.start_from(chosen)
            form.initial.update(baseline_method="", baseline_n=None)
        elif chooser and chooser.filled and chooser.window:
            _fill(form, chooser.window)
    kept = [(FROM_OURS, query[FROM_OURS])] if FROM_OURS in query else []
    return {"suggestions": found, "chosen": chosen, "chooser": chooser, "kept": kept}


def chooser_of(query: Mapping[str, str], measured: Measured, actor: Actor) -> Chooser | None:
    """None where there is nothing to choose among. One query."""
    whole = measured.whole
    if not whole:
        return None
    counted = Counter(point.period.kind for point in whole)
    kind = query.get("slag", "") or counted.most_common(1)[0][0].value
    kind = kind if kind in counted else counted.most_common(1)[0][0].value
    its = [point.period for point in whole if point.period.kind == kind]
    periods = periods_between(its[0], its[-1])
    usual = periods[-USUAL.get(PeriodKind(kind), 1) :]
    first = _named(query.get("fra", ""), periods) or usual[0]
    last = _named(query.get("til", ""), periods) or usual[-1]
    window, told = None, ""
    if first > last:
        told = _("Vinduet begynner etter at det slutter. Velg en tidligere start.")
    else:
        live: date | None = from_onboarding(frozenset({actor.pk})).get(actor.pk)
        window = window_over(measured, first, last, go_live=live)
    return Chooser(
        kinds=[(each.value, _kind_words(each), each == kind) for each in PeriodKind if each in counted],
        kind=kind,
        periods=periods,
        first=first,
        last=last,
        asked="vindu" in query or bool(query.get("slag") or query.get("fra")),
        filled=bool(query.get("bruk") and window and window.usable),
        window=window,
        picture=_picture(measured, periods, first, last) if window else None,
        told=told,
    )


def _named(code: str, periods: list[Period]) -> Period | None:
    """The one meant, or the nearest there is."""
    try:
        meant = parse_period(code)
    except PeriodError:
        return None
    there = Period.of(periods[0].kind, meant.start)
    return min(max(there, periods[0]), periods[-1])


def _kind_words(kind: PeriodKind) -> str:
    return {
        PeriodKind.WEEK: _("Uker"),
        PeriodKind.MONTH: _("Måneder"),
        PeriodKind.QUARTER: _("Kvartaler"),
        PeriodKind.TERTIAL: _("Tertialer"),
        PeriodKind.YEAR: _("År"),
    }[kind]


def _picture(measured: Measured, periods: list[Period], first: Period, last: Period) -> Picture | None:
    by_period = {point.period: point for point in measured.points}
    values = [
        by_period[each].value(measured.indicator)
        if each in by_period and has_figure(by_period[each], measured.indicator)
        else None
        for each in periods
    ]
    return picture_of(values, periods.index(first), periods.index(last))


def _fill(form: TargetForm, window: Window) -> None:
    form.initial.update(
        baseline=window.value,
        baseline_period=window.over,
        baseline_source=window.source,
        baseline_method=window.method,
        baseline_n=window.n,
        baseline_text="" if window.over else window.label,
        baseline_on=None if window.over else window.last.end,
        baseline_due=None,
    )
