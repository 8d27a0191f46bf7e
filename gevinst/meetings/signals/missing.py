"""Figures that should have come and have not, by the rhythm they used to come in."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gevinst.dashboards.charts import source_names
from gevinst.meetings import drawing
from gevinst.meetings.finding import Finding, Proposal
from gevinst.meetings.models import AgendaItem
from gevinst.meetings.signals.links import compare_url
from gevinst.meetings.signals.world import World
from gevinst.meetings.words import briefly, names_of, unit_of
from indicators.catalogue.models import Indicator
from indicators.quality.completeness import Completeness


def proposed(world: World) -> list[Proposal]:
    """Those most wait for first."""
    wanted = {indicator.pk for indicator in world.indicators}
    found = [one for one in world.deliveries.values() if one.late and one.indicator.pk in wanted]
    found.sort(key=lambda one: -len(one.late))
    return [
        Proposal(
            kind=AgendaItem.Kind.MISSING,
            title=briefly(one.indicator),
            finding=sentence(one),
            why=reason(one),
            weight=len(one.late),
            indicator=one.indicator,
            url=compare_url(world, one.indicator),
        )
        for one in found
    ]


def finding(world: World, indicator: Indicator) -> Finding:
    one = world.deliveries.get(indicator.pk)
    if one is None:
        return Finding(sentence=_("Ingen leverer disse tallene regelmessig ennå"))
    rows = sorted(one.deliveries.items(), key=lambda each: (not each[1].is_late, each[0].name))
    drawn = rows[: drawing.MOST_ROWS]
    return Finding(
        sentence=sentence(one),
        why=reason(one),
        unit=unit_of(indicator),
        source=source_names(indicator),
        updated=one.last.label(),
        url=compare_url(world, indicator),
        reading=drawing.not_all(len(drawn), len(rows)),
        figure=drawing.last_seen(
            names=[actor.name for actor, _each in drawn],
            lasts=[each.last.end for _actor, each in drawn],
            late=[each.is_late for _actor, each in drawn],
            today=world.today,
        ),
        head=[_("Deltaker"), _("Siste tall"), _("Neste var ventet")],
        rows=[[actor.name, each.last.label(), f"{each.next_date:%d.%m.%Y}"] for actor, each in rows],
    )


def sentence(one: Completeness) -> str:
    late = one.late
    if not late:
        return _("Alle har levert det som er ventet")
    lasts = {one.deliveries[actor].last for actor in late}
    said = {"names": names_of([actor.name for actor in late]), "last": max(lasts).label()}
    if len(lasts) == 1 and len(late) == len(one.deliveries) > 1:
        return _("Ingen av de %(n)s har levert tall etter %(last)s") % {**said, "n": len(late)}
    if len(late) == len(one.deliveries) > 1:
        return _("Alle %(n)s mangler tall som skulle vært levert") % {"n": len(late)}
    if len(lasts) == 1:
        return _("%(names)s mangler tall etter %(last)s") % said
    return _("%(names)s mangler tall som skulle vært levert") % said


def reason(one: Completeness) -> str:
    late = len(one.late)
    words = ngettext(
        "%(late)s av %(every)s er forsinket etter den rytmen tallene pleier å komme i.",
        "%(late)s av %(every)s er forsinket etter den rytmen tallene pleier å komme i.",
        late,
    )
    return words % {"late": late, "every": len(one.deliveries)} if late else ""
