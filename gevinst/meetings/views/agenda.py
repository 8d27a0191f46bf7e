from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from gevinst.access import gate
from gevinst.access.permissions import Permission
from gevinst.meetings import agenda
from gevinst.meetings.forms import ItemForm, OwnItemForm
from gevinst.meetings.models import AgendaItem
from gevinst.meetings.proposing import key_of, proposals_for

EDIT = Permission.EDIT_PLAN
get_or_post = require_http_methods(["GET", "HEAD", "POST"])
MOVES = {"opp": -1, "ned": 1}


@get_or_post
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """What the figures ask for, to be ticked off; nothing is taken in before the chair says so."""
    meeting = gate.meeting(request.user, pk, to=EDIT)
    taken = {key_of(item) for item in meeting.items.all()}
    found = proposals_for(meeting, request.user, taken)
    if request.method == "POST":
        wanted = set(request.POST.getlist("sak"))
        chosen = [one for one in found if one.key in wanted]
        try:
            agenda.take_in(meeting=meeting, proposals=chosen)
        except ValidationError as problem:
            messages.error(request, problem.messages[0])
        else:
            said = ngettext("%(n)s sak er lagt til.", "%(n)s saker er lagt til.", len(chosen))
            messages.success(request, said % {"n": len(chosen)})
        return redirect("meetings:page", pk=pk)
    groups = [
        (kind.label, [one for one in found if one.kind == kind])
        for kind in AgendaItem.Kind
        if any(one.kind == kind for one in found)
    ]
    context = {"meeting": meeting, "groups": groups, "count": len(found), "taken": len(taken)}
    return render(request, "meetings/propose.html", context)


@get_or_post
def add(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = gate.meeting(request.user, pk, to=EDIT)
    form = OwnItemForm(request.POST or None, meeting=meeting)

    def write(given: dict[str, Any]) -> AgendaItem:
        return agenda.add_item(meeting=meeting, **given)

    if request.method == "POST" and form.saved(write):
        messages.success(request, _("Saken er lagt til."))
        return redirect("meetings:page", pk=pk)
    context = {"meeting": meeting, "form": form, "heading": _("Egen sak")}
    return render(request, "meetings/item.html", context)


@get_or_post
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    item = gate.agenda_item(request.user, pk)
    form = ItemForm(request.POST or None, initial={"title": item.title, "text": item.text})
    if request.method == "POST" and form.saved(lambda given: agenda.edit_item(item=item, **given)):
        messages.success(request, _("Saken er lagret."))
        return redirect("meetings:page", pk=item.meeting_id)
    context = {"meeting": item.meeting, "item": item, "form": form, "heading": _("Rediger saken")}
    return render(request, "meetings/item.html", context)


@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    item = gate.agenda_item(request.user, pk)
    try:
        agenda.move_item(item=item, steps=MOVES.get(request.POST.get("vei", ""), 0))
    except ValidationError as problem:
        messages.error(request, problem.messages[0])
    response = redirect("meetings:page", pk=item.meeting_id)
    response["Location"] += f"#sak-{item.pk}"
    return response


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    item = gate.agenda_item(request.user, pk)
    try:
        agenda.remove_item(item=item)
    except ValidationError as problem:
        messages.error(request, problem.messages[0])
    else:
        messages.success(request, _("«%(title)s» er fjernet fra sakslisten.") % {"title": item.title})
    return redirect("meetings:page", pk=item.meeting_id)
