from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gevinst.access import gate
from gevinst.access.permissions import Permission
from gevinst.workshops import services
from gevinst.workshops.benefits import followed
from gevinst.workshops.forms import WorkshopForm
from gevinst.workshops.links import invitation_of
from gevinst.workshops.models import Workshop
from gevinst.workshops.summary import replies_of, summary_of
from gevinst.workshops.tasks import suggested_merges
from gevinst.workshops.words import finding_words
from gevinst.workshops.workbook import formula_words

EDIT = Permission.EDIT_PLAN
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """What was held and is to be held where one has a role, newest first."""
    holds_for = [
        actor for actor in gate.actors_with_role(request.user) if gate.may(request.user, EDIT, actor.pk)
    ]
    found = gate.workshops(request.user)
    return render(request, "workshops/list.html", {"workshops": found, "holds_for": holds_for})


@get_or_post
def create(request: HttpRequest, actor_id: int) -> HttpResponse:
    actor = gate.editable_actor(request.user, actor_id)
    form = WorkshopForm(request.POST or None, initial={"date": timezone.localdate()})

    def write(_given: dict[str, Any]) -> Workshop:
        by = gate.somebody(request.user)
        return services.create_workshop(actor=actor, invitation=form.invitation(), by=by)

    if request.method == "POST" and form.saved(write):
        messages.success(request, _("Workshopen er laget. Åpne den når deltakerne skal begynne."))
        return redirect("workshops:page", pk=form.result.pk)
    context = {"form": form, "actor": actor, "heading": _("Ny workshop for %(actor)s") % {"actor": actor}}
    return render(request, "workshops/form.html", context)


@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    workshop = gate.workshop(request.user, pk)
    summary = summary_of(workshop)
    context = {
        "workshop": workshop,
        "summary": summary,
        "total": summary.total,
        "finding": finding_words(summary, workshop.participant_count),
        "replies": replies_of(workshop),
        "followed": followed(workshop, readable=gate.plans(request.user)),
        "alike": len(suggested_merges(workshop)),
        "formula": formula_words(workshop.weeks),
        "may_edit": gate.may(request.user, EDIT, workshop.actor_id),
        **invitation_of(workshop, request),
    }
    return render(request, "workshops/page.html", context)


@get_or_post
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    workshop = gate.workshop(request.user, pk, to=EDIT)
    form = WorkshopForm.of(workshop)
    if request.method == "POST":
        form = WorkshopForm(request.POST)
        if form.saved(lambda _given: services.edit_workshop(workshop=workshop, invitation=form.invitation())):
            return redirect("workshops:page", pk=pk)
    heading = _("Rediger workshopen")
    return render(request, "workshops/form.html", {"form": form, "workshop": workshop, "heading": heading})


@require_POST
def open_up(request: HttpRequest, pk: int) -> HttpResponse:
    workshop = gate.workshop(request.user, pk, to=EDIT)
    services.set_state(workshop=workshop, state=Workshop.State.OPEN)
    messages.success(request, _("Workshopen er åpen. Vis QR-koden, eller del lenken."))
    return redirect("workshops:page", pk=pk)


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    workshop = gate.workshop(request.user, pk, to=EDIT)
    services.set_state(workshop=workshop, state=Workshop.State.CLOSED)
    messages.success(request, _("Workshopen er lukket. Ingen kan skrive mer i den."))
    return redirect("workshops:page", pk=pk)


@require_POST
def renew_link(request: HttpRequest, pk: int) -> HttpResponse:
    workshop = gate.workshop(request.user, pk, to=EDIT)
    services.renew_link(workshop=workshop)
    messages.success(request, _("Workshopen har fått en ny lenke. Den gamle virker ikke lenger."))
    return redirect("workshops:page", pk=pk)
