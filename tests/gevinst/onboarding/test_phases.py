from __future__ import annotations

import pytest
from django.utils import timezone

from gevinst.onboarding.phases import phases_of
from gevinst.plans import services
from gevinst.plans.models import Benefit, Plan, Version
from gevinst.reviews.models import Review, ReviewAnswer
from indicators.catalogue.models import Indicator, Term
from tests.cast import Cast, measure
from tests.gevinst.onboarding.conftest import UKP, ahead, facts, said, with_baseline

pytestmark = pytest.mark.django_db


def now_in(cast: Cast) -> tuple[str, list[str]]:
    """The phase, and what it lacks."""
    _all, current = phases_of(facts(cast.rauma))
    return current.chapter, [need.text for need in current.needs if not need.met]


def choose_terms(cast: Cast) -> None:
    said(cast, "services", services=list(Term.objects.filter(kind="service")[:1]))
    said(cast, "goals", goals=list(Term.objects.filter(kind="goal")[:1]))


def answer_review(benefit: Benefit) -> None:
    review = Review.objects.create(
        contribution=benefit.contributions.get(),
        period_kind="M",
        period_start=ahead(-40).replace(day=1),
        due=ahead(0),
        prepared_at=timezone.now(),
        status="on_track",
    )
    ReviewAnswer.objects.create(review=review, number=1)


def test_it_begins_by_identifying(cast: Cast, catalogue: dict[str, Indicator]) -> None:
    assert now_in(cast) == (
        "identifisere",
        ["Tjenestene er valgt", "Gevinstmålene er valgt", "Minst én gevinst står i planen"],
    )


def test_one_goes_through_all_four(cast: Cast, benefit: Benefit, catalogue: dict[str, Indicator]) -> None:
    choose_terms(cast)
    assert now_in(cast) == (
        "planlegge",
        [
            "Alle gevinstene har nullpunkt, eller en dato for det før innføringen",
            "Alle har ambisjon",
            "Planen er godkjent",
        ],
    )
    with_baseline(benefit, value=120)
    assert now_in(cast) == ("planlegge", ["Planen er godkjent"])
    Version.objects.create(plan=benefit.plan, number=1, content={}, state=Version.State.APPROVED)
    assert now_in(cast)[0] == "gjennomfore"
    said(cast, "go_live", go_live=ahead(-40))
    assert now_in(cast) == ("gjennomfore", ["Hver gevinst har et tiltak i gang eller gjennomført"])
    services.add_action(benefit=benefit, title="Tavlemøte", state="under_way")
    followed_up = "Hver gevinst er fulgt opp én gang"
    assert now_in(cast) == ("folge-opp", ["Hver gevinst er målt etter innføringen", followed_up])
    measure(catalogue[UKP], cast.rauma, f"{ahead(-1).year + 1}-01", numerator=3)
    assert now_in(cast) == ("folge-opp", [followed_up])
    answer_review(benefit)
    assert now_in(cast) == ("folge-opp", [])


def test_a_baseline_planned_for_after_the_day_is_not_in_time(cast: Cast, benefit: Benefit) -> None:
    choose_terms(cast)
    said(cast, "go_live", go_live=ahead(30))
    with_baseline(benefit, due=ahead(29))
    assert "Alle gevinstene har nullpunkt, eller en dato for det før innføringen" not in now_in(cast)[1]
    with_baseline(benefit, due=ahead(30))
    assert "Alle gevinstene har nullpunkt, eller en dato for det før innføringen" in now_in(cast)[1]


def test_a_plan_sent_back_is_not_approved(cast: Cast, benefit: Benefit, plan: Plan) -> None:
    choose_terms(cast)
    with_baseline(benefit, value=120)
    state = Version.State.REJECTED
    Version.objects.create(plan=plan, number=1, content={}, state=state, reason="Mangler eier")
    assert now_in(cast) == ("planlegge", ["Planen er godkjent"])
