from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from gevinst.learning import services as learning
from gevinst.learning.models import SharingConsent
from gevinst.plans import services
from gevinst.plans.models import Action, Plan
from indicators.actors.models import Actor
from indicators.catalogue.models import Indicator
from tests.cast import Cast, measure
from tests.counting import queries

SLUG = "pleiekontinuitet-hjemmetjenesten"
PAGE = f"/laering/{SLUG}/"


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def inhabited(catalogue: dict[str, Indicator], actor: Actor, n: int) -> None:
    measure(catalogue["folkemengde"], actor, "2025", numerator=n)


@pytest.fixture
def improved(cast: Cast, catalogue: dict[str, Indicator]) -> Plan:
    """Molde is as large as Rauma, shares figures with it, and has improved; its plan has actions."""
    for actor in (cast.rauma, cast.molde, cast.steinkjer):
        inhabited(catalogue, actor, 7_500)
    for actor in (cast.molde, cast.steinkjer):
        for month in range(1, 13):
            usual = 0.5 + 0.01 * (month % 3)
            measure(catalogue[SLUG], actor, f"2025-{month:02}", stated=usual)
        measure(catalogue[SLUG], actor, "2026-01", stated=0.3)
    plan = services.create_plan(actor=cast.molde, title="Plan for Molde")
    benefit = services.add_benefit(plan=plan, indicator=catalogue[SLUG], title="Kjente ansikter")
    for title, state in (("Faste soner", "done"), ("Bare en tanke", "planned")):
        services.add_action(benefit=benefit, title=title, state=state, start=date(2025, 12, 1))
    return plan


@pytest.fixture
def kari(cast: Cast) -> Client:
    return cast.client("kari")


def test_who_has_improved_is_named_and_actions_stay_with_whoever_has_not_consented(
    kari: Client, improved: Plan
) -> None:
    page = text(kari.get(PAGE))
    assert "1 av 1 sammenlignbare kommuner har bedret seg mer enn tilfeldigheter tilsier." in page
    assert "Har bedret seg, men deler ikke tiltakene" in page
    assert "Molde" in page
    assert "Faste soner" not in page
    assert "Steinkjer" not in page, "whose figures Kari may not see"
    assert "kan årsaken være felles" not in page, "one is not many"


def test_actions_are_told_with_consent_and_until_it_is_withdrawn(
    kari: Client, cast: Cast, improved: Plan
) -> None:
    learning.share(plan=improved, by=cast.ola)
    page = text(kari.get(PAGE))
    assert "Dette gjorde de" in page
    assert "Faste soner" in page
    assert "Bare en tanke" not in page, "what is only planned has taught nobody anything"
    learning.withdraw(plan=improved, by=cast.ola)
    assert "Faste soner" not in text(kari.get(PAGE))


def test_what_is_in_the_bin_is_not_shared(kari: Client, cast: Cast, improved: Plan) -> None:
    learning.share(plan=improved, by=cast.ola)
    Action.objects.all().delete()
    assert "Faste soner" not in text(kari.get(PAGE))


def test_only_those_of_about_the_same_size_are_asked(
    kari: Client, cast: Cast, catalogue: dict[str, Indicator], improved: Plan
) -> None:
    measure(catalogue["folkemengde"], cast.molde, "2026", numerator=32_000)
    assert "Ingen sammenlignbare kommuner har nok målinger du kan se." in text(kari.get(PAGE))


def test_whoever_has_no_municipality_is_told_so(cast: Cast, catalogue: dict[str, Indicator]) -> None:
    assert "Du har ingen rolle i en kommune" in text(cast.client("nora").get(PAGE))
    assert cast.client("kari").get(f"{PAGE}?kommune=5006").status_code == 404


def test_the_gevinstansvarlig_alone_shares_and_can_take_it_back(cast: Cast) -> None:
    plan = services.create_plan(actor=cast.rauma, title="Plan for Rauma")
    page = f"/laering/deling/{plan.pk}/"
    kari, ola = cast.client("kari"), cast.client("ola")
    assert "Bare gevinstansvarlig kan gi eller trekke samtykket." in text(kari.get(page))
    assert kari.post(f"{page}del/").status_code == 404
    assert not SharingConsent.objects.exists()
    assert "Tiltakene i planen deles nå" in text(ola.post(f"{page}del/", follow=True))
    assert "Ola Prøve samtykket" in text(kari.get(page)), "everybody of the plan sees it"
    ola.post(f"{page}del/")
    assert SharingConsent.objects.count() == 1
    assert "Samtykket er trukket." in text(ola.post(f"{page}trekk/", follow=True))
    assert "Tiltakene deles ikke" in text(kari.get(page))
    consent = SharingConsent.objects.get()
    assert consent.withdrawn_by == cast.ola, "what was once shared, and by whom, can be told afterwards"


@pytest.mark.parametrize("number", [5, 500])
def test_any_number_of_actions_is_shown_in_as_many_queries(
    kari: Client, cast: Cast, improved: Plan, number: int
) -> None:
    learning.share(plan=improved, by=cast.ola)
    benefit = improved.benefits.get()
    Action.objects.bulk_create(
        Action(benefit=benefit, title=f"Tiltak {each}", state="done") for each in range(number)
    )
    with queries("learning: a lesson"):
        assert text(kari.get(PAGE)).count("<li>Tiltak ") == number
