from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from gevinst.plans import services
from gevinst.plans.models import Action, Benefit, Contribution, Milestone, Plan
from gevinst.plans.targets import Ambition, Baseline
from indicators.catalogue.models import Indicator
from indicators.measurements.periods import parse_period
from tests.cast import Cast, measure
from tests.counting import queries
from tests.gevinst.plans.conftest import BY, UKP

SAID = {
    "title": "Færre døgn",
    "baseline": "120",
    "baseline_period": "2022",
    "baseline_source": "NPR",
    "form": "at_most",
    "target": "40",
    "target_date": "31.12.2027",
}


@pytest.fixture
def milestone(contribution: Contribution) -> Milestone:
    return services.add_milestone(contribution=contribution, due=date(2025, 6, 30), basis="of_way", amount=50)


@pytest.fixture
def action(benefit: Benefit) -> Action:
    return services.add_action(benefit=benefit, title="Tavlemøte hver morgen")


def main_of(client: Client, name: str, *known_by: object, query: str = "") -> str:
    response = client.get(reverse(f"plans:{name}", args=known_by) + query)
    assert response.status_code == 200
    html = re.sub(r"[ \n]+", " ", response.content.decode())
    return html.split("<main", 1)[1].split("</main>")[0]


def test_kari_adds_a_benefit_with_nullpunkt_and_ambition(
    cast: Cast, plan: Plan, catalogue: dict[str, Indicator]
) -> None:
    response = cast.client("kari").post(reverse("plans:add_benefit", args=[plan.pk, UKP]), SAID)
    assert response["Location"] == reverse("plans:benefit", args=[Benefit.objects.get().pk])
    stored = Contribution.objects.get()
    assert (stored.baseline, stored.target, stored.actor) == (120, 40, cast.rauma)


def test_what_is_wrong_stands_in_one_summary_and_nothing_is_written(
    cast: Cast, plan: Plan, catalogue: dict[str, Indicator]
) -> None:
    wrong = {**SAID, "title": "", "baseline": "ca. 12", "target_date": "2027"}
    response = cast.client("kari").post(reverse("plans:add_benefit", args=[plan.pk, UKP]), wrong)
    html = response.content.decode()
    assert html.count('class="error-summary"') == 1
    summary = html.split('class="error-summary"')[1].split("</ul>")[0]
    assert re.findall(r'href="#(\w+)"', summary) == ["id_title", "id_baseline", "id_target_date"]
    assert "ca. 12" in html
    assert not Benefit.objects.exists()


def test_a_refused_target_leaves_no_half_benefit(
    cast: Cast, plan: Plan, catalogue: dict[str, Indicator]
) -> None:
    early = {**SAID, "target_date": "31.12.2021"}
    response = cast.client("kari").post(reverse("plans:add_benefit", args=[plan.pk, UKP]), early)
    assert "Datoen for ambisjonen må ligge etter nullpunktet." in response.content.decode()
    assert not Benefit.objects.exists()


def test_measured_values_are_offered_as_nullpunkt_and_filled_in_by_the_address(
    cast: Cast, benefit: Benefit
) -> None:
    measure(benefit.indicator, cast.rauma, "2025", numerator=71)
    kari, known_by = cast.client("kari"), (benefit.pk, cast.rauma.pk)
    shown = main_of(kari, "edit_contribution", *known_by)
    assert 'name="nullpunkt" value="2025"' in shown
    assert "71\u00a0døgn" in shown
    filled = main_of(kari, "edit_contribution", *known_by, query="?nullpunkt=2025")
    for name, value in (("baseline", "71"), ("baseline_period", "2025"), ("baseline_source", "NPR")):
        assert re.search(rf'name="{name}" value="{value}"', filled), name
    assert "Satt inn i skjemaet" in filled
    assert not Contribution.objects.exists()


def test_an_unknown_nullpunkt_in_the_address_fills_nothing_in(cast: Cast, benefit: Benefit) -> None:
    shown = main_of(
        cast.client("kari"), "edit_contribution", benefit.pk, cast.rauma.pk, query="?nullpunkt=1999"
    )
    assert not re.search(r'name="baseline" value=', shown)


