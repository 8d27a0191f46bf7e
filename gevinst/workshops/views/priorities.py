from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gevinst.access import gate
from gevinst.access.permissions import Permission
from gevinst.workshops import services, taking_part
from gevinst.workshops.picture import picture_of, quadrants
from gevinst.workshops.summary import scored
from gevinst.workshops.task_forms import ScoreForm

EDIT = Permission.EDIT_PLAN


@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    workshop = gate.workshop(request.user, pk)
    context = {
        "workshop": workshop,
        "picture": picture_of(scored(workshop)),
        "quadrants": quadrants(),
        "may_edit": gate.may(request.user, EDIT, workshop.actor_id),
    }
    return render(request, "workshops/priorities.html", context)


@require_POST
def switch(request: HttpRequest, pk: int) -> HttpResponse:
    """On or off for the participants."""
    workshop = gate.workshop(request.user, pk, to=EDIT)
    on = request.POST.get("on") == "1"
    try:
        services.set_scoring(workshop=workshop, on=on)
    except ValidationError as problem:
        messages.error(request, problem.messages[0])
    else:
        said = _("Deltakerne kan prioritere nå.") if on else _("Prioriteringen er avsluttet.")
        messages.success(request, said)
    return redirect("workshops:priorities", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def group_score(request: HttpRequest, pk: int) -> HttpResponse:
    """What the group says together, in place of the mean of each."""
    task = gate.task(request.user, pk)
    known = task.scores.filter(participant=None).values("size", "difficulty", "strategy").first()
    form = ScoreForm(request.POST or None, initial=known)
    if request.method == "POST" and form.saved(lambda given: taking_part.score(task=task, **given)):
        messages.success(request, _("Gruppens vurdering er lagret."))
        return redirect("workshops:priorities", pk=task.workshop_id)
    context = {"workshop": task.workshop, "task": task, "form": form}
    return render(request, "workshops/group_score.html", context)
