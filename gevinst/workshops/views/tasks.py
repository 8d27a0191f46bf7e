from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from gevinst.access import gate
from gevinst.access.permissions import Permission
from gevinst.workshops import tasks
from gevinst.workshops.models import Task, Workshop
from gevinst.workshops.task_forms import NewTaskForm, TaskEditForm

EDIT = Permission.EDIT_PLAN
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@get_or_post
def add(request: HttpRequest, pk: int) -> HttpResponse:
    workshop = gate.workshop(request.user, pk, to=EDIT)
    form = NewTaskForm(request.POST or None, workshop=workshop)
    if request.method == "POST" and form.saved(
        lambda given: tasks.add_task(workshop=workshop, task=form.potential(), key=given["key"])
    ):
        messages.success(request, _("«%(title)s» er lagt til.") % {"title": form.result})
        return redirect("workshops:page", pk=pk)
    context = {"workshop": workshop, "form": form, "heading": _("Ny oppgave")}
    return render(request, "workshops/task.html", context)


@get_or_post
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    task = gate.task(request.user, pk)
    form = TaskEditForm.of(task)
    if request.method == "POST":
        form = TaskEditForm(request.POST, workshop=task.workshop)
        if form.saved_over(
            lambda given: tasks.edit_task(task=task, revision=given["revision"], written=form.potential()),
            lambda: TaskEditForm.of(gate.task(request.user, pk)),
        ):
            return redirect("workshops:page", pk=task.workshop_id)
    context = {"workshop": task.workshop, "form": form, "heading": _("Rediger oppgaven"), "task": task}
    return render(request, "workshops/task.html", context)


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    task = gate.task(request.user, pk)
    try:
        tasks.remove_task(task=task)
    except ValidationError as problem:
        messages.error(request, problem.messages[0])
    else:
        messages.success(request, _("«%(title)s» er fjernet.") % {"title": task})
    return redirect("workshops:page", pk=task.workshop_id)


@get_or_post
def alike(request: HttpRequest, pk: int) -> HttpResponse:
    """What may be written twice, and any other tasks the group sees are the same."""
    workshop = gate.workshop(request.user, pk, to=EDIT)
    if request.method == "POST":
        _merge(request, workshop)
        return redirect("workshops:alike", pk=pk)
    context = {
        "workshop": workshop,
        "suggested": tasks.suggested_merges(workshop),
        "counted": workshop.tasks.counted().select_related("service").order_by("service__order", "title"),
        "merged": workshop.tasks.merged().select_related("merged_into", "service"),
    }
    return render(request, "workshops/alike.html", context)


@require_POST
def split(request: HttpRequest, pk: int) -> HttpResponse:
    task = gate.task(request.user, pk)
    tasks.split_task(task=task)
    messages.success(request, _("«%(title)s» står for seg selv igjen.") % {"title": task})
    return redirect("workshops:alike", pk=task.workshop_id)


def _merge(request: HttpRequest, workshop: Workshop) -> None:
    named = [each for each in request.POST.getlist("task") if each.isdecimal()][: tasks.MOST_COMPARED]
    chosen: list[Task] = list(workshop.tasks.filter(pk__in=[int(each) for each in named if len(each) < 16]))
    into = next((task for task in chosen if str(task.pk) == request.POST.get("into")), None)
    try:
        if into is None:
            raise ValidationError(_("Velg oppgavene, og hvilken av dem som skal telle."))
        merged = tasks.merge_tasks(into=into, tasks=chosen)
    except ValidationError as problem:
        messages.error(request, problem.messages[0])
        return
    said = ngettext(
        "%(n)s oppgave er slått sammen med «%(title)s». Du kan skille den ut igjen nederst på siden.",
        "%(n)s oppgaver er slått sammen med «%(title)s». Du kan skille dem ut igjen nederst på siden.",
        merged,
    )
    messages.success(request, said % {"n": merged, "title": into})
