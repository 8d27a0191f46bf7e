"""Whose task list one may see: that of own actors, and not of those one only shares a plan with."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404

from gevinst.access import gate
from gevinst.access.gate import Someone
from gevinst.access.permissions import Permission
from gevinst.onboarding.facts import Facts, facts_of


@dataclass(frozen=True)
class Reached:
    facts: Facts
    may_edit: bool


def reached(user: Someone, *, kind: str, code: str, to: Permission = Permission.READ) -> Reached:
    actor = gate.actor(user, kind=kind, code=code)
    if actor.pk not in gate.own_actors(user, to):
        raise Http404
    facts = facts_of(actor, plans=gate.plans(user))
    return Reached(facts, gate.may(user, Permission.EDIT_PLAN, actor.pk))
