"""Real changes: what the process chart says of a member's newest figures. Too few are never a signal."""

from __future__ import annotations

from math import sqrt
from statistics import fmean

from django.utils.translation import gettext as _

from gevinst.dashboards.charts import source_names
from gevinst.meetings import drawing
from gevinst.meetings.finding import Finding, Proposal
from gevinst.meetings.models import AgendaItem
from gevinst.meetings.signals.links import series_url
from gevinst.meetings.signals.world import World
from gevinst.meetings.words import RULES, briefly, each_period, unit_of
from gevinst.values.words import written
from indicators.actors.models import Actor
from indicators.catalogue.models import Indicator
from indicators.measurements.behaviour import Behaviour, Signal

KINDS = {
    Signal.IMPROVEMENT: AgendaItem.Kind.IMPROVEMENT,
    Signal.CONCERN: AgendaItem.Kind.CONCERN,
    Signal.CHANGE: AgendaItem.Kind.CHANGE,
}
SHOWN_ROWS = 24


def sorts(world: World) -> list[list[Proposal]]:
    """Concerns, improvements, and changes of what has no better side: each with the largest first."""
    found = [
        _proposal(world, indicator, actor, judged)
        for indicator in world.indicators
        for actor in world.members
        if (judged := world.of(indicator, actor)).signal.is_real
    ]
    found.sort(key=lambda one: -one.weight)
    order = (Signal.CONCERN, Signal.IMPROVEMENT, Signal.CHANGE)
    return [[one for one in found if one.kind == KINDS[signal]] for signal in order]


def finding(world: World, indicator: Indicator, actor: Actor) -> Finding:
    judged = world.of(indicator, actor)
    if judged.latest is None:
        return Finding(sentence=_("%(actor)s har ingen målinger ennå") % {"actor": actor.name})
    texts = [
        (point.label(), written(value, indicator))
        for point, value in zip(judged.points, judged.values, strict=True)
    ]
    return Finding(
        sentence=sentence(judged, indicator, actor),
        why=reason(judged),
        unit=unit_of(indicator),
        direction=indicator.direction,
        source=source_names(indicator),
        updated=judged.latest.period.label(),
        reading=_reading(judged),
        figure=drawing.process(judged, [f"{label}: {text}" for label, text in texts], unit_of(indicator)),
        head=[_("Periode"), _("Verdi")],
        rows=[[label, text] for label, text in reversed(texts[-SHOWN_ROWS:])],
        is_example=any(point.is_example for point in judged.points),
        url=series_url(indicator, actor),
    )


def sentence(judged: Behaviour, indicator: Indicator, actor: Actor) -> str:
    """Where the figures have lain since they changed, and where they lay when the limits were set."""
    latest, value = judged.points[-1], judged.values[-1]
    said = {
        "actor": actor.name,
        "now": each_period(value, indicator, latest),
        "period": latest.label(),
    }
    if judged.signal is Signal.TOO_FEW:
        return _("%(actor)s: %(now)s i %(period)s – for få målinger til å si om noe er endret") % said
    if judged.chart is None or judged.since is None:
        return _("%(actor)s: %(now)s i %(period)s – innenfor vanlig variasjon") % said
    limits = judged.chart.limits
    said["before"], said["since"] = written(limits.mean, indicator), judged.since.label()
    if judged.since == latest.period:
        return _("%(actor)s hadde %(now)s i %(period)s, mot vanlig snitt på %(before)s") % said
    said["now"] = each_period(_level(judged), indicator, latest)
    if judged.side < 0:
        return _("%(actor)s er nede på %(now)s i snitt siden %(since)s, fra %(before)s") % said
    return _("%(actor)s er oppe på %(now)s i snitt siden %(since)s, fra %(before)s") % said


def reason(judged: Behaviour) -> str:
    """Why it is more than chance, or that it is not."""
    if judged.signal is Signal.TOO_FEW:
        return _("Det trengs 12 målinger for å skille en endring fra tilfeldigheter.")
    if not judged.signal.is_real:
        return _("Målingene svinger slik de pleier.")
    return _("Endringen er reell: %(rule)s.") % {"rule": RULES[judged.rule]}


def _proposal(world: World, indicator: Indicator, actor: Actor, judged: Behaviour) -> Proposal:
    kind = KINDS[judged.signal]
    return Proposal(
        kind=kind,
        title=_("%(indicator)s i %(actor)s") % {"indicator": briefly(indicator), "actor": actor.name},
        finding=sentence(judged, indicator, actor),
        why=reason(judged),
        weight=_weight(judged, indicator),
        indicator=indicator,
        actor=actor,
        url=series_url(indicator, actor),
    )


def _level(judged: Behaviour) -> float:
    """The mean since the signal that stands began."""
    since = judged.since
    return fmean(
        value
        for point, value in zip(judged.points, judged.values, strict=True)
        if since is None or point.period.start >= since.start
    )


def _weight(judged: Behaviour, indicator: Indicator) -> float:
    """How far the level has moved, in widths of the usual variation, which is never held to be narrower than
    chance makes it: what is small or varies much weighs little."""
    if judged.chart is None:
        return 0.0
    limits = judged.chart.limits
    moved, width = abs(_level(judged) - limits.mean), max(limits.half_width, _chance(judged, indicator))
    return moved / width if width else moved


def _chance(judged: Behaviour, indicator: Indicator) -> float:
    """Three standard errors of a count (Poisson), or of a share of so many (binomial)."""
    chart = judged.chart
    if chart is None:
        return 0.0
    mean, below = chart.limits.mean, [point.denominator for point in judged.points if point.denominator]
    if indicator.kind == "count":
        return 3 * sqrt(max(mean, 0.0))
    if indicator.kind == "share" and below:
        return 3 * sqrt(max(mean * (100 - mean), 0.0) / fmean(below))
    return 0.0


def _reading(judged: Behaviour) -> str:
    if judged.chart is None:
        return ""
    if judged.chart.limits.trial:
        return _("Stiplede linjer er foreløpige grenser for vanlig variasjon.")
    return _("Linjen i midten er snittet av de første 12 målingene, feltet rundt er vanlig variasjon.")
