from __future__ import annotations

from django.contrib import messages
from django.forms import ModelChoiceField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gevinst.access import gate
from gevinst.workshops.benefits import make_benefit, suggested_for
from gevinst.workshops.forms import NewBenefitForm
from gevinst.workshops.potential import hours_saved
from indicators.catalogue.models import Indicator


@require_http_methods(["GET", "HEAD", "POST"])
def make(request: HttpRequest, pk: int) -> HttpResponse:
    """The indicators that may show it, each with a button that makes the benefit."""
    task = gate.task(request.user, pk)
    plans = gate.editable_plans(request.user).select_related("actor")
    own = plans.filter(actor=task.workshop.actor).first()
    form = NewBenefitForm(request.POST or None, initial={"title": task.title, "plan": own})
    choice = form.fields["plan"]
    if isinstance(choice, ModelChoiceField):
        choice.queryset = plans
    if request.method == "POST":
        indicator = get_object_or_404(Indicator.objects.published(), slug=request.POST.get("indicator", ""))
        by = gate.somebody(request.user)
        if form.saved(
            lambda given: make_benefit(
                task=task, plan=given["plan"], indicator=indicator, title=given["title"], by=by
            )
        ):
            messages.success(
                request,
                _("«%(title)s» er lagt til i planen. Sett nullpunkt og ambisjon.") % {"title": form.result},
            )
            return redirect("plans:benefit", pk=form.result.pk)
    words = request.GET.get("sok", "")[:200]
    context = {
        "task": task,
        "workshop": task.workshop,
        "hours": hours_saved(task.estimate, task.workshop.weeks),
        "form": form,
        "has_plan": plans.exists(),
        "words": words,
        "suggestions": suggested_for(task, words),
    }
    return render(request, "workshops/make_benefit.html", context)
