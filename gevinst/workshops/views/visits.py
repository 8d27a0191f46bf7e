"""The pages of who has the link. A cookie of their own, for this workshop alone, says what is theirs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from gevinst.access import gate
from gevinst.access.addresses import client_address
from gevinst.workshops import limits, taking_part
from gevinst.workshops.models import Participant, Task, Workshop
from gevinst.workshops.potential import hours_saved
from gevinst.workshops.reply_form import ReplyForm
from gevinst.workshops.task_forms import NewTaskForm, ScoreForm, TaskEditForm

COOKIE = "deltaker"
COOKIE_AGE = 60 * 24 * 3600


@dataclass(frozen=True)
class Visit:
    request: HttpRequest
    workshop: Workshop
    participant: Participant | None

    def shown(self, template: str, status: int = 200, **context: Any) -> HttpResponse:
        mine = {"workshop": self.workshop, "participant": self.participant, **context}
        return render(self.request, f"workshops/{template}", mine, status=status)

    def own_task(self, pk: int) -> Task:
        """A task this participant wrote; anything else is not there."""
        if self.participant is None:
            raise Http404
        mine = self.participant.tasks.select_related("workshop", "service")
        return get_object_or_404(mine, pk=pk)

    def too_often(self) -> HttpResponse:
        return _too_often(self.request)

    def back(self, where: str = "tasks") -> HttpResponse:
        return redirect(f"taking_part:{where}", link=self.workshop.token)


View = Callable[..., HttpResponse]


def with_link(*methods: str) -> Callable[[View], Callable[..., HttpResponse]]:
    """Finds the workshop and the participant, and counts how often they ask. Nobody has to log in."""

    def decorate(view: View) -> Callable[..., HttpResponse]:
        @wraps(view)
        def visit(request: HttpRequest, link: str, **kwargs: Any) -> HttpResponse:
            try:
                found = _counted(request, link)
            except limits.TooOftenError:
                return _too_often(request)
            response = view(found, **kwargs)
            response["X-Robots-Tag"] = "noindex"
            return response

        return login_not_required(never_cache(require_http_methods(list(methods))(visit)))

    return decorate


def _counted(request: HttpRequest, link: str) -> Visit:
    """Raises TooOftenError."""
    limits.count("look", client_address(request))
    workshop = gate.workshop_by_link(link)
    participant = taking_part.participant_with(workshop, request.COOKIES.get(COOKIE, ""))
    if participant is not None:
        participant.workshop = workshop
    if request.method == "POST":
        limits.count("workshop", str(workshop.pk))
        if participant is not None:
            limits.count("send", str(participant.pk))
    return Visit(request, workshop, participant)


def _too_often(request: HttpRequest) -> HttpResponse:
    response = render(request, "workshops/too_often.html", status=429)
    response["Retry-After"] = str(limits.SECONDS)
    return response


@with_link("POST")
def join(visit: Visit) -> HttpResponse:
    """A participant and their cookie are made here, so that a link looked at makes nobody."""
    request, workshop = visit.request, visit.workshop
    if visit.participant is not None or not workshop.is_open:
        return visit.back()
    try:
        limits.count("join", client_address(request))
        chosen = request.POST.get("service", "")
        service = workshop.services.filter(pk=int(chosen)).first() if chosen.isdecimal() else None
        _made, secret = taking_part.join(workshop=workshop, service=service)
    except limits.TooOftenError:
        return visit.too_often()
    except ValidationError as problem:
        messages.error(request, problem.messages[0])
        return visit.back()
    response = visit.back()
    response.set_cookie(
        COOKIE,
        secret,
        max_age=COOKIE_AGE,
        path=reverse("taking_part:tasks", args=[workshop.token]),
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return response


@with_link("GET", "HEAD", "POST")
def tasks(visit: Visit) -> HttpResponse:
    """One's own tasks and the form for the next; before one has joined, what this is."""
    participant, workshop = visit.participant, visit.workshop
    if participant is None:
        return visit.shown("welcome.html", services=workshop.services.all())
    form = NewTaskForm(workshop=workshop, initial={"service": participant.service_id})
    if visit.request.method == "POST":
        form = NewTaskForm(visit.request.POST, workshop=workshop)
        if form.saved(
            lambda given: taking_part.send_task(
                participant=participant, task=form.potential(), key=given["key"]
            )
        ):
            messages.success(visit.request, _("«%(title)s» er sendt inn.") % {"title": form.result})
            return visit.back()
    own = participant.tasks.select_related("service", "merged_into").order_by("-pk")
    mine = [(task, hours_saved(task.estimate, workshop.weeks)) for task in own]
    return visit.shown("my_tasks.html", form=form, mine=mine)