def test_a_conflict_on_targets_shows_what_the_other_saved(cast: Cast, contribution: Contribution) -> None:
    services.set_contribution(
        benefit=contribution.benefit,
        actor=cast.rauma,
        baseline=Baseline(value=120, period=parse_period("2022"), source="NPR"),
        ambition=Ambition(form="at_most", target=55, by=BY),
        revision=1,
    )
    url = reverse("plans:edit_contribution", args=[contribution.benefit.pk, cast.rauma.pk])
    mine = {**SAID, "target": "30", "revision": "1"}
    kari = cast.client("kari")
    html = re.sub(r"[ \n]+", " ", kari.post(url, mine).content.decode())
    assert "Slik er det lagret nå" in html
    assert "<dt>Verdien dere skal nå</dt><dd>55</dd>" in html
    assert 'name="target" value="30"' in html
    assert Contribution.objects.get().target == 55
    assert kari.post(url, {**mine, "revision": "2"}).status_code == 302
    assert Contribution.objects.get().target == 30


def test_kari_edits_and_deletes_a_milestone(cast: Cast, milestone: Milestone) -> None:
    kari, benefit = cast.client("kari"), milestone.contribution.benefit
    known_by = [benefit.pk, cast.rauma.pk, milestone.pk]
    said = {"due": "30.09.2025", "basis": "absolute", "amount": "75", "text": "", "revision": "1"}
    assert kari.post(reverse("plans:edit_milestone", args=known_by), said).status_code == 302
    milestone.refresh_from_db()
    assert (milestone.due, milestone.amount, milestone.revision) == (date(2025, 9, 30), 75, 2)

    asks = main_of(kari, "delete_milestone", *known_by)
    assert "Den legges i papirkurven og kan hentes tilbake derfra i 30 dager." in asks
    assert Milestone.objects.exists()
    kari.post(reverse("plans:delete_milestone", args=known_by))
    assert not Milestone.objects.exists()


def test_a_milestone_is_only_found_in_its_own_benefit(
    cast: Cast, milestone: Milestone, plan: Plan, catalogue: dict[str, Indicator]
) -> None:
    other = services.add_benefit(plan=plan, indicator=catalogue[UKP], title="En annen")
    services.set_contribution(benefit=other, actor=cast.rauma, baseline=Baseline(), ambition=Ambition())
    for name in ("edit_milestone", "delete_milestone"):
        url = reverse(f"plans:{name}", args=[other.pk, cast.rauma.pk, milestone.pk])
        assert cast.client("kari").get(url).status_code == 404
        own = reverse(f"plans:{name}", args=[milestone.contribution.benefit.pk, cast.rauma.pk, milestone.pk])
        assert cast.client("kari").get(own).status_code == 200


def test_kari_deletes_an_action_and_a_benefit(cast: Cast, action: Action) -> None:
    kari, benefit = cast.client("kari"), action.benefit
    kari.post(reverse("plans:delete_action", args=[action.pk]))
    assert not Action.objects.exists()
    assert benefit.title in main_of(kari, "delete_benefit", benefit.pk)
    response = kari.post(reverse("plans:delete_benefit", args=[benefit.pk]))
    assert response["Location"] == reverse("plans:plan", args=[benefit.plan_id])
    assert not Benefit.objects.exists()


def test_deleting_a_shared_benefit_says_whose_targets_go_along(
    cast: Cast, contribution: Contribution
) -> None:
    services.set_contribution(
        benefit=contribution.benefit, actor=cast.molde, baseline=Baseline(), ambition=Ambition()
    )
    shown = main_of(cast.client("kari"), "delete_benefit", contribution.benefit.pk)
    assert "nullpunkt og ambisjon for Molde." in shown


