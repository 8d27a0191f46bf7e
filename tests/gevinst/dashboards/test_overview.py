from __future__ import annotations

import re
from datetime import date

import pytest
from django.urls import reverse

from gevinst.access.models import User
from gevinst.dashboards.boards.overview import Overview, overview
from gevinst.dashboards.boards.overview.words import sentence
from gevinst.plans import services
from gevinst.plans.attainment import AttainmentStatus as Status
from gevinst.plans.models import Benefit, Plan
from gevinst.plans.targets import Ambition, Baseline
from indicators.actors.models import Actor
from indicators.catalogue.models import Indicator, Term
from indicators.measurements.periods import parse_period
from tests.cast import Cast, measure

UKP = "ukp-dogn"
BASELINE = Baseline(value=100, period=parse_period("2020"), source="NPR")
PAST, AHEAD = date(2024, 12, 31), date(2099, 12, 31)


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return services.create_plan(actor=cast.rauma, title="Plan for Rauma")


def add(
    plan: Plan,
    catalogue: dict[str, Indicator],
    title: str,
    *,
    baseline: Baseline = BASELINE,
    ambition: Ambition | None = None,
    actor: Actor | None = None,
    goal: Term | None = None,
) -> Benefit:
    benefit = services.add_benefit(plan=plan, indicator=catalogue[UKP], title=title, goal=goal)
    services.set_contribution(
        benefit=benefit,
        actor=actor or plan.actor,
        baseline=baseline,
        ambition=Ambition(form="at_most", target=40, by=AHEAD) if ambition is None else ambition,
    )
    return benefit


def page(cast: Cast, who: str, **query: str) -> str:
    url = reverse("dashboards:overview", args=["municipality", "1539"])
    return cast.client(who).get(url, query).content.decode()


def seen(user: User, actor: Actor) -> Overview:
    return overview(user, actor)


@pytest.mark.parametrize(
    ("statuses", "words"),
    [
        ([], "Det er ikke valgt noen gevinster ennå."),
        ([Status.REACHED], "Av 1 gevinst er 1 nådd."),
        (
            [Status.ON_TRACK, Status.REACHED, Status.ON_TRACK, Status.BEHIND, Status.MISSING_BASELINE],
            "Av 5 gevinster er 1 nådd, 2 på vei, 1 bak plan og 1 uten nullpunkt.",
        ),
        (
            [Status.BASELINE_TO_BE_ESTABLISHED, Status.MISSING_BASELINE, Status.WRONG_DIRECTION],
            "Av 3 gevinster er 1 på vei i feil retning og 2 uten nullpunkt.",
        ),
        (list(Status), "Av 9 gevinster er"),
    ],
)
def test_the_sentence_can_be_read_aloud(statuses: list[Status], words: str) -> None:
    assert sentence(statuses).startswith(words)


def test_the_sentence_counts_every_benefit_once() -> None:
    assert sum(map(int, re.findall(r"\d+", sentence(list(Status)))[1:])) == len(Status)


def test_what_needs_somebody_comes_worst_first_and_at_most_five(
    plan: Plan, cast: Cast, catalogue: dict[str, Indicator]
) -> None:
    missing = Ambition(form="at_most", target=40, by=PAST)
    add(plan, catalogue, "Uten nullpunkt", baseline=Baseline(due=AHEAD))
    add(plan, catalogue, "Uten ambisjon", ambition=Ambition())
    late = add(plan, catalogue, "Forsinket", ambition=missing)
    services.add_action(benefit=late, title="Tavlemøte", due=PAST)
    services.add_action(benefit=late, title="Ferdig", due=PAST, state="done")
    for year in ("2022", "2023", "2024"):
        measure(catalogue[UKP], cast.rauma, year, numerator=130)
    add(plan, catalogue, "Enda en", baseline=Baseline())
    add(plan, catalogue, "Nok en", baseline=Baseline())
    needs = seen(cast.kari, cast.rauma).needs
    assert [(need.text, need.label) for need in needs] == [
        ("Forsinket", "Se gevinsten"),
        ("Tiltaket «Tavlemøte» er over fristen", "Oppdater tiltaket"),
        ("Uten nullpunkt", "Sett nullpunkt"),
        ("Uten ambisjon", "Sett ambisjon"),
        ("Enda en", "Sett nullpunkt"),
    ]
    assert [need.tone for need in needs[:2]] == ["bad", "warn"]


def test_a_reader_is_sent_to_look_and_not_to_forms(
    plan: Plan, cast: Cast, catalogue: dict[str, Indicator]
) -> None:
    benefit = add(plan, catalogue, "Uten nullpunkt", baseline=Baseline(due=AHEAD))
    services.add_action(benefit=benefit, title="Tavlemøte", due=PAST)
    forms = ("edit_contribution", "edit_action")
    assert [need.label for need in seen(cast.kari, cast.rauma).needs] == [
        "Oppdater tiltaket",
        "Sett nullpunkt",
    ]
    shown = seen(cast.liv, cast.rauma).needs
    assert [need.url for need in shown] == [reverse("plans:benefit", args=[benefit.pk])] * 2
    assert not any(name in need.url for need in shown for name in forms)