@with_link("GET", "HEAD", "POST")
def edit(visit: Visit, pk: int) -> HttpResponse:
    participant, task = visit.participant, visit.own_task(pk)
    if participant is None or not visit.workshop.is_open:
        return visit.back()
    form = TaskEditForm.of(task)
    if visit.request.method == "POST":
        form = TaskEditForm(visit.request.POST, workshop=visit.workshop)
        if form.saved_over(
            lambda given: taking_part.change_task(
                participant=participant, task=task, revision=given["revision"], written=form.potential()
            ),
            lambda: TaskEditForm.of(visit.own_task(pk)),
        ):
            messages.success(visit.request, _("Endringen er lagret."))
            return visit.back()
    return visit.shown("my_task.html", form=form, task=task)


@with_link("POST")
def remove(visit: Visit, pk: int) -> HttpResponse:
    participant, task = visit.participant, visit.own_task(pk)
    if participant is not None:
        try:
            taking_part.take_back(participant=participant, task=task)
        except ValidationError as problem:
            messages.error(visit.request, problem.messages[0])
        else:
            messages.success(visit.request, _("«%(title)s» er fjernet.") % {"title": task})
    return visit.back()


@with_link("GET", "HEAD", "POST")
def questions(visit: Visit) -> HttpResponse:
    participant = visit.participant
    if participant is None:
        return visit.back()
    written = {one.question: one.text for one in participant.replies.all()}
    form = ReplyForm(visit.request.POST or None, workshop=visit.workshop, initial=written)
    if visit.request.method == "POST" and form.saved(
        lambda given: taking_part.reply(participant=participant, replies=given)
    ):
        messages.success(visit.request, _("Svarene er lagret. Du kan endre dem så lenge workshopen er åpen."))
        return visit.back("questions")
    return visit.shown("my_replies.html", form=form)


@with_link("GET", "HEAD", "POST")
def priorities(visit: Visit) -> HttpResponse:
    """One task at a time: the one asked for, or the next not scored."""
    participant, request = visit.participant, visit.request
    if participant is None or not visit.workshop.scoring:
        return visit.back()
    given = {score.task_id: score for score in participant.scores.all()}
    counted = list(visit.workshop.tasks.counted().select_related("service").order_by("service__order", "pk"))
    asked = request.POST.get("task", request.GET.get("oppgave", ""))
    chosen = next((task for task in counted if str(task.pk) == asked), None)
    if request.method == "POST" and chosen is None:
        # Merged or taken back since it was shown: what was said of it is not said of another.
        messages.error(request, _("Oppgaven er ikke med lenger. Gå videre med den neste."))
        return visit.back("priorities")
    task = chosen or next((each for each in counted if each.pk not in given), None)
    form = None
    if task is not None:
        known = given.get(task.pk)
        names = ("size", "difficulty", "strategy")
        initial = {name: getattr(known, name) for name in names} if known else {}
        form = ScoreForm(request.POST or None, initial=initial)
        if request.method == "POST" and form.saved(
            lambda said: taking_part.score(task=task, participant=participant, **said)
        ):
            return visit.back("priorities")
    rows = [(each, given.get(each.pk)) for each in counted]
    done = sum(score is not None for _each, score in rows)
    return visit.shown("my_scores.html", form=form, task=task, rows=rows, done=done)
