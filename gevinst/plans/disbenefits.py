"""Whether what could get worse did: the balancing indicator of each ulempe, then and now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext as _

from gevinst.plans.models import Benefit, Disbenefit
from gevinst.plans.stretches import stretch_of
from gevinst.values.former_numbers import changed
from gevinst.values.trail_urls import trail_url
from gevinst.values.words import written
from indicators.actors.numbers import Break
from indicators.actors.successions import Successions
from indicators.catalogue.kinds import kind_for
from indicators.catalogue.models import Indicator
from indicators.catalogue.versions import definition_breaks
from indicators.measurements.known import day_of
from indicators.measurements.series import Point, of_length, series_of
from indicators.statistics.change import change
from indicators.statistics.direction import Direction
from indicators.statistics.rounding import format_number
from indicators.statistics.xmr import LOCK_AT, limits, special_causes


class Verdict(StrEnum):
    UNWATCHED = "unwatched"
    UNMEASURED = "unmeasured"
    HOLDS = "holds"
    NOISE = "noise"
    WORSE = "worse"
    TOO_MUCH = "too_much"


@dataclass(frozen=True, kw_only=True)
class Watched:
    """`by`: how much worse it has got, in the unit of the indicator; `worse`: the same in percent of the
    value then, None where that is too small to reckon percent of. Both are negative when better. `breaks`:
    where the figures began to be of something else in between."""

    disbenefit: Disbenefit
    verdict: Verdict
    then: Point | None = None
    now: Point | None = None
    by: float | None = None
    worse: float | None = None
    breaks: Sequence[Break] = ()
    trail_url: str = ""

    @property
    def tone(self) -> str:
        """good, warn, bad, or empty."""
        return {
            Verdict.HOLDS: "good", Verdict.NOISE: "good", Verdict.WORSE: "warn", Verdict.TOO_MUCH: "bad"
        }.get(self.verdict, "")  # fmt: skip

    @property
    def finding(self) -> str:
        """The judgement, and what there is to be said against the two figures."""
        return " ".join(filter(None, [self.judgement, self.about_breaks]))

    @property
    def judgement(self) -> str:
        tolerated = self.disbenefit.tolerated
        said = {"worse": self._amount, "limit": _percent(tolerated)}
        match self.verdict:
            case Verdict.UNWATCHED:
                return _("Ingen måleindikator er valgt, så ingen ser om den kommer.")
            case Verdict.UNMEASURED:
                return _("Kan ikke vurderes: det mangler målinger før eller etter nullpunktet.")
            case Verdict.HOLDS:
                return _("Har ikke blitt dårligere.")
            case Verdict.NOISE:
                return _("%(worse)s dårligere, innenfor vanlig variasjon.") % said
            case Verdict.WORSE if tolerated is None:
                return _("%(worse)s dårligere.") % said
            case Verdict.WORSE if self.worse is None:
                words = _(
                    "%(worse)s dårligere. Om det er mer enn dere tåler, kan ikke beregnes:"
                    " verdien før var for liten til å regne prosent av."
                )
                return words % said
            case Verdict.WORSE:
                return _("%(worse)s dårligere, innenfor de %(limit)s dere tåler.") % said
            case Verdict.TOO_MUCH:
                return _("%(worse)s dårligere: mer enn de %(limit)s dere tåler.") % said
        raise AssertionError

    @property
    def about_breaks(self) -> str:
        return changed(self.breaks)

    @property
    def figures(self) -> str:
        """«16,0 % (2022) → 17,1 % (2025)»."""
        indicator = self.disbenefit.indicator
        if indicator is None:
            return ""
        return " → ".join(f"{written(one.value(indicator), indicator)} ({one.label()})" for one in self._ends)

    @property
    def is_example(self) -> bool:
        """Whether any of the figures shown is made up."""
        return any(point.is_example for point in self._ends)

    @property
    def _ends(self) -> list[Point]:
        return [point for point in (self.then, self.now) if point is not None]

    @property
    def _amount(self) -> str:
        """«6 %», «1,1 prosentpoeng (6,9 %)», «14 døgn»: the last where there is no percent."""
        indicator, percent = self.disbenefit.indicator, _percent(self.worse)
        if indicator is None or self.by is None:
            return ""
        if not kind_for(indicator.kind).change_is_in_points:
            return percent or written(self.by, indicator)
        points = _("%(n)s prosentpoeng") % {"n": format_number(self.by, indicator.decimals)}
        return f"{points} ({percent})" if percent else points


def watched(benefits: Iterable[Benefit]) -> dict[int, list[Watched]]:
    """The ulemper of each benefit by its id, at the plan's own actor. As many queries for many."""
    own = {benefit.pk: benefit for benefit in benefits}
    rows = list(Disbenefit.objects.filter(benefit__in=own).select_related("indicator"))
    wants = [(one.indicator, own[one.benefit_id].plan.actor) for one in rows if one.indicator]
    successions = Successions.load() if wants else Successions.none()
    series = series_of(wants, numbers=successions.numbers) if wants else {}
    areas = successions.breaks_of(actor.pk for _indicator, actor in wants)
    definitions = definition_breaks(indicator for indicator, _actor in wants)
    found: dict[int, list[Watched]] = {pk: [] for pk in own}
    today = day_of(None)
    for one in rows:
        benefit = own[one.benefit_id]
        if one.indicator is None:
            found[benefit.pk].append(Watched(disbenefit=one, verdict=Verdict.UNWATCHED))
            continue
        actor = benefit.plan.actor_id
        measured = series.get((one.indicator.pk, actor), [])
        points = [point for point in measured if point.period.end <= today]
        breaks = sorted([*areas[actor], *definitions[one.indicator.pk]])
        found[benefit.pk].append(_judged(one, one.indicator, benefit, points, breaks))
    return found


