"""Writes of reviews: an answer, many confirmations at once, figures fetched again, how often."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from gevinst.access.models import User
from gevinst.plans import edits
from gevinst.plans.models import Benefit
from gevinst.plans.rows.kind import Address
from gevinst.plans.services import ConflictError
from gevinst.reviews.models import Review, ReviewAnswer
from gevinst.reviews.preparing import frozen, line_of
from indicators.imports.personal_ids import holds_personal_id

Cause, Decision = ReviewAnswer.Cause, ReviewAnswer.Decision


@transaction.atomic
def answer(
    *,
    review: Review,
    revision: int,
    by: User | None,
    decision: str,
    cause: str = "",
    cause_text: str = "",
    comment: str = "",
    more: bool = False,
) -> ReviewAnswer:
    """Adds an answer after the `revision` that was read. ConflictError when there is one more already."""
    _check(review, decision, cause, cause_text, comment)
    if (review.answers.aggregate(last=Max("number"))["last"] or 0) != revision:
        raise ConflictError
    try:
        with transaction.atomic():
            return ReviewAnswer.objects.create(
                review=review,
                number=revision + 1,
                by=by,
                decision=decision,
                cause=cause,
                cause_text=cause_text,
                comment=comment,
                more=more,
            )
    except IntegrityError:
        raise ConflictError from None


@transaction.atomic
def confirm(*, reviews: Iterable[Review], by: User) -> list[Review]:
    """«Stemmer, ingen avvik» for these; those somebody has answered, or that deviate, are left. Which were
    confirmed. Three queries."""
    asked = [review for review in reviews if not review.deviates]
    answered = _answered(asked)
    fresh = [review for review in asked if review.pk not in answered]
    ReviewAnswer.objects.bulk_create(
        [ReviewAnswer(review=review, number=1, by=by) for review in fresh], ignore_conflicts=True
    )
    mine = ReviewAnswer.objects.filter(review__in=fresh, number=1, by=by).values_list("review", flat=True)
    kept = set(mine)
    return [review for review in fresh if review.pk in kept]


@transaction.atomic
def freeze_again(*, review: Review) -> None:
    """The figures of today instead of those it was prepared with; only while nobody has answered."""
    if _answered([review]):
        raise ConflictError
    figures = frozen(line_of(review.contribution))
    Review.objects.filter(pk=review.pk).update(**figures)


def set_frequency(*, benefit: Benefit, rhythm: str, by: User | None = None) -> None:
    """From the next period on."""
    cell = Address("gevinst", benefit.pk, "review_every")
    edits.edit(plan=benefit.plan, written=[edits.Written(address=cell, text=rhythm, base=None)], by=by)


def _answered(reviews: Collection[Review]) -> set[int]:
    return set(ReviewAnswer.objects.filter(review__in=reviews).values_list("review", flat=True))


def _check(review: Review, decision: str, cause: str, cause_text: str, comment: str) -> None:
    faults: dict[str, str] = {}
    if review.needs_cause and not cause:
        faults["cause"] = _("Velg årsaken til avviket.")
    if cause == Cause.OTHER and not cause_text:
        faults["cause_text"] = _("Skriv hva årsaken er.")
    if decision == Decision.END and not comment:
        faults["comment"] = _("Skriv hvorfor oppfølgingen avsluttes.")
    for name, text in (("cause_text", cause_text), ("comment", comment)):
        if holds_personal_id(text):
            faults[name] = _("Dette ser ut som et fødselsnummer, og blir ikke lagret.")
    if faults:
        raise ValidationError(faults)