def test_a_member_of_a_shared_plan_writes_its_own_part_and_is_not_asked_for_others(
    cast: Cast, catalogue: dict[str, Indicator]
) -> None:
    shared = services.create_plan(actor=cast.network, title="Felles plan")
    benefit = add(shared, catalogue, "Felles gevinst")
    services.set_contribution(
        benefit=benefit, actor=cast.rauma, baseline=Baseline(due=AHEAD), ambition=Ambition()
    )
    services.add_action(benefit=benefit, title="Felles tavlemøte", due=PAST)
    services.add_action(benefit=benefit, title="Moldes tavlemøte", due=PAST, actor=cast.molde)
    ours = services.add_action(benefit=benefit, title="Vårt tavlemøte", due=PAST, actor=cast.rauma)
    found = seen(cast.kari, cast.rauma)
    ((_goal, (row,)),) = found.goals
    assert (row.line.actor, row.shared_with) == (cast.rauma, cast.network)
    part = reverse("plans:edit_contribution", args=[benefit.pk, cast.rauma.pk])
    assert {(need.label, need.url) for need in found.needs} == {
        ("Se gevinsten", reverse("plans:benefit", args=[benefit.pk])),
        ("Oppdater tiltaket", reverse("plans:edit_action", args=[ours.pk])),
        ("Sett nullpunkt", f"{part}?bidrag"),
    }


def test_benefits_stand_under_their_goals_in_the_goals_own_order(
    plan: Plan, cast: Cast, catalogue: dict[str, Indicator]
) -> None:
    goals = list(Term.objects.filter(kind=Term.Kind.GOAL, group="kommune").order_by("order")[:2])
    add(plan, catalogue, "Uten mål")
    add(plan, catalogue, "Andre", goal=goals[1])
    add(plan, catalogue, "Første", goal=goals[0])
    found = [(goal, [row.benefit.title for row in rows]) for goal, rows in seen(cast.kari, cast.rauma).goals]
    assert found == [(goals[0], ["Første"]), (goals[1], ["Andre"]), (None, ["Uten mål"])]


def test_the_next_day_due_is_the_first_ahead(plan: Plan, cast: Cast, catalogue: dict[str, Indicator]) -> None:
    benefit = add(plan, catalogue, "Færre døgn")
    services.add_action(benefit=benefit, title="For lengst", due=PAST)
    services.add_action(benefit=benefit, title="Avsluttet", due=date(2090, 1, 1), state="done")
    services.add_action(benefit=benefit, title="Neste", due=date(2095, 1, 1))
    ((_goal, (row,)),) = seen(cast.kari, cast.rauma).goals
    assert row.next_due is not None
    assert (row.next_due.day, row.next_due.what) == (date(2095, 1, 1), "Neste")


def test_what_is_made_up_says_so(plan: Plan, cast: Cast, catalogue: dict[str, Indicator]) -> None:
    add(plan, catalogue, "Færre døgn")
    row = measure(catalogue[UKP], cast.rauma, "2024", numerator=70)
    assert not seen(cast.kari, cast.rauma).has_examples
    row.batch.is_example = True
    row.batch.save()
    assert seen(cast.kari, cast.rauma).has_examples


@pytest.mark.parametrize(
    ("who", "status"), [("kari", 200), ("ola", 200), ("liv", 200), ("per", 404), ("anonymous", 302)]
)
def test_the_overview_is_for_those_with_a_role_there(plan: Plan, cast: Cast, who: str, status: int) -> None:
    url = reverse("dashboards:overview", args=["municipality", "1539"])
    assert cast.client(who).get(url).status_code == status


def test_a_row_opens_to_its_chart_its_table_and_its_actions(
    plan: Plan, cast: Cast, catalogue: dict[str, Indicator]
) -> None:
    benefit = add(plan, catalogue, "Færre døgn")
    services.add_action(benefit=benefit, title="Tavle & <møte>", start=date(2024, 5, 1), due=PAST)
    measure(catalogue[UKP], cast.rauma, "2023", numerator=80)
    measure(catalogue[UKP], cast.rauma, "2024", numerator=70)
    url = reverse("dashboards:overview-opened", args=["municipality", "1539", benefit.pk])
    assert f'hx-get="{url}"' in page(cast, "kari")
    html = cast.client("kari").get(url).content.decode()
    assert "Rauma: 70\u00a0døgn mot 100\u00a0døgn ved nullpunktet, ned 30\u00a0%" in html
    assert "Vis tallene som tabell" in html
    assert "over fristen" in html
    assert "Tavle &amp; &lt;møte&gt;" in html
    assert "Tavle & <møte>" not in html
    assert '"Tavle \\u0026amp; \\u0026lt;m\\u00f8te' in html


def test_a_municipality_without_benefits_is_told_where_to_begin(plan: Plan, cast: Cast) -> None:
    url = reverse("dashboards:overview", args=["municipality", "1539"])
    html = cast.client("kari").get(url).content.decode()
    assert "Det er ikke valgt noen gevinster ennå." in html
    assert "Gå til utvalgslisten" in html