def _judged(
    disbenefit: Disbenefit, indicator: Indicator, benefit: Benefit, points: list[Point], breaks: list[Break]
) -> Watched:
    """In periods as long as the baseline's, where there are such."""
    actor = benefit.plan.actor
    own = next((one for one in benefit.contributions.all() if one.actor_id == actor.pk), None)
    since, over = (own.baseline_on, own.baseline_over) if own else (None, None)
    points = of_length(points, over.kind if over else None, sums_over_time=indicator.over_time == "sum")
    whole = [one for one in points if one.is_whole and one.value(indicator) is not None]
    before, after = _around(whole, since)
    if not before or not after:
        now = whole[-1] if whole else None
        return Watched(disbenefit=disbenefit, verdict=Verdict.UNMEASURED, now=now)
    then, now = before[-1], after[-1]
    values = [value for one in (*before, *after) if (value := one.value(indicator)) is not None]
    in_points = kind_for(indicator.kind).change_is_in_points
    moved = change(values[len(before) - 1], values[-1], is_share=in_points, decimals=indicator.decimals)
    sign = Direction(indicator.direction).sign
    by, worse = _decline(moved.points or 0.0, sign), None
    if moved.percent is not None:
        worse = _decline(moved.percent, sign)
    overlapping = any(point.months > 1 for point in (*before, *after))
    noise = not overlapping and _is_noise(values, len(before), sign)
    first = stretch_of(then).start
    return Watched(
        disbenefit=disbenefit,
        verdict=_verdict(by, worse, disbenefit.tolerated, noise=noise),
        then=then,
        now=now,
        by=by,
        worse=worse,
        breaks=[one for one in breaks if first < one.day <= now.period.end],
        trail_url=trail_url(
            indicator.slug, actor, now.period.code, f"maneder={now.months}" if now.months > 1 else ""
        ),
    )


def _around(whole: list[Point], since: date | None) -> tuple[list[Point], list[Point]]:
    """Those up to the nullpunkt and those after it, of the kind of period of the last one."""
    if not whole or since is None:
        return [], []
    alike = [one for one in whole if one.period.kind is whole[-1].period.kind]
    return [one for one in alike if one.period.end <= since], [one for one in alike if one.period.end > since]


def _decline(moved: float, sign: int) -> float:
    return -moved * sign if sign else abs(moved)


def _is_noise(values: list[float], before: int, sign: int) -> bool:
    """Whether the last value is what the limits of the time before would have it: no signal to the bad side,
    or to any side where neither is better. With too few before there are no limits, and nothing is noise."""
    if before < LOCK_AT:
        return False
    side = special_causes(values, limits(values[:before]))[-1].side
    return side != -sign if sign else side == 0


def _verdict(by: float, worse: float | None, tolerated: float | None, *, noise: bool) -> Verdict:
    if by <= 0:
        return Verdict.HOLDS
    if noise:
        return Verdict.NOISE
    too_much = worse is not None and tolerated is not None and worse > tolerated
    return Verdict.TOO_MUCH if too_much else Verdict.WORSE


def _percent(value: float | None) -> str:
    if value is None:
        return ""
    whole = value >= 10 or round(value, 1).is_integer()
    return f"{format_number(value, 0 if whole else 1)}\u00a0%"
