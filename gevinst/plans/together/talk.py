"""History and comments."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gevinst.access import gate
from gevinst.access.permissions import Permission
from gevinst.plans import comments, history
from gevinst.plans.cells import Cells
from gevinst.plans.contents import fields_of
from gevinst.plans.models import Change, Comment, Plan
from gevinst.plans.rows import ROW_KINDS, row_kind
from gevinst.plans.rows.kind import Address, RowKind
from gevinst.plans.rows.texts import shown
from gevinst.plans.together.asking import same_person, wants

EDIT = Permission.EDIT_PLAN
CHANGES_SHOWN, CHANGES_OF_CELL = 200, 10


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
    same_person(request)
    plan = gate.plan(request.user, pk)
    cell, threads = request.GET.get("celle", ""), comments.threads(plan)
    where = _place(plan, cell) if cell else None
    if where is not None:
        address = where[0]
        threads = threads.filter(kind=address.kind, row=address.pk, field=address.field)
    found = list(threads)
    in_panel = where is not None and wants(request, "talk")
    places = {str(where[0]): where[1]} if where else _places(plan, found)
    context = {
        "plan": plan,
        "cell": cell,
        "changes": _last_changes(plan, where[0]) if where and in_panel else [],
        "where": where[1] if where else "",
        "open": [(one, places[one.address]) for one in found if not one.resolved_at],
        "resolved": [(one, places[one.address]) for one in found if one.resolved_at],
        "people": gate.readers_of(plan).exclude(pk=gate.somebody(request.user).pk),
        "may_edit": gate.may(request.user, EDIT, plan.actor_id),
    }
    return render(request, f"plans/together/{'_panel' if in_panel else 'comments'}.html", context)


@require_POST
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """Begins a thread or answers in one. Named are those who are ticked, and those written with @."""
    same_person(request)
    plan = gate.plan(request.user, pk)
    answers, cell = request.POST.get("svar", ""), request.POST.get("celle", "")
    thread = get_object_or_404(plan.comments, pk=int(answers)) if answers.isdecimal() else None
    address = Address(thread.kind, thread.row, thread.field) if thread else _place(plan, cell)[0]
    text, ticked = request.POST.get("tekst", ""), set(request.POST.getlist("nevnt"))
    readers = [one for one in gate.readers_of(plan) if one != request.user]
    mentions = {one for one in readers if str(one.pk) in ticked} | set(comments.named_in(text, readers))
    try:
        comments.say(
            plan=plan,
            address=address,
            text=text,
            by=gate.somebody(request.user),
            answers=thread,
            mentions=mentions,
        )
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
    return redirect(f"{reverse('plans:comments', args=[pk])}?celle={address}")


@require_POST
def resolve(request: HttpRequest, pk: int, comment_id: int) -> HttpResponse:
    same_person(request)
    plan = gate.plan(request.user, pk)
    found = get_object_or_404(plan.comments, pk=comment_id)
    comments.resolve(comment=found, by=gate.somebody(request.user))
    here = f"?celle={found.address}" if request.POST.get("celle") else ""
    return redirect(f"{reverse('plans:comments', args=[pk])}{here}")


def _place(plan: Plan, cell: str) -> tuple[Address, str]:
    """The cell of this plan, and what to call it. Raises Http404."""
    try:
        address = Address.parse(cell)
        kind = row_kind(address.kind)
    except ValueError:
        raise Http404 from None
    row = get_object_or_404(kind.of_plan(plan), pk=address.pk)
    label = _label(kind, kind.fields(row), address.field)
    if not label:
        raise Http404
    return address, f"{kind.title(row)} – {label}"


def _places(plan: Plan, said: list[Comment]) -> dict[str, str]:
    """What to call the cell of each, by address; nothing where it is gone. A query a kind of row."""
    cells, found = Cells(), {one.address: "" for one in said}
    for code in {one.kind for one in said}:
        kind, mine = row_kind(code), [one for one in said if one.kind == code]
        rows = {row.pk: row for row in kind.of_plan(plan).filter(pk__in={one.row for one in mine})}
        for one in mine:
            if row := rows.get(one.row):
                label = _label(kind, cells.fields(kind, row), one.field)
                found[one.address] = f"{kind.title(row)} – {label}" if label else ""
    return found


def _label(kind: RowKind, fields: Mapping[str, forms.Field], name: str) -> str:
    """Nothing where there is no such field."""
    if not name:
        return str(kind.noun)
    return str(fields[name].label) if name in fields else ""


def _last_changes(plan: Plan, address: Address) -> list[Change]:
    """Of one cell, newest first, in words."""
    cell = plan.changes.filter(kind=address.kind, row=address.pk, field=address.field)
    found = list(cell.select_related("by")[:CHANGES_OF_CELL])
    _put_into_words(plan, found)
    return found


def _put_into_words(plan: Plan, changes: list[Change]) -> None:
    """Gives each its `label`, and its texts as a person reads them."""
    for code in ROW_KINDS:
        mine = [change for change in changes if change.kind == code]
        fields = fields_of(plan, code) if mine else {}
        labels = {name: str(field.label) for name, field in fields.items()}
        for change in mine:
            change.label = labels.get(change.field, "") if change.field else str(row_kind(code).noun)  # type: ignore[attr-defined]
            if change.field in fields:
                change.was = shown(fields[change.field], change.was)
                change.became = shown(fields[change.field], change.became)
