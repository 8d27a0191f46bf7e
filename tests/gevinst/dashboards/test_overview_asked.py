"""Which benefits the address asks for, how they are counted, and what is taken along."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from gevinst.access.models import User
from gevinst.dashboards.boards.overview import Overview, overview
from gevinst.dashboards.boards.overview.summary import Group
from gevinst.plans import services
from gevinst.plans.models import Benefit, Contribution, Plan
from gevinst.plans.targets import Ambition, Baseline
from gevinst.workshops.models import Service, Task, TaskBenefit, Workshop
from indicators.catalogue.models import Indicator, Term
from tests.cast import Cast, measure
from tests.gevinst.dashboards.test_overview import AHEAD, BASELINE, UKP, add

Type = Benefit.Type
SHARE = "ukp-andel-liggedogn"


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return services.create_plan(actor=cast.rauma, title="Plan for Rauma")


@pytest.fixture
def four(plan: Plan, catalogue: dict[str, Indicator]) -> Plan:
    """One of quality that is reached, two that save time, one without a type and without a baseline."""
    goals = list(Term.objects.filter(kind=Term.Kind.GOAL, group="kommune").order_by("order")[:2])
    measure(catalogue[UKP], plan.actor, "2024", numerator=35)
    made = [
        add(plan, catalogue, "Kvalitet", goal=goals[0]),
        add(plan, catalogue, "Tid en", goal=goals[1], ambition=Ambition(form="at_most", target=10, by=AHEAD)),
        add(plan, catalogue, "Tid to", goal=goals[1], ambition=Ambition(form="at_most", target=10, by=AHEAD)),
        add(plan, catalogue, "Uten", baseline=Baseline(due=AHEAD)),
    ]
    kinds = (Type.QUALITY, Type.TIME_SAVED, Type.TIME_SAVED, Type.NONE)
    for benefit, kind in zip(made, kinds, strict=True):
        Benefit.objects.filter(pk=benefit.pk).update(type=kind, owner_title=f"Leder {kind or 'ingen'}")
    return plan


def titles(board: Overview) -> list[str]:
    return [row.benefit.title for row in board.shown]


def asked(user: User, plan: Plan, **query: str) -> Overview:
    return overview(user, plan.actor, query)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["Kvalitet", "Tid en", "Tid to", "Uten"]),
        ({"type": "spart-tid"}, ["Tid en", "Tid to"]),
        ({"status": "nadd"}, ["Kvalitet"]),
        ({"status": "mangler"}, ["Tid en", "Tid to", "Uten"]),
        ({"eier": "Leder quality"}, ["Kvalitet"]),
        ({"type": "spart-tid", "status": "nadd"}, []),
        ({"type": "tull", "status": "kanskje", "maal": "ingen"}, ["Kvalitet", "Tid en", "Tid to", "Uten"]),
    ],
)
def test_the_address_says_which_benefits_are_shown(
    four: Plan, cast: Cast, query: dict[str, str], found: list[str]
) -> None:
    assert titles(asked(cast.kari, four, **query)) == found


def test_goal_and_service_narrow_too(four: Plan, cast: Cast) -> None:
    goal = Term.objects.filter(kind=Term.Kind.GOAL, group="kommune").order_by("order")[0]
    assert titles(asked(cast.kari, four, maal=goal.code)) == ["Kvalitet"]
    board = asked(cast.kari, four)
    services_offered = next(one for one in board.question.filters if one.name == "tjeneste").choices
    assert services_offered
    assert len(titles(asked(cast.kari, four, tjeneste=services_offered[0].value))) == 4


def test_the_sentence_is_of_what_is_shown_and_the_page_says_of_how_many(four: Plan, cast: Cast) -> None:
    url = reverse("dashboards:overview", args=["municipality", "1539"])
    page = cast.client("kari").get(url, {"status": "nadd"}).content.decode()
    assert "1 av 4 gevinster" in page
    assert '<select id="f-status"' in page
    assert page.count("benefit-row") == 1


def test_every_link_and_form_of_the_page_keeps_what_is_asked(four: Plan, cast: Cast) -> None:
    url = reverse("dashboards:overview", args=["municipality", "1539"])
    query = {"type": "spart-tid", "eier": "Leder time_saved", "kjent": "2026-11-01"}
    board = asked(cast.kari, four, **query)
    assert dict(board.question.asked) == {"maal": "", "tjeneste": "", "status": "", **query}
    page = cast.client("kari").get(url, query).content.decode()
    assert '<input type="hidden" name="kjent" value="2026-11-01">' in page
    assert '<input type="hidden" name="type" value="spart-tid">' in page
    assert "tabell.xlsx?aktor=municipality%3A1539&amp;type=spart-tid&amp;eier=Leder+time_saved" in page
    assert "?eier=Leder+time_saved&amp;kjent=2026-11-01" in page, "the chip takes one away and keeps the rest"


def group(board: Overview, heading: str, name: str) -> Group:
    (part,) = [one for one in board.portfolio.parts if one.heading.startswith(heading)]
    (found,) = [one for one in part.groups if one.name == name]
    return found


def test_benefits_are_counted_by_goal_type_and_service(four: Plan, cast: Cast) -> None:
    board = asked(cast.kari, four)
    assert board.portfolio.columns == ["Nådd", "På vei", "Bak plan", "Feil retning", "Mangler noe"]
    assert group(board, "Etter type", "Kvalitet").counted == [1, 0, 0, 0, 0]
    saved = group(board, "Etter type", "Spart tid")
    assert (saved.count, saved.counted, saved.url) == (2, [0, 0, 0, 0, 2], "?type=spart-tid")
    services_part = next(one for one in board.portfolio.parts if one.heading.startswith("Etter tjeneste"))
    assert {one.count for one in services_part.groups} == {4}


def estimated(plan: Plan, titles: list[str], hours: tuple[float, float, float]) -> None:
    """Benefits of one and the same task."""
    workshop = Workshop.objects.create(actor=plan.actor, title="Workshop", date=date(2026, 1, 1))
    minutes: Any = {"minutes_now": 60, "minutes_low": 10, "minutes_likely": 20, "minutes_high": 30}
    task = Task.objects.create(
        workshop=workshop,
        service=Service.objects.create(workshop=workshop, name="Hjemmetjenesten"),
        key="00000000-0000-0000-0000-000000000001",
        title="Rapport",
        times=5,
        **minutes,
    )
    for title in titles:
        TaskBenefit.objects.create(
            task=task,
            benefit=Benefit.objects.get(title=title),
            hours_low=hours[0],
            hours_likely=hours[1],
            hours_high=hours[2],
            weeks=46,
        )


def test_hours_stand_with_saved_time_alone_and_a_task_is_counted_once(four: Plan, cast: Cast) -> None:
    estimated(four, ["Tid en", "Tid to", "Kvalitet"], (120, 180, 260))
    board = asked(cast.kari, four)
    said = "120–260 timer i året, trolig 180, anslått i workshop for 2 av 2."
    assert group(board, "Etter type", "Spart tid").said == [said]
    assert group(board, "Etter type", "Kvalitet").said == []
    for part in board.portfolio.parts:
        if not part.heading.startswith("Etter type"):
            assert not any(one.said for one in part.groups), "no group mixes hours with quality"


def test_kroner_are_shown_only_where_a_plan_states_them(four: Plan, cast: Cast) -> None:
    assert group(asked(cast.kari, four), "Etter type", "Spart tid").said == []
    Contribution.objects.filter(benefit__title="Tid en").update(cost_once=40000, cost_yearly=5000)
    (said,) = group(asked(cast.kari, four), "Etter type", "Spart tid").said
    assert said.replace("\u00a0", " ") == (
        "Koster 40 000 kr én gang og 5 000 kr i året, oppgitt for 1 gevinst."
    )


def test_a_share_is_shown_with_its_counts(plan: Plan, cast: Cast, catalogue: dict[str, Indicator]) -> None:
    benefit = services.add_benefit(plan=plan, indicator=catalogue[SHARE], title="Mindre andel")
    services.set_contribution(benefit=benefit, actor=plan.actor, baseline=BASELINE, ambition=Ambition())
    measure(catalogue[SHARE], cast.rauma, "2024", numerator=34, denominator=412)
    (row,) = asked(cast.kari, plan).rows
    assert row.counts == "34 av 412"


def test_twelve_months_that_get_better_are_an_improvement_with_its_word(
    plan: Plan, cast: Cast, catalogue: dict[str, Indicator]
) -> None:
    add(plan, catalogue, "Færre døgn")
    for month in range(1, 13):
        measure(catalogue[UKP], cast.rauma, f"2023-{month:02}", numerator=10 + month % 2)
        measure(catalogue[UKP], cast.rauma, f"2024-{month:02}", numerator=5 + month % 2)
    (row,) = asked(cast.kari, plan).rows
    assert (row.signal_words, row.behaviour.signal.value) == ("Forbedring siden desember 2023", "improvement")
    assert row.spark is not None
    assert row.spark.mean is not None
    url = reverse("dashboards:overview", args=["municipality", "1539"])
    assert "Forbedring siden desember 2023" in cast.client("kari").get(url).content.decode()


def test_two_figures_are_too_few_and_no_trend(
    plan: Plan, cast: Cast, catalogue: dict[str, Indicator]
) -> None:
    add(plan, catalogue, "Færre døgn")
    for year in ("2023", "2024"):
        measure(catalogue[UKP], cast.rauma, year, numerator=5)
    (row,) = asked(cast.kari, plan).rows
    assert row.signal_words == "For få målinger"
    assert row.spark is not None
    assert (row.spark.upper, row.spark.mean) == (None, None)


def test_a_break_is_proposed_where_an_action_began_to_whoever_may_choose(
    plan: Plan, cast: Cast, catalogue: dict[str, Indicator]
) -> None:
    benefit = add(plan, catalogue, "Færre døgn")
    services.add_action(benefit=benefit, title="Tavlemøte", start=date(2024, 1, 10))
    for month in range(1, 13):
        measure(catalogue[UKP], cast.rauma, f"2023-{month:02}", numerator=10 + month % 2)
        measure(catalogue[UKP], cast.rauma, f"2024-{month:02}", numerator=5 + month % 2)
    url = reverse("dashboards:overview-opened", args=["municipality", "1539", benefit.pk])
    choose = reverse("limit_choices:choices", args=["municipality", "1539", UKP])
    page = cast.client("kari").get(url).content.decode()
    assert f'href="{choose}?fra=2024-01&amp;grunn=Tavlem%C3%B8te"' in page
    proposed = cast.client("kari").get(f"{choose}?fra=2024-01&grunn=Tavlem%C3%B8te").content.decode()
    assert 'value="2024-01"' in proposed
    assert choose not in cast.client("liv").get(url).content.decode()


def test_it_is_taken_along_as_it_is_asked(four: Plan, cast: Cast) -> None:
    query = {"aktor": "municipality:1539", "type": "spart-tid"}
    response = cast.client("kari").get(reverse("dashboards:overview-csv"), query)
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    assert [row[0] for row in rows[1:]] == ["Tid en", "Tid to"]
    answer = cast.client("kari").get(reverse("dashboards:api-overview"), query).json()
    assert [row["gevinst"] for row in answer["rows"]] == ["Tid en", "Tid to"]
    assert "/oversikt/municipality/1539/?aktor=municipality%3A1539&type=spart-tid" in answer["page"]
    refused = cast.client("kari").get(reverse("dashboards:api-overview"), {**query, "type": "tull"})
    assert refused.status_code == 400


def test_what_one_may_not_see_is_not_taken_along(four: Plan, cast: Cast) -> None:
    query = {"aktor": "municipality:1539"}
    assert cast.client("kari").get(reverse("dashboards:overview-csv"), query).status_code == 200
    assert cast.client("per").get(reverse("dashboards:overview-csv"), query).status_code == 404
    assert cast.client("nora").get(reverse("dashboards:overview-csv")).status_code == 404
