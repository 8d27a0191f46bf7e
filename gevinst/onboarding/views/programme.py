from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from gevinst.access import gate
from gevinst.access.permissions import Permission
from gevinst.onboarding.phases import phases_of
from gevinst.onboarding.reach import reached
from gevinst.onboarding.readiness import readiness
from gevinst.onboarding.tasks import State, lines_of


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """To the list of the first actor one may plan for, else of the first one may read."""
    mine = gate.actors_with_role(request.user)
    if not mine:
        return redirect("home")
    editable = gate.own_actors(request.user, Permission.EDIT_PLAN)
    first = next((actor for actor in mine if actor.pk in editable), mine[0])
    return redirect("onboarding:programme", kind=first.kind, code=first.code)


@require_safe
def programme(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    found = reached(request.user, kind=kind, code=code)
    lines = lines_of(found.facts)
    phases, current = phases_of(found.facts)
    context = {
        "actor": found.facts.actor,
        "programme": found.facts.programme,
        "lines": lines,
        "done": sum(line.judged.done for line in lines),
        "next": next((line for line in lines if line.judged.state in (State.TODO, State.STARTED)), None),
        "phases": phases,
        "current": current,
        "readiness": readiness(found.facts),
        "may_edit": found.may_edit,
    }
    return render(request, "onboarding/programme.html", context)
