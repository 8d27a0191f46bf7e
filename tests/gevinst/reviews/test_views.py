from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gevinst.plans.models import Benefit, Contribution, Plan
from gevinst.reviews import preparing, services
from gevinst.reviews.models import Review, ReviewAnswer
from indicators.catalogue.models import Indicator
from tests.cast import Cast
from tests.counting import queries
from tests.gevinst.reviews.conftest import (
    DEVIATES,
    GOES_WELL,
    REACHES,
    UKP,
    add_benefit,
    measured,
    prepared,
)

MINE = "/oppfolging/"


@pytest.fixture
def kari(cast: Cast) -> Client:
    return cast.client("kari")


@pytest.fixture
def deviating(contribution: Contribution) -> Review:
    measured(contribution, DEVIATES)
    return prepared(contribution)


@pytest.fixture
def going_well(contribution: Contribution) -> Review:
    measured(contribution, GOES_WELL)
    return prepared(contribution)


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())


def said(review: Review, **given: str) -> dict[str, str]:
    return {f"o{review.pk}-{name}": value for name, value in ({"revision": "0"} | given).items()}


def test_the_finding_stands_first_and_one_click_confirms_it(kari: Client, going_well: Review) -> None:
    page = text(kari.get(MINE))
    assert "1 gevinst er klar for oppfølging: 1 går som planlagt." in page
    assert "90 % av veien fra 120 døgn til 40 døgn" in page
    after = text(kari.post(MINE, {"bekreft": str(going_well.pk)}, follow=True))
    assert "1 gevinst er bekreftet." in after
    assert "Ingenting venter på oppfølging" in after
    assert ReviewAnswer.objects.get().by.name == "Kari Prøve"


def test_all_that_goes_well_is_confirmed_at_once_and_what_deviates_is_not(
    kari: Client, plan: Plan, catalogue: dict[str, Indicator], deviating: Review
) -> None:
    add_benefit(plan, catalogue["ukp-andel-liggedogn"], "Uten måling")
    assert preparing.prepare(today=timezone.localdate()) >= 1
    assert "Noen andre har allerede svart" in text(kari.post(MINE, {"bekreft": "alle"}, follow=True))
    assert not ReviewAnswer.objects.exists()


def test_a_deviation_is_explained_on_the_same_page(kari: Client, deviating: Review) -> None:
    page = text(kari.get(MINE))
    assert "1 har avvik" in page
    assert "Stemmer, ingen avvik" not in page
    given = said(deviating, cause="capacity", decision="new_action", comment="To vikarer fra mai.")
    after = text(kari.post(MINE, {"lagre": "1", **given}, follow=True))
    assert "Oppfølgingen av «Færre døgn på sykehus» er lagret." in after
    assert reverse("plans:add_action", args=[deviating.benefit.pk]) in after, "what was decided is at hand"
    answer = ReviewAnswer.objects.get()
    assert (answer.cause, answer.decision, answer.comment) == (
        "capacity",
        "new_action",
        "To vikarer fra mai.",
    )


def test_what_is_lacking_is_said_and_what_was_written_stays(kari: Client, deviating: Review) -> None:
    given = said(deviating, cause="other", decision="continue", comment="Skrevet med omhu.")
    page = text(kari.post(MINE, {"lagre": "1", **given}))
    assert "Skriv hva årsaken er." in page
    assert "Skrevet med omhu." in page
    assert not ReviewAnswer.objects.exists()


def test_half_an_answer_stays_when_another_is_confirmed(
    kari: Client, plan: Plan, catalogue: dict[str, Indicator], contribution: Contribution
) -> None:
    measured(contribution, GOES_WELL)
    lacking = add_benefit(plan, catalogue["ukp-andel-liggedogn"], "Uten måling")
    well, other = prepared(contribution), prepared(lacking)
    page = text(kari.post(MINE, {"bekreft": str(well.pk), **said(other, comment="Halvskrevet")}))
    assert "1 gevinst er bekreftet." in page
    assert "Halvskrevet" in page
    assert "Rett opp dette først" not in page


def test_of_two_who_answer_at_once_both_texts_are_kept(kari: Client, cast: Cast, deviating: Review) -> None:
    services.answer(
        review=deviating, revision=0, by=cast.ola, cause="chance", decision="continue", comment="Olas tekst"
    )
    given = said(deviating, cause="capacity", decision="adjust", comment="Karis tekst")
    page = text(kari.post(MINE, {"lagre": "1", **given}))
    assert "Noen andre lagret mens du skrev" in page
    assert "Olas tekst" in page
    assert "Karis tekst" in page
    assert f'name="o{deviating.pk}-revision" value="1"' in page
    kari.post(MINE, {"lagre": "1", **given, f"o{deviating.pk}-revision": "1"})
    history = text(kari.get(reverse("reviews:benefit", args=[deviating.benefit.pk])))
    assert "Olas tekst" in history
    assert "Karis tekst" in history


def test_what_is_reached_is_thanked_for(kari: Client, contribution: Contribution) -> None:
    measured(contribution, REACHES)
    Benefit.objects.update(owner_title="enhetsleder hjemmetjenester")
    prepared(contribution)
    page = text(kari.get(MINE))
    assert "Færre døgn på sykehus: ambisjonen er nådd." in page
    assert "Fra 120 døgn til 36 døgn." in page
    assert "Takk til enhetsleder hjemmetjenester og alle som har bidratt." in page


def test_the_owner_of_a_benefit_reviews_it_whatever_role(cast: Cast, deviating: Review) -> None:
    page = reverse("reviews:review", args=[deviating.pk])
    liv, given = cast.client("liv"), {"revision": "0", "cause": "chance", "decision": "continue"}
    assert 'name="decision"' not in text(liv.get(page)), "a reader reads"
    assert liv.post(page, given).status_code == 404
    Benefit.objects.update(owner=cast.liv)
    assert "Færre døgn på sykehus" in text(liv.get(MINE))
    assert liv.post(page, given).status_code == 302
    assert ReviewAnswer.objects.get().by == cast.liv


def test_what_is_foreign_is_neither_listed_nor_confirmed(cast: Cast, going_well: Review) -> None:
    per = cast.client("per")
    assert "Færre døgn" not in text(per.get(MINE))
    per.post(MINE, {"bekreft": str(going_well.pk)})
    per.post(MINE, {"lagre": "1", **said(going_well, cause="chance", decision="continue")})
    assert not ReviewAnswer.objects.exists()


def test_how_often_is_chosen_on_the_page_of_the_benefit(kari: Client, benefit: Benefit) -> None:
    page = reverse("reviews:benefit", args=[benefit.pk])
    assert "Ingen oppfølginger ennå" in text(kari.get(page))
    kari.post(reverse("reviews:set_frequency", args=[benefit.pk]), {"rhythm": "M"})
    benefit.refresh_from_db()
    assert benefit.review_every == "M"
    assert 'value="M" selected' in text(kari.get(page))
    after = text(kari.post(reverse("reviews:set_frequency", args=[benefit.pk]), {"rhythm": "X"}, follow=True))
    assert "Velg hvor ofte gevinsten skal følges opp." in after


@pytest.mark.parametrize("number", [5, 500])
def test_any_number_is_shown_in_as_many_queries(
    kari: Client, plan: Plan, catalogue: dict[str, Indicator], number: int
) -> None:
    for each in range(number):
        add_benefit(plan, catalogue[UKP], f"Gevinst {each}")
    preparing.prepare(today=timezone.localdate())
    with queries("reviews: all that wait"):
        assert text(kari.get(MINE)).count('class="review ') == number
