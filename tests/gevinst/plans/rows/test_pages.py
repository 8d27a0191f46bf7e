"""A row of any kind on a page of its own."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from gevinst.plans import bin
from gevinst.plans.models import Benefit, Disbenefit, Enabler, Plan, Risk
from indicators.catalogue.models import Indicator
from tests.cast import Cast

RISK = {"title": "Vikarer mangler", "probability": "4", "consequence": "3", "owner_title": "Enhetsleder"}


@pytest.fixture
def kari(cast: Cast) -> Client:
    return cast.client("kari")


@pytest.fixture
def risk(benefit: Benefit) -> Risk:
    return Risk.objects.create(benefit=benefit, title="Vikarer mangler", probability=4, consequence=4)


def adds(plan: Plan, what: str, under: int) -> str:
    return reverse("plans:add_row_page", args=[plan.pk, what, under])


def edits(plan: Plan, what: str, pk: int) -> str:
    return reverse("plans:edit_row", args=[plan.pk, what, pk])


def test_a_risk_is_written_down_and_stands_on_the_benefits_page(
    kari: Client, plan: Plan, benefit: Benefit
) -> None:
    page = kari.post(adds(plan, "risiko", benefit.pk), RISK, follow=True).content.decode()
    assert Risk.objects.get().size == 12
    assert "4 × 3 = 12" in page
    assert ">høy</span>" in page
    assert [(change.title, change.became) for change in plan.changes.all()] == [("Vikarer mangler", "+")]


def test_a_risk_may_be_written_before_it_is_assessed(kari: Client, plan: Plan, benefit: Benefit) -> None:
    page = kari.post(adds(plan, "risiko", benefit.pk), {"title": "Noe"}, follow=True).content.decode()
    assert Risk.objects.get().size is None
    assert "ikke vurdert" in page


def test_a_change_is_remembered_by_cell(kari: Client, plan: Plan, risk: Risk) -> None:
    kari.post(edits(plan, "risiko", risk.pk), RISK | {"revision": "1"})
    changes = {(change.field, change.was, change.became) for change in plan.changes.all()}
    assert changes == {("consequence", "4", "3"), ("owner_title", "", "Enhetsleder")}


def test_what_somebody_else_saved_meanwhile_is_shown_beside_and_not_overwritten(
    kari: Client, cast: Cast, plan: Plan, risk: Risk
) -> None:
    cast.client("ola").post(edits(plan, "risiko", risk.pk), RISK | {"title": "Deres", "revision": "1"})
    page = kari.post(edits(plan, "risiko", risk.pk), RISK | {"title": "Mitt", "revision": "1"})
    assert "Noen andre lagret mens du skrev." in page.content.decode()
    assert "Mitt" in page.content.decode()
    risk.refresh_from_db()
    assert risk.title == "Deres"


def test_it_is_thrown_away_and_can_be_had_back(kari: Client, cast: Cast, plan: Plan, risk: Risk) -> None:
    page = kari.post(reverse("plans:delete_row", args=[plan.pk, "risiko", risk.pk]), follow=True)
    assert "«Vikarer mangler» ligger i papirkurven." in page.content.decode()
    assert not Risk.objects.exists()
    assert bin.take_back(plan=plan, code="risiko", pk=risk.pk, by=cast.kari)
    assert Risk.objects.get() == risk


def test_a_tolerance_is_a_percent_without_a_sign(kari: Client, plan: Plan, benefit: Benefit) -> None:
    page = kari.post(adds(plan, "ulempe", benefit.pk), {"title": "Flere inn igjen", "tolerated": "−5"})
    assert "Skriv prosenten uten fortegn, for eksempel 5." in page.content.decode()
    assert not Disbenefit.objects.exists()


def test_a_balancing_indicator_is_chosen_by_its_code(
    kari: Client, plan: Plan, benefit: Benefit, catalogue: dict[str, Indicator]
) -> None:
    given = {"title": "Flere døgn", "indicator": "ukp-dogn", "tolerated": "5"}
    kari.post(adds(plan, "ulempe", benefit.pk), given)
    assert Disbenefit.objects.get().indicator == catalogue["ukp-dogn"]


def test_a_personal_number_is_refused_at_its_field(kari: Client, plan: Plan, benefit: Benefit) -> None:
    page = kari.post(adds(plan, "risiko", benefit.pk), RISK | {"mitigation": "Ring 13097248022"})
    assert "Dette ser ut som et fødselsnummer, og blir ikke lagret." in page.content.decode()
    assert not Risk.objects.exists()


def test_functionality_is_added_from_the_map_and_leads_back_to_it(kari: Client, plan: Plan) -> None:
    form = kari.get(adds(plan, "ledd", plan.pk) + "?sort=change").content.decode()
    assert '<option value="change" selected>' in form
    page = kari.post(adds(plan, "ledd", plan.pk), {"sort": "change", "title": "Tavlemøter"})
    assert page["Location"] == reverse("plans:map", args=[plan.pk])
    assert str(Enabler.objects.get()) == "Tavlemøter"


@pytest.mark.parametrize(("what", "under"), [("ledd", "benefit"), ("risiko", "plan"), ("gevinst", "plan")])
def test_a_row_is_only_added_where_it_belongs(
    kari: Client, plan: Plan, benefit: Benefit, what: str, under: str
) -> None:
    plan_or_benefit = {"benefit": benefit.pk + 1000, "plan": plan.pk + 1000}[under]
    assert kari.get(adds(plan, what, plan_or_benefit)).status_code == 404


def test_a_row_of_another_plan_is_not_there(kari: Client, cast: Cast, plan: Plan, risk: Risk) -> None:
    other = Plan.objects.create(actor=cast.rauma, title="En annen")
    for route in ("edit_row", "delete_row"):
        assert kari.post(reverse(f"plans:{route}", args=[other.pk, "risiko", risk.pk])).status_code == 404
    assert Risk.objects.get().title == "Vikarer mangler"