@pytest.mark.parametrize(("who", "may"), [("kari", True), ("ola", True), ("liv", False)])
def test_only_those_who_may_edit_see_how(
    cast: Cast, milestone: Milestone, action: Action, who: str, may: bool
) -> None:
    client, benefit = cast.client(who), milestone.contribution.benefit
    shown = main_of(client, "benefit", benefit.pk)
    plan = main_of(client, "plan", benefit.plan_id)
    assert "Tavlemøte hver morgen" in shown
    for words in ("Rediger", "Legg til milepæl", "Legg til tiltak"):
        assert (words in shown) is may
    assert ("Legg til gevinst" in plan) is may


@pytest.mark.parametrize("who", ["per", "nora"])
def test_a_foreign_plan_is_not_found(cast: Cast, action: Action, who: str) -> None:
    client, benefit = cast.client(who), action.benefit
    foreign = [
        reverse("plans:plan", args=[benefit.plan_id]),
        reverse("plans:benefit", args=[benefit.pk]),
        reverse("plans:delete_benefit", args=[benefit.pk]),
        reverse("plans:delete_action", args=[action.pk]),
    ]
    for url in foreign:
        assert client.get(url).status_code == 404
        assert cast.client("kari").get(url).status_code == 200
    assert client.post(foreign[2]).status_code == 404
    assert Benefit.objects.exists()


def test_an_anonymous_visitor_is_asked_to_log_in(cast: Cast, benefit: Benefit) -> None:
    for name in ("benefit", "edit_benefit", "delete_benefit"):
        response = cast.client("anonymous").get(reverse(f"plans:{name}", args=[benefit.pk]))
        assert response["Location"].startswith(reverse("account_login"))


def test_the_plan_says_who_contributes(cast: Cast, contribution: Contribution) -> None:
    for actor in (cast.molde, cast.steinkjer):
        services.set_contribution(
            benefit=contribution.benefit, actor=actor, baseline=Baseline(), ambition=Ambition()
        )
    assert "2 bidrar: Molde, Steinkjer" in main_of(cast.client("kari"), "plan", contribution.benefit.plan_id)


def test_an_empty_plan_says_what_to_do_to_those_who_may(cast: Cast, plan: Plan) -> None:
    assert "Gå til utvalgslisten" in main_of(cast.client("kari"), "plan", plan.pk)
    reader = main_of(cast.client("liv"), "plan", plan.pk)
    assert "Planen er tom" in reader
    assert "Gå til utvalgslisten" not in reader


def test_what_people_write_is_shown_as_text(cast: Cast, benefit: Benefit) -> None:
    services.add_action(benefit=benefit, title="<script>alert(1)</script>", start=date(2024, 1, 1))
    html = cast.client("kari").get(reverse("plans:benefit", args=[benefit.pk])).content.decode()
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)" in html


@pytest.mark.parametrize("how_many", [5, 50])
def test_pages_ask_the_database_as_often_however_many_benefits(
    cast: Cast, plan: Plan, catalogue: dict[str, Indicator], how_many: int
) -> None:
    for n in range(how_many):
        benefit = services.add_benefit(plan=plan, indicator=catalogue[UKP], title=f"Gevinst {n}")
        made = services.set_contribution(
            benefit=benefit,
            actor=cast.rauma,
            baseline=Baseline(value=120, period=parse_period("2022"), source="NPR"),
            ambition=Ambition(form="at_most", target=40, by=BY),
        )
        services.add_milestone(contribution=made, due=date(2025, 6, 30), basis="of_way", amount=50)
        services.add_action(benefit=benefit, title="Tavlemøte", due=date(2025, 1, 1))
    measure(catalogue[UKP], cast.rauma, "2024", numerator=71)
    pages = {
        "plan: list": reverse("plans:list"),
        "plan: page": reverse("plans:plan", args=[plan.pk]),
        "plan: benefit": reverse("plans:benefit", args=[benefit.pk]),
        "plan: edit targets": reverse("plans:edit_contribution", args=[benefit.pk, cast.rauma.pk]),
        "overview": reverse("dashboards:overview", args=["municipality", "1539"]),
    }
    for name, url in pages.items():
        client = cast.client("kari")
        with queries(name):
            assert client.get(url).status_code == 200
