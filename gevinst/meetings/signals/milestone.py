"""Milestones past their day that the newest figure has not reached, of plans the reader may see."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from gevinst.access import gate
from gevinst.access.gate import Someone
from gevinst.dashboards.charts import progress_chart
from gevinst.meetings import drawing
from gevinst.meetings.finding import Finding, Proposal
from gevinst.meetings.models import AgendaItem
from gevinst.meetings.signals.links import series_url
from gevinst.meetings.signals.world import World
from gevinst.plans.attainment import AttainmentStatus
from gevinst.plans.lines import Line, PlacedMilestone
from gevinst.plans.models import Benefit
from gevinst.plans.progress import lines_for

Lines = dict[tuple[int | None, int | None], Line]
OFF_COURSE = {AttainmentStatus.BEHIND, AttainmentStatus.WRONG_DIRECTION}
SHOWN_ROWS = 24


def proposed(world: World, user: Someone) -> list[Proposal]:
    """Those missed by most of the way first, then what is behind its plan without a milestone of its own."""
    members = frozenset(actor.pk for actor in world.members)
    group = {world.meeting.group_id} if world.meeting.group_id else set()
    concerned = members | group
    benefits = Benefit.objects.for_overview().filter(
        plan__in=gate.plans(user), indicator__in=world.indicators, contributions__actor__in=concerned
    )
    found = [
        _proposal(world, line)
        for entry in lines_for(benefits.distinct(), only=frozenset(concerned))
        for line in [*([entry.main] if entry.main else []), *entry.members]
        if missed(line) or line.status in OFF_COURSE
    ]
    return sorted(found, key=lambda one: -one.weight)


def lines_of(items: Iterable[AgendaItem]) -> Lines:
    """The contributions the items are about, by (benefit id, actor id), with their figures of now."""
    wanted = {item.benefit_id for item in items if item.benefit_id}
    if not wanted:
        return {}
    found = lines_for(Benefit.objects.for_overview().filter(pk__in=wanted))
    lines = [line for entry in found for line in [*([entry.main] if entry.main else []), *entry.members]]
    return {(line.benefit.pk, line.actor.pk): line for line in lines}


def finding(line: Line | None) -> Finding | None:
    """None where the benefit has gone from its plan."""
    if line is None:
        return None
    chart = progress_chart(line)
    rows = chart.table["rows"][:SHOWN_ROWS] if chart.table else []
    return Finding(
        sentence=sentence(line),
        why=reason(line),
        unit=chart.unit,
        direction=chart.direction,
        source=chart.source,
        updated=line.latest.period.label() if line.latest else "",
        reading=chart.reading,
        figure=drawing.large(chart.data) if line.points else None,
        head=chart.table["head"] if chart.table else [],
        rows=[[getattr(cell, "text", cell) for cell in row] for row in rows],
        is_example=line.is_example or line.benefit.plan.is_example,
        url=series_url(line.indicator, line.actor),
    )


def missed(line: Line) -> PlacedMilestone | None:
    """The last milestone past its day, measured since, and not reached."""
    past = [one for one in line.milestones if one.due <= line.today and one.value is not None]
    start, target, now = line.contribution.baseline, line.assessment.target, line.now
    if not past or start is None or target is None or now is None or line.latest is None:
        return None
    last = past[-1]
    if line.latest.period.end < last.due or last.value is None:
        return None
    way = target - start
    return last if (now - last.value) * way < 0 else None


def sentence(line: Line) -> str:
    one = missed(line)
    said = {"actor": line.actor.name, "now": line.now_label, "status": line.status_words.lower()}
    if one is None:
        said["target"] = line.target_label
        return _("%(actor)s er på %(now)s og %(status)s mot ambisjonen %(target)s") % said
    said |= {"due": f"{one.due:%d.%m.%Y}", "value": line.show(one.value)}
    return _("%(actor)s skulle vært på %(value)s %(due)s, men er på %(now)s") % said


def reason(line: Line) -> str:
    said = {"benefit": line.benefit.title, "plan": line.benefit.plan.title}
    if missed(line) is None:
        return _("Gevinsten «%(benefit)s» i «%(plan)s» følger ikke den forventede veien.") % said
    return _("Milepælen for «%(benefit)s» i «%(plan)s» er passert uten å være nådd.") % said


def _proposal(world: World, line: Line) -> Proposal:
    plan = line.benefit.plan
    others = _("Punktet viser tall og mål fra planen «%(plan)s» til alle i møtet.") % {"plan": plan.title}
    return Proposal(
        kind=AgendaItem.Kind.MILESTONE,
        title=_("%(benefit)s (%(actor)s)") % {"benefit": line.benefit.title, "actor": line.actor.name},
        finding=sentence(line),
        why=reason(line),
        weight=_weight(line),
        indicator=line.indicator,
        actor=line.actor,
        benefit=line.benefit.pk,
        note="" if plan.actor_id == world.meeting.group_id else others,
        url=series_url(line.indicator, line.actor),
    )


def _weight(line: Line) -> float:
    """How much of the way from nullpunkt to ambisjon is lacking; a missed milestone before what is behind."""
    start, target, now, one = line.contribution.baseline, line.assessment.target, line.now, missed(line)
    if one is None or one.value is None or now is None or start is None or target is None or start == target:
        return 0.0
    return 1 + abs(one.value - now) / abs(target - start)
