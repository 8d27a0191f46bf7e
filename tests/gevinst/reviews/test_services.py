from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from gevinst.plans.models import Contribution
from gevinst.plans.services import ConflictError
from gevinst.reviews import services
from gevinst.reviews.models import Review, ReviewAnswer
from tests.cast import Cast, measure
from tests.gevinst.reviews.conftest import DEVIATES, GOES_WELL, measured, prepared


@pytest.fixture
def review(contribution: Contribution) -> Review:
    measured(contribution, DEVIATES)
    return prepared(contribution)


def test_an_answer_is_kept_with_who_and_why(review: Review, cast: Cast) -> None:
    services.answer(
        review=review, revision=0, by=cast.ola, cause="capacity", decision="adjust", comment="To vikarer."
    )
    found = Review.objects.for_page().get().latest
    assert found is not None
    assert (found.number, found.by, found.cause, found.comment) == (1, cast.ola, "capacity", "To vikarer.")


@pytest.mark.parametrize(
    ("said", "field", "message"),
    [
        ({"decision": "continue"}, "cause", "Velg årsaken til avviket."),
        ({"decision": "continue", "cause": "other"}, "cause_text", "Skriv hva årsaken er."),
        ({"decision": "end", "cause": "outside"}, "comment", "Skriv hvorfor oppfølgingen avsluttes."),
    ],
)
def test_it_asks_for_what_a_deviation_must_say(
    review: Review, said: dict[str, str], field: str, message: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        services.answer(review=review, revision=0, by=None, **said)
    assert refused.value.message_dict == {field: [message]}


def test_of_two_who_answer_at_once_the_second_is_told(review: Review, cast: Cast) -> None:
    services.answer(review=review, revision=0, by=cast.ola, cause="capacity", decision="adjust")
    with pytest.raises(ConflictError):
        services.answer(review=review, revision=0, by=cast.kari, cause="chance", decision="continue")
    services.answer(review=review, revision=1, by=cast.kari, cause="chance", decision="continue")
    assert [one.by for one in Review.objects.for_page().get().answers.all()] == [cast.ola, cast.kari]


def test_what_deviates_is_not_confirmed_with_a_click(review: Review, cast: Cast) -> None:
    assert services.confirm(reviews=[review], by=cast.ola) == []
    assert review.answers.count() == 0


def test_what_somebody_has_answered_is_not_confirmed_over(contribution: Contribution, cast: Cast) -> None:
    measured(contribution, GOES_WELL)
    review = prepared(contribution)
    services.answer(review=review, revision=0, by=cast.kari, decision="continue", comment="Se på helgene.")
    assert services.confirm(reviews=[review], by=cast.ola) == []
    assert [one.comment for one in ReviewAnswer.objects.all()] == ["Se på helgene."]


def test_figures_are_fetched_again_until_somebody_has_answered(review: Review, cast: Cast) -> None:
    contribution = review.contribution
    for month in range(1, 9):
        measure(contribution.benefit.indicator, cast.rauma, f"2026-{month:02}", numerator=1)
    services.freeze_again(review=review)
    review.refresh_from_db()
    assert review.value == 4 * DEVIATES + 8
    services.answer(review=review, revision=0, by=cast.ola, decision="continue", cause="chance")
    with pytest.raises(ConflictError):
        services.freeze_again(review=review)


def test_a_number_of_a_person_is_never_stored(review: Review) -> None:
    with pytest.raises(ValidationError) as refused:
        services.answer(
            review=review,
            revision=0,
            by=None,
            decision="adjust",
            cause="outside",
            comment="Gjelder 01010012356",
        )
    assert refused.value.message_dict == {
        "comment": ["Dette ser ut som et fødselsnummer, og blir ikke lagret."]
    }
    assert not ReviewAnswer.objects.exists()
