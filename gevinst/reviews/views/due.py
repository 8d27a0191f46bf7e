"""All that waits for one person, on one page."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from gevinst.access import gate
from gevinst.access.permissions import Permission
from gevinst.reviews import services
from gevinst.reviews.forms import ReviewForm
from gevinst.reviews.models import Review
from gevinst.reviews.rows import Page, Row, prefix_of
from gevinst.reviews.schedule import DEFAULT, period_on, prepared_on
from gevinst.reviews.views.writing import save

CONFIRM, ALL = "bekreft", "alle"


@require_http_methods(["GET", "HEAD", "POST"])
def my_reviews(request: HttpRequest) -> HttpResponse:
    """What a button asks for is saved, and nothing that has been written is lost with it."""
    if request.method != "POST":
        return _page(request, [_row(review) for review in _waiting(request)])
    if CONFIRM in request.POST:
        return _confirm(request)
    return _save(request)


def _confirm(request: HttpRequest) -> HttpResponse:
    """One, or all that go as planned; what is half written below stays where it is."""
    asked = request.POST[CONFIRM]
    reviews = [one for one in _waiting(request) if asked in (ALL, str(one.pk))]
    confirmed = services.confirm(reviews=reviews, by=gate.somebody(request.user))
    if confirmed:
        words = ngettext("%(n)s gevinst er bekreftet.", "%(n)s gevinster er bekreftet.", len(confirmed))
        messages.success(request, words % {"n": len(confirmed)})
    else:
        messages.info(request, _("Noen andre har allerede svart. Se historikken for gevinsten."))
    rows = [_row(review, typed=_typed(request, review)) for review in _waiting(request)]
    if any(_typed(request, row.review) for row in rows):
        return _page(request, rows)
    return redirect("reviews:mine")


def _save(request: HttpRequest) -> HttpResponse:
    """Every deviation somebody has written about; those that lack something come back."""
    asked = [pk[1:].partition("-")[0] for pk in request.POST if pk.endswith("-decision")]
    chosen = {int(pk) for pk in asked if pk.isdecimal()}
    mine = gate.reviews(request.user, to=Permission.EDIT_PLAN).filter(pk__in=chosen)
    written = [review for review in mine.for_page().in_order() if _typed(request, review)]
    if not written:
        messages.warning(request, _("Velg årsak eller beslutning for minst ett avvik før du lagrer."))
        return redirect("reviews:mine")
    left = {}
    for review in written:
        form = ReviewForm(request.POST, prefix=prefix_of(review))
        if not save(request, review, form, again=partial(_fresh, request, review)):
            left[review.pk] = form
    if not left:
        return redirect("reviews:mine")
    rows = [_row(review, left.get(review.pk)) for review in _waiting(request, also=left)]
    return _page(request, rows)


def _waiting(request: HttpRequest, also: Collection[int] = ()) -> list[Review]:
    """In the order of the plans. `also`: those somebody answered while this person was writing."""
    mine = gate.reviews(request.user, to=Permission.EDIT_PLAN)
    waiting = mine.waiting().values("pk")
    return list((mine.filter(pk__in=waiting) | mine.filter(pk__in=also)).for_page().in_order())


def _fresh(request: HttpRequest, review: Review) -> ReviewForm:
    again = gate.review(request.user, review.pk, to=Permission.EDIT_PLAN)
    return ReviewForm.of(again, prefix=prefix_of(review))


def _page(request: HttpRequest, rows: list[Row]) -> HttpResponse:
    context = {
        "board": Page(rows),
        "faults": [row for row in rows if row.form and row.form.is_bound and row.form.errors],
        "next_day": prepared_on(period_on(DEFAULT, timezone.localdate()).next()),
    }
    return render(request, "reviews/mine.html", context)


def _row(review: Review, form: ReviewForm | None = None, typed: dict[str, str] | None = None) -> Row:
    if form is None and review.deviates:
        form = ReviewForm.of(review, prefix=prefix_of(review), typed=typed)
    return Row(review, timezone.localdate(), form)


def _typed(request: HttpRequest, review: Review) -> dict[str, str]:
    return ReviewForm.typed(request.POST, prefix_of(review)) if review.deviates else {}
