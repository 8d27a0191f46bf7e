from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gevinst.access import gate
from gevinst.access.permissions import Permission
from gevinst.learning import queries, services

# To speak for the plan to others is the gevinstansvarlig's, as to approve it.
SHARE = Permission.APPROVE_PLAN


@require_safe
def sharing_page(request: HttpRequest, pk: int) -> HttpResponse:
    plan = gate.plan(request.user, pk)
    context = {
        "plan": plan,
        "consent": queries.consent_of(plan),
        "actions": queries.actions_of(plan),
        "may_share": gate.may(request.user, SHARE, plan.actor_id),
    }
    return render(request, "learning/sharing.html", context)


@require_POST
def share(request: HttpRequest, pk: int) -> HttpResponse:
    plan = gate.plan(request.user, pk, to=SHARE)
    services.share(plan=plan, by=gate.somebody(request.user))
    messages.success(request, _("Tiltakene i planen deles nå med andre kommuner."))
    return redirect("learning:sharing", pk=pk)


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    plan = gate.plan(request.user, pk, to=SHARE)
    services.withdraw(plan=plan, by=gate.somebody(request.user))
    messages.success(request, _("Samtykket er trukket. Tiltakene vises ikke lenger for andre."))
    return redirect("learning:sharing", pk=pk)
