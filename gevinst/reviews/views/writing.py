"""Saves an answer and says what follows from it."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from gevinst.access import gate
from gevinst.access.permissions import Permission
from gevinst.reviews import services
from gevinst.reviews.forms import ReviewForm
from gevinst.reviews.models import Review, ReviewAnswer

Decision = ReviewAnswer.Decision


def save(request: HttpRequest, review: Review, form: ReviewForm, *, again: Callable[[], ReviewForm]) -> bool:
    """False when something is lacking, or somebody answered meanwhile: the form then says so."""
    by = gate.somebody(request.user)
    if not form.saved_over(lambda data: services.answer(review=review, by=by, **data), again):
        return False
    said = _("Oppfølgingen av «%(title)s» er lagret.") % {"title": review.benefit.title}
    url, label = _next_step(request, review, form.cleaned_data["decision"])
    messages.success(request, format_html('{} <a href="{}">{}</a>', said, url, label) if url else said)
    return True


def _next_step(request: HttpRequest, review: Review, decision: str) -> tuple[str, str]:
    """Where what was decided is carried out, and what that is called."""
    benefit = review.benefit
    if not gate.may(request.user, Permission.EDIT_PLAN, benefit.plan.actor_id):
        return "", ""
    match decision:
        case Decision.ADJUST:
            return reverse("plans:benefit", args=[benefit.pk]), _("Juster tiltaket")
        case Decision.NEW_ACTION:
            return reverse("plans:add_action", args=[benefit.pk]), _("Skriv inn det nye tiltaket")
        case Decision.RESET:
            return (
                reverse("plans:edit_contribution", args=[benefit.pk, review.contribution.actor_id]),
                _("Sett den nye ambisjonen"),
            )
    return "", ""
