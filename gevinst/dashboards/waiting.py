"""What waits for one person, over all their actors: their reminders, and what the figures say of benefits.

Reminders are the one truth of what is late, asked for or to be approved. What only the figures tell is added
here, for a measured value never stands in a reminder, which goes out by mail.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _

from gevinst.access import gate
from gevinst.access.models import User
from gevinst.access.permissions import Permission
from gevinst.dashboards.needs import LACKING, LATE, TOLD, WRONG, Need, need_of_figures, need_of_line
from gevinst.definitions.asking import Definitions
from gevinst.plans.lines import Line
from gevinst.plans.models import Benefit, Change, Contribution, Plan, Version
from gevinst.plans.progress import lines_for
from gevinst.plans.queries import Sent, newest_versions
from gevinst.reminders.gathering import reminders_of
from gevinst.reminders.matter import Matter
from gevinst.reminders.reminder import Reminder
from gevinst.values.quality import questions_for
from indicators.actors.successions import Successions
from indicators.measurements.periods import Period

SHOWN = 3


@dataclass(frozen=True)
class Waiting:
    """`needs`: what this person can do something about; `watched`: what only others can."""

    needs: list[Need]
    watched: list[Need]


def matter_of(user: User) -> Matter:
    """What the person may read of plans, and the newest versions of those they edit."""
    benefits = list(
        Benefit.objects.filter(plan__in=gate.plans(user))
        .select_related("indicator", "goal", "plan__actor", "category")
        .prefetch_related(
            Prefetch("contributions", Contribution.objects.select_related("actor")),
            "contributions__milestones",
        )
    )
    return Matter(
        benefits=benefits,
        plans=newest_versions(gate.editable_plans(user)),
        definitions=Definitions.of(benefits),
        successions=Successions.load(),
    )


def lines_of(user: User, matter: Matter) -> list[Line]:
    """What every own actor brings to its own benefits and to those of shared plans."""
    found = lines_for(
        matter.benefits,
        only=gate.own_actors(user),
        successions=matter.successions,
        definitions=matter.definitions,
    )
    return [line for lines in found for line in (lines.main, *lines.members) if line]


def waiting_for(user: User, lines: Sequence[Line], matter: Matter) -> Waiting:
    """The soonest first."""
    editable = gate.own_actors(user, Permission.EDIT_PLAN)
    reminders = list(_of_reminders(reminders_of(user, replace(matter, measured=_measured(lines)))))
    told = {need.url for need in reminders}
    needs: list[Need] = [*reminders, *_plans(matter.plans, lines)]
    watched: list[Need] = []
    if questions := questions_for(user, matter.successions.numbers):
        needs.append(need_of_figures(questions))
    for line in lines:
        if not line.needs_attention:
            continue
        edits = bool({line.benefit.plan.actor_id, line.contribution.actor_id} & editable)
        need = need_of_line(line, may_edit=edits)
        if need.rank == LACKING and need.url in told:
            continue
        (needs if edits or line.benefit.owner_id == user.pk else watched).append(need)
    return Waiting(*(sorted(each, key=lambda need: need.rank) for each in (needs, watched)))


def _measured(lines: Iterable[Line]) -> dict[tuple[int, int], list[Period]]:
    """What the actors themselves have delivered: a sum of others' figures is not theirs."""
    return {
        (line.indicator.pk, line.actor.pk): [point.period for point in line.measured if not point.parts]
        for line in lines
        if not line.benefit.breakdown
    }


@dataclass(frozen=True)
class LeftOff:
    title: str
    plan: Plan
    day: date
    url: str


def left_off(user: User) -> LeftOff | None:
    """Where the person last wrote in a plan they still may edit. Nothing is stored for it: the plan keeps its
    own history. One query."""
    mine = Change.objects.filter(by=user, plan__in=gate.editable_plans(user))
    last = mine.select_related("plan__actor").first()
    if last is None:
        return None
    url = f"{reverse('plans:sheet', args=[last.plan_id])}#{last.address}"
    return LeftOff(last.title, last.plan, last.at.date(), url)


def _of_reminders(found: Sequence[Reminder]) -> Iterator[Need]:
    """Reviews that wait are one, for one page takes them all."""
    page = reverse("reviews:mine")
    reviews = [one for one in found if one.url.startswith(page)]
    if len(reviews) > 1:
        yield Need(
            _("%(n)s oppfølginger er over fristen") % {"n": len(reviews)},
            " ".join(f"{one.text}." for one in reviews[:SHOWN]) + (" …" if len(reviews) > SHOWN else ""),
            page,
            _("Følg opp"),
            LATE,
            reviews[0].actor_name if len({one.actor for one in reviews}) == 1 else "",
        )
        found = [one for one in found if one not in reviews]
    yield from map(_of_reminder, found)


def _of_reminder(one: Reminder) -> Need:
    """Somebody waits for an approval; a tone that is bad is past its day."""
    first = one.tone == "bad" or (one.to is not None and one.tone == "warn")
    rank = WRONG if first else TOLD if one.tone == "info" else LATE
    return Need(one.text, one.reason, one.url, one.label, rank, one.actor_name)


def _plans(plans: Iterable[Sent], lines: Sequence[Line]) -> Iterator[Need]:
    """Those sent back, and those never sent."""
    begun = {line.benefit.plan_id for line in lines}
    for one in plans:
        plan = one.plan
        if one.state == Version.State.REJECTED:
            yield Need(
                _("«%(plan)s» er sendt tilbake") % {"plan": plan.title},
                _("Den som godkjenner, har skrevet hva som må endres."),
                reverse("plans:version", args=[plan.pk, one.number]),
                _("Les begrunnelsen"),
                LATE,
                plan.actor.name,
            )
        elif one.state is None and plan.pk in begun:
            yield Need(
                _("«%(plan)s» er ikke sendt til godkjenning") % {"plan": plan.title},
                _("Ingen har godkjent den ennå."),
                reverse("plans:versions", args=[plan.pk]),
                _("Se hva som mangler"),
                LACKING,
                plan.actor.name,
            )
