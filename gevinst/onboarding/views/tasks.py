from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gevinst.access import gate
from gevinst.access.models import Role
from gevinst.access.permissions import Permission
from gevinst.onboarding import services
from gevinst.onboarding.forms import FORMS, TaskForm
from gevinst.onboarding.reach import Reached, reached
from gevinst.onboarding.readiness import readiness
from gevinst.onboarding.suggestions import suggested
from gevinst.onboarding.tasks import Task, lines_of, task_for


@require_http_methods(["GET", "HEAD", "POST"])
def answered(request: HttpRequest, kind: str, code: str, task: str) -> HttpResponse:
    """A task with a form: who may read sees what is answered, who may edit answers."""
    writing = request.method == "POST"
    found = reached(
        request.user, kind=kind, code=code, to=Permission.EDIT_PLAN if writing else Permission.READ
    )
    form_class = FORMS[task]
    form = form_class.of(found.facts)
    if writing:
        form = form_class(request.POST, facts=found.facts)
        actor, by = found.facts.actor, gate.somebody(request.user)

        def write(data: dict[str, Any]) -> object:
            return services.save_part(
                actor=actor, part=task, revision=data["revision"], by=by, values=form.answer()
            )

        def current() -> TaskForm:
            return form_class.of(reached(request.user, kind=kind, code=code).facts)

        if form.saved_over(write, current):
            said = _("Lagret: %(task)s.") % {"task": task_for(task).title}
            messages.success(request, said)
            return redirect("onboarding:programme", kind=kind, code=code)
    return _page(request, found, task_for(task), form=form)


@require_safe
def shown(request: HttpRequest, kind: str, code: str, task: str) -> HttpResponse:
    """A task that is done elsewhere: what there is, and where to go."""
    return _page(request, reached(request.user, kind=kind, code=code), task_for(task))


def _page(request: HttpRequest, found: Reached, task: Task, **more: Any) -> HttpResponse:
    lines = lines_of(found.facts)
    here = next(place for place, line in enumerate(lines) if line.task == task)
    context = {
        "facts": found.facts,
        "actor": found.facts.actor,
        "line": lines[here],
        "after": lines[here + 1] if here + 1 < len(lines) else None,
        "may_edit": found.may_edit,
        **_extras(task.code, found),
        "may_administer": gate.may(request.user, Permission.ADMINISTER, found.facts.actor.pk),
        **more,
    }
    return render(request, f"onboarding/tasks/{task.code}.html", context)


def _extras(code: str, found: Reached) -> dict[str, Any]:
    facts = found.facts
    match code:
        case "roles":
            named = [
                {"name": role.label.capitalize(), "held": facts.roles[role]}
                for role in (Role.OWNER, Role.COORDINATOR)
            ]
            lacking = any(not one["held"] for one in named)
            return {"roles": named, "lacking": lacking, "administrators": facts.roles[Role.ADMINISTRATOR]}
        case "indicators":
            return {"suggestions": suggested(facts)}
        case "baselines":
            return {"readiness": readiness(facts)}
    return {}
