"""The trail of a figure: what it was made of, and where each part came from."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext as _

from gevinst.values.templatetags.figures import measured, plain
from indicators.actors.models import Actor
from indicators.catalogue.kinds import kind_for
from indicators.catalogue.models import Indicator
from indicators.measurements.models import EarlierMeasurement, Measurement
from indicators.measurements.periods import Period, PeriodKind
from indicators.measurements.frontier import parts_of
from indicators.measurements.values import Status

MOST_MONTHS = 60


@dataclass(frozen=True)
class Trail:
    """`parts` are what a summed figure was summed from; `row` the stored figure of one that was measured."""

    indicator: Indicator
    actor: Actor
    label: str
    text: str
    formula: str
    explanation: str
    note: str = ""
    category: str = ""
    row: Measurement | None = None
    earlier: list[EarlierMeasurement] = field(default_factory=list)
    parts: list[Measurement] = field(default_factory=list)
    is_example: bool = False

    @property
    def has_denominators(self) -> bool:
        return any(part.denominator is not None for part in self.parts)

    @property
    def status(self) -> str:
        if self.row is None:
            return ""
        if self.row.status == Status.PARTIAL and self.row.as_of:
            return _("del av perioden, til og med %(day)s") % {"day": f"{self.row.as_of:%d.%m.%Y}"}
        return {Status.FINAL: _("endelig"), Status.PRELIMINARY: _("foreløpig")}.get(Status(self.row.status), "")


def actor(kind: str, code: str) -> Actor | None:
    """The one in force today, else the last to carry the code."""
    return Actor.objects.filter(kind=kind, code=code).order_by("valid_from").last()


def trail_of(
    *, indicator: Indicator, actor: Actor, period: Period, months: int = 1, category: str = ""
) -> Trail | None:
    """Of one period - or of the `months` that end with it. None when there is nothing behind such a figure."""
    if months > 1:
        return _over_time(indicator, actor, period, months)
    row = (
        Measurement.objects.filter(indicator=indicator, actor=actor, breakdown__key=category)
        .in_period(period)
        .with_trail()
        .first()
    )
    if row is not None:
        return _measured(indicator, actor, row, category)
    if period.kind == PeriodKind.YEAR and indicator.over_time == "sum" and not category:
        over_time = _over_time(indicator, actor, Period.of(PeriodKind.MONTH, period.end), 12)
        if over_time is not None:
            return over_time
    parts = parts_of(indicator, actor, [period], on=min(period.end, timezone.localdate())) if not category else []
    return _summed(indicator, actor, period.label(), parts, _("Summen av kommunene under.")) if parts else None


def _measured(indicator: Indicator, actor: Actor, row: Measurement, category: str) -> Trail:
    kind = kind_for(indicator.kind)
    earlier = EarlierMeasurement.objects.filter(
        indicator=indicator,
        actor=actor,
        period_kind=row.period_kind,
        period_start=row.period_start,
        breakdown=row.breakdown,
    ).select_related("batch", "replaced_by")
    stated = row.stated is not None and (row.numerator is None or kind.needs_denominator and row.denominator is None)
    return Trail(
        indicator=indicator,
        actor=actor,
        label=row.period.label(),
        text=measured(row),
        formula=_formula(indicator, row.numerator, row.denominator, measured(row)),
        explanation=_("Tallet er gjengitt slik kilden oppgir det. Teller og nevner er ikke kjent.")
        if stated
        else _(kind.formula_text).capitalize(),
        category=", ".join(one.name for one in row.breakdown.categories.all()) if category else "",
        row=row,
        earlier=list(earlier),
        is_example=row.batch.is_example,
    )


def _over_time(indicator: Indicator, actor: Actor, last: Period, months: int) -> Trail | None:
    periods = [last]
    while len(periods) < min(months, MOST_MONTHS):
        periods.insert(0, periods[0].previous())
    own = Measurement.objects.filter(
        indicator=indicator,
        actor=actor,
        breakdown__key="",
        period_kind=last.kind.value,
        period_start__range=(periods[0].start, last.start),
        numerator__isnull=False,
    ).with_trail()
    parts = list(own.order_by("period_start"))
    if len(parts) != len(periods):
        below = parts_of(indicator, actor, periods, on=min(last.end, timezone.localdate()))
        parts = below if not parts else []
    if not parts:
        return None
    label = _("%(n)s måneder til og med %(last)s") % {"n": len(periods), "last": last.label()}
    return _summed(indicator, actor, label, parts, _("Summen av månedene."))


def _summed(indicator: Indicator, actor: Actor, label: str, parts: list[Measurement], how: str) -> Trail:
    kind = kind_for(indicator.kind)
    top = sum(part.numerator or 0.0 for part in parts)
    bottoms = [part.denominator for part in parts if part.denominator is not None]
    bottom = sum(bottoms) if len(bottoms) == len(parts) else None
    value = kind.derive(top, bottom, None, indicator.factor)
    unit = kind.fixed_unit or indicator.unit
    text = "–" if value is None else kind.format(value, indicator.decimals, unit)
    return Trail(
        indicator=indicator,
        actor=actor,
        label=label,
        text=text,
        formula=_formula(indicator, top, bottom, text),
        explanation=f"{how} {_(kind.formula_text).capitalize()}.",
        parts=parts,
        is_example=any(part.batch.is_example for part in parts),
    )


def _formula(indicator: Indicator, top: float | None, bottom: float | None, text: str) -> str:
    kind = kind_for(indicator.kind)
    if top is None or (kind.needs_denominator and bottom is None):
        return text
    if not kind.needs_denominator:
        return text
    multiplier = indicator.factor if kind.multiplier is None else kind.multiplier
    times = f" · {plain(multiplier)}" if multiplier != 1 else ""
    return f"{plain(top)} / {plain(bottom)}{times} = {text}"
