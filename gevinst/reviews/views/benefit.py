"""All reviews of a benefit, and how often it is reviewed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gevinst.access import gate
from gevinst.access.permissions import Permission
from gevinst.reviews import services
from gevinst.reviews.forms import FrequencyForm
from gevinst.reviews.rows import rows_of
from gevinst.reviews.schedule import period_on, prepared_on
from indicators.measurements.periods import PeriodKind


@require_safe
def benefit_reviews(request: HttpRequest, pk: int) -> HttpResponse:
    benefit = gate.benefit(request.user, pk)
    reviews = gate.reviews(request.user).filter(contribution__benefit=benefit).for_page()
    today, kind = timezone.localdate(), PeriodKind(benefit.review_every)
    context = {
        "benefit": benefit,
        "rows": rows_of(reviews, today),
        "several": len({one.actor_id for one in benefit.contributions.all()}) > 1,
        "form": FrequencyForm(initial={"rhythm": kind.value}),
        "may_edit": gate.may(request.user, Permission.EDIT_PLAN, benefit.plan.actor_id),
        "next_day": prepared_on(period_on(kind, today).next()),
    }
    return render(request, "reviews/benefit.html", context)


@require_POST
def set_frequency(request: HttpRequest, pk: int) -> HttpResponse:
    benefit = gate.benefit(request.user, pk, to=Permission.EDIT_PLAN)
    form = FrequencyForm(request.POST)
    if form.saved(
        lambda data: services.set_frequency(
            benefit=benefit, rhythm=data["rhythm"], by=gate.somebody(request.user)
        )
    ):
        messages.success(request, _("Lagret. Det gjelder fra neste periode."))
    else:
        messages.error(request, _("Velg hvor ofte gevinsten skal følges opp."))
    return redirect("reviews:benefit", pk=pk)
