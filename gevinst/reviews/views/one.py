"""One review: its frozen figures, what has been said of it, and the full answer."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gevinst.access import gate
from gevinst.access.permissions import Permission
from gevinst.plans.services import ConflictError
from gevinst.reviews import services
from gevinst.reviews.forms import ReviewForm
from gevinst.reviews.rows import Row
from gevinst.reviews.views.writing import save

EDIT = Permission.EDIT_PLAN


@require_http_methods(["GET", "HEAD", "POST"])
def review_page(request: HttpRequest, pk: int) -> HttpResponse:
    review = gate.review(request.user, pk)
    may_answer = gate.reviews(request.user, to=EDIT).filter(pk=pk).exists()
    form = ReviewForm.of(review)
    if request.method == "POST":
        if not may_answer:
            raise Http404
        form = ReviewForm(request.POST)
        if save(request, review, form, again=lambda: ReviewForm.of(gate.review(request.user, pk))):
            return redirect("reviews:benefit", pk=review.benefit.pk)
    context = {
        "row": Row(review, timezone.localdate()),
        "review": review,
        "benefit": review.benefit,
        "form": form if may_answer else None,
    }
    return render(request, "reviews/review.html", context)


@require_POST
def freeze_again(request: HttpRequest, pk: int) -> HttpResponse:
    """With the figures of today, as long as nobody has answered."""
    review = gate.review(request.user, pk, to=EDIT)
    try:
        services.freeze_again(review=review)
    except ConflictError:
        messages.warning(request, _("Oppfølgingen er besvart, så tallene i den endres ikke."))
    else:
        messages.success(request, _("Tallene er hentet på nytt."))
    return redirect("reviews:review", pk=pk)
