"""What the pages of a meeting read: its decisions, each with what the reader may do, and its lede."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gevinst.access import gate
from gevinst.access.gate import Someone
from gevinst.meetings.freezing import Slide
from gevinst.meetings.models import Decision, Meeting
from gevinst.meetings.people import role_at
from gevinst.meetings.words import briefly


@dataclass(frozen=True)
class Told:
    """A decision as a page says it. `action_url` is empty where the reader may not read the plan."""

    decision: Decision
    owner: str
    about: str
    action: str
    action_url: str
    is_late: bool
    may_settle: bool


def decisions_of(meeting: Meeting, user: Someone, *, may_edit: bool) -> list[Told]:
    found = meeting.decisions.for_page()
    readable = set(gate.plans(user).values_list("pk", flat=True)) if found else set()
    return [_told(one, readable, user, may_edit=may_edit) for one in found]


def lede(meeting: Meeting, slides: Sequence[Slide], decisions: Sequence[Decision]) -> str:
    """Where the meeting stands, in a sentence."""
    if not slides:
        return _("Sakslisten er tom. La tallene foreslå hva dere bør ta opp.")
    items = ngettext("%(n)s sak", "%(n)s saker", len(slides)) % {"n": len(slides)}
    if not meeting.is_frozen:
        return _("%(items)s på sakslisten. Tallene følger med til møtet starter.") % {"items": items}
    states = [one.state for one in decisions]
    if not states:
        return _("%(items)s på sakslisten, ingen beslutninger ennå.") % {"items": items}
    decided = ngettext("%(n)s beslutning", "%(n)s beslutninger", len(states)) % {"n": len(states)}
    said = {"items": items, "decided": decided, "open": states.count(Decision.State.OPEN.value)}
    return _("%(items)s og %(decided)s, %(open)s av dem åpne.") % said


def owner_of(decision: Decision) -> str:
    """«Kari koordinator, gevinstkoordinator i Rauma», or the role alone."""
    role = role_at(decision.owner_role, decision.owner_actor)
    if decision.owner is None:
        return role[:1].upper() + role[1:]
    return _("%(name)s, %(role)s") % {"name": decision.owner.name, "role": role}


def about_of(decision: Decision) -> str:
    """«Antall UKP-døgn, Molde»; what there is of it."""
    indicator = briefly(decision.indicator) if decision.indicator else ""
    return ", ".join(filter(None, (indicator, decision.actor.name if decision.actor else "")))


def _told(one: Decision, readable: set[int], user: Someone, *, may_edit: bool) -> Told:
    action = one.action if one.action and one.action.binned_at is None else None
    plan = action.benefit.plan if action else None
    return Told(
        decision=one,
        owner=owner_of(one),
        about=about_of(one),
        action=_("Tiltak i «%(plan)s»") % {"plan": plan.title} if plan else "",
        action_url=reverse("plans:benefit", args=[action.benefit_id])
        if action and plan and plan.pk in readable
        else "",
        is_late=one.state == Decision.State.OPEN and one.due < timezone.localdate(),
        may_settle=may_edit or one.owner_id == user.pk,
    )
