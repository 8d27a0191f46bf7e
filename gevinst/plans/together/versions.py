"""Sending a plan for approval, deciding, comparing and having an earlier version back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gevinst.access import gate
from gevinst.access.permissions import Permission
from gevinst.plans import versions
from gevinst.plans.contents import content_of, differences
from gevinst.plans.models import Plan, Version
from gevinst.plans.readiness import lacks
from gevinst.plans.together.reading import document_of

EDIT, APPROVE = Permission.EDIT_PLAN, Permission.APPROVE_PLAN
PEOPLE = ("submitted_by", "decided_by")


@require_safe
def version_list(request: HttpRequest, pk: int) -> HttpResponse:
    plan = gate.plan(request.user, pk)
    found = list(plan.versions.select_related(*PEOPLE).defer("content"))
    approved = versions.newest_approved(plan)
    may_edit = gate.may(request.user, EDIT, plan.actor_id)
    changed = differences(plan, approved.content, content_of(plan)) if approved else []
    context = {
        "plan": plan,
        "versions": found,
        "waiting": next((one for one in found if one.state == Version.State.SUBMITTED), None),
        "approved": approved,
        "changed": len(changed),
        "lacks": lacks(plan) if may_edit else [],
        "may_edit": may_edit,
        "may_approve": gate.may(request.user, APPROVE, plan.actor_id),
        "me": gate.somebody(request.user),
    }
    return render(request, "plans/together/versions.html", context)


@require_POST
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    plan = gate.plan(request.user, pk, to=EDIT)
    try:
        made = versions.submit(
            plan=plan, by=gate.somebody(request.user), message=request.POST.get("melding", "")[:2000]
        )
        messages.success(request, _("Versjon %(number)s er sendt til godkjenning.") % {"number": made.number})
    except ValidationError as problem:
        for told in problem.messages:
            messages.error(request, told)
    return redirect("plans:versions", pk=pk)


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    versions.withdraw(plan=gate.plan(request.user, pk, to=EDIT), by=gate.somebody(request.user))
    return redirect("plans:versions", pk=pk)


@require_POST
def decide(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    version = _version(gate.plan(request.user, pk, to=APPROVE), number)
    by, reason = gate.somebody(request.user), request.POST.get("grunn", "")[:2000]
    words = {"number": number}
    try:
        if request.POST.get("valg") == "godkjenn":
            versions.approve(version=version, by=by)
            messages.success(request, _("Versjon %(number)s er godkjent.") % words)
        else:
            versions.reject(version=version, by=by, reason=reason)
            messages.success(request, _("Versjon %(number)s er sendt tilbake.") % words)
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
        return redirect("plans:version", pk=pk, number=number)
    return redirect("plans:versions", pk=pk)


@require_safe
def version_page(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The version as it was, or what differs from it to another (`mot`), or to the plan as it is."""
    plan = gate.plan(request.user, pk)
    version = _version(plan, number)
    against = request.GET.get("mot", "")
    other = _version(plan, int(against)) if against.isdecimal() else None
    context: dict[str, Any] = {
        "plan": plan,
        "version": version,
        "other": other,
        "others": plan.versions.exclude(pk=version.pk).defer("content"),
        "document": document_of(plan, version.content),
        "may_edit": gate.may(request.user, EDIT, plan.actor_id),
        "may_decide": version.state == Version.State.SUBMITTED
        and gate.may(request.user, APPROVE, plan.actor_id),
        "is_mine": version.submitted_by_id == gate.somebody(request.user).pk,
    }
    if against:
        now = other.content if other else content_of(plan)
        context["differences"] = differences(plan, version.content, now)
        context["compares"] = True
    return render(request, "plans/together/version.html", context)


@require_POST
def restore(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    version = _version(gate.plan(request.user, pk, to=EDIT), number)
    left = versions.restore(version=version, by=gate.somebody(request.user))
    words = {"number": number}
    if left:
        told = " ".join(dict.fromkeys(left))
        messages.warning(
            request,
            _("Planen er som i versjon %(number)s, bortsett fra dette: %(left)s") % {**words, "left": told},
        )
    else:
        messages.success(request, _("Planen er som i versjon %(number)s.") % words)
    return redirect("plans:plan", pk=pk)


def _version(plan: Plan, number: int) -> Version:
    return get_object_or_404(plan.versions.select_related("plan__actor", *PEOPLE), number=number)
