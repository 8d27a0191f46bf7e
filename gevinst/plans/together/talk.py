"""History and comments."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gevinst.access import gate
from gevinst.access.models import User
from gevinst.access.permissions import Permission
from gevinst.plans import comments, history, versions
from gevinst.plans.models import Change, Comment, Plan
from gevinst.plans.rows import ROW_KINDS, row_kind
from gevinst.plans.rows.kind import Address
from gevinst.plans.rows.texts import shown

EDIT = Permission.EDIT_PLAN
CHANGES_SHOWN = 200


@require_safe
def history_page(request: HttpRequest, pk: int) -> HttpResponse:
    plan = gate.plan(request.user, pk)
    page = Paginator(plan.changes.select_related("by"), CHANGES_SHOWN).get_page(request.GET.get("page"))
    changes = list(page.object_list)
    _put_into_words(plan, changes)
    context = {
        "plan": plan,
        "page": page,
        "sittings": history.sittings(changes),
        "proposals": plan.proposals.filter(settled_at=None).select_related("by"),
        "may_edit": gate.may(request.user, EDIT, plan.actor_id),
    }
    return render(request, "plans/together/history.html", context)


@require_safe
def comments_page(request: HttpRequest, pk: int) -> HttpResponse:
    """All threads, or those about one cell (`celle`), with a form to begin one."""
    plan = gate.plan(request.user, pk)
    cell, threads = request.GET.get("celle", ""), comments.threads(plan)
    where = _place(plan, cell) if cell else None
    if where is not None:
        address = where[0]
        threads = threads.filter(kind=address.kind, row=address.pk, field=address.field)
    found = list(threads)
    context = {
        "plan": plan,
        "cell": cell,
        "where": where[1] if where else "",
        "open": [(one, _where(plan, one)) for one in found if not one.resolved_at],
        "resolved": [(one, _where(plan, one)) for one in found if one.resolved_at],
        "people": gate.readers_of(plan).exclude(pk=gate.somebody(request.user).pk),
        "may_edit": gate.may(request.user, EDIT, plan.actor_id),
    }
    return render(request, "plans/together/comments.html", context)


@require_POST
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    plan = gate.plan(request.user, pk)
    answers, cell = request.POST.get("svar", ""), request.POST.get("celle", "")
    thread = get_object_or_404(plan.comments, pk=int(answers)) if answers.isdecimal() else None
    address = Address(thread.kind, thread.row, thread.field) if thread else _place(plan, cell)[0]
    named = set(request.POST.getlist("nevnt"))
    mentions: list[User] = [one for one in gate.readers_of(plan) if str(one.pk) in named]
    try:
        comments.say(
            plan=plan,
            address=address,
            text=request.POST.get("tekst", ""),
            by=gate.somebody(request.user),
            answers=thread,
            mentions=mentions,
        )
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
    return redirect(f"{reverse('plans:comments', args=[pk])}?celle={address}")


@require_POST
def resolve(request: HttpRequest, pk: int, comment_id: int) -> HttpResponse:
    plan = gate.plan(request.user, pk)
    found = get_object_or_404(plan.comments, pk=comment_id)
    comments.resolve(comment=found, by=gate.somebody(request.user))
    return redirect("plans:comments", pk=pk)


def _place(plan: Plan, cell: str) -> tuple[Address, str]:
    """The cell of this plan, and what to call it. Raises Http404."""
    try:
        address = Address.parse(cell)
        kind = row_kind(address.kind)
    except ValueError:
        raise Http404 from None
    row = get_object_or_404(kind.of_plan(plan), pk=address.pk)
    fields = kind.fields(row)
    if address.field and address.field not in fields:
        raise Http404
    label = str(fields[address.field].label) if address.field else str(kind.noun)
    return address, f"{kind.title(row)} – {label}"


def _where(plan: Plan, said: Comment) -> str:
    try:
        return _place(plan, said.address)[1]
    except Http404:
        return ""


def _put_into_words(plan: Plan, changes: list[Change]) -> None:
    """Gives each its `label`, and its texts as a person reads them."""
    for code in ROW_KINDS:
        mine = [change for change in changes if change.kind == code]
        row = row_kind(code).of_plan(plan).first() if mine else None
        fields = row_kind(code).fields(row) if row else {}
        labels = versions.labels_of(plan, code) if row else {}
        for change in mine:
            change.label = labels.get(change.field, "") if change.field else str(row_kind(code).noun)  # type: ignore[attr-defined]
            if change.field in fields:
                change.was = shown(fields[change.field], change.was)
                change.became = shown(fields[change.field], change.became)
