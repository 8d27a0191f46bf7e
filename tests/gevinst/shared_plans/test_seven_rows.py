"""The collaboration KPIs as a shared plan: all seven rows of the document, on the page and in the sheet.

Måloppnåelse is (value − nullpunkt) / (ambition − nullpunkt) · 100, worked out by hand in the comments.
"""

from __future__ import annotations

import csv
import html
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from gevinst.plans import services
from gevinst.plans.examples import load_plans
from gevinst.plans.models import Benefit, Contribution, Milestone, Plan
from indicators.actors.models import Actor
from tests.cast import BACKEND, make_actor, make_catalogue, make_structure, measure
from tests.gevinst.shared_plans.conftest import coordinator

IN_ONE_YEAR = "17.04.2025"


@dataclass(frozen=True)
class Row:
    """Of the whole. `measured`: what is put in, for which period; the rest is what the page shall say of it,
    and what stands in the cells of the sheet."""

    kpi: str
    slug: str
    measured: tuple[str, dict[str, float]] | None
    baseline: str
    target: str
    status: str
    explanation: str
    attainment: str
    milestone: str
    cells: dict[str, str]


ROWS = [
    # (4 496 − 9 990) / (1 000 − 9 990) = −5 494 / −8 990 = 61,1 %. Half off the nullpunkt is 4 995. On
    # 31.12.2025, 258 of the 365 days from there to 1 000: 4 995 − 3 995 · 258/365 = 2 171. So behind.
    Row(
        "1", "ukp-dogn", ("2025", {"numerator": 4496}), "9 990 døgn", "≤ 1 000 døgn samlet", "Bak plan",
        "Målt 4 496 døgn: 61 % av veien fra 9 990 døgn til 1 000 døgn. Forventet 2 171 døgn den 31.12.2025.",
        "61 %", f"{IN_ONE_YEAR} 4 995 døgn 50 % reduksjon innen 1 år",
        {"baseline": "9990", "baseline_period": "2022", "form": "at_most", "target": "1000",
         "target_date": "17.04.2026", "milestone": "50"},
    ),
    # (82 − 70) / (90 − 70) = 12 / 20 = 60 %. 258 of 365 days from 80 to 90: 87,1. So behind.
    Row(
        "2", "ukp-andel-nulldogn", ("2025-Q4", {"numerator": 82, "denominator": 100}), "70,0 %", "≥ 90 %",
        "Bak plan",
        "Målt 82,0 %: 60 % av veien fra 70,0 % til 90,0 %. Forventet 87,1 % den 31.12.2025.",
        "60 %", f"{IN_ONE_YEAR} 80,0 % ≥ 80 % innen 1 år",
        {"baseline": "70", "baseline_period": "1. kvartal 2023", "form": "at_least", "target": "90",
         "target_date": "17.04.2026", "milestone": "80"},
    ),
    # 7,8 is within 7,5 ± 0,5: held. «Uendret» has no percent.
    Row(
        "3a", "ukp-liggetid-for-registrering", ("2025-Q4", {"numerator": 780, "denominator": 100}),
        "7,5 døgn", "Uendret", "Nådd",
        "Målt 7,8 døgn mot 7,5 døgn ved nullpunktet: innenfor ambisjonen.",
        "", "",
        {"baseline": "7,5", "baseline_period": "1. kvartal 2023", "form": "hold", "target": "",
         "target_text": "Uendret"},
    ),
    # (3,5 − 5,0) / (2,0 − 5,0) = −1,5 / −3,0 = 50 %. From 2,5 to 2 in 258 of 365 days: 2,1. So behind.
    Row(
        "3b", "ukp-liggetid-som-ukp", ("2025", {"numerator": 350, "denominator": 100}), "5,0 døgn",
        "≤ 2 døgn", "Bak plan",
        "Målt 3,5 døgn: 50 % av veien fra 5,0 døgn til 2,0 døgn. Forventet 2,1 døgn den 31.12.2025.",
        "50 %", f"{IN_ONE_YEAR} 2,5 døgn 50 % reduksjon innen 1 år",
        {"baseline": "5", "baseline_period": "2022", "form": "at_most", "target": "2",
         "target_date": "17.04.2026", "milestone": "50"},
    ),
    # No nullpunkt is no zero: nothing is worked out of it.
    Row(
        "4", "ukp-rett-hjem", None, "Må etableres",
        "30 % av pasientene som i dag går til korttidsopphold, reiser hjem", "Mangler nullpunkt",
        "Nullpunktet mangler, så måloppnåelsen kan ikke beregnes.", "", "",
        {"baseline": "", "baseline_text": "må etableres (nullpunktsmåling)", "form": "at_least",
         "target": "30"},
    ),
    # 16,4 is within 16 ± 1: held.
    Row(
        "5", "ukp-reinnleggelser-30-dogn", ("2025", {"numerator": 164, "denominator": 1000}), "16,0 %",
        "Uendret", "Nådd", "Målt 16,4 % mot 16,0 % ved nullpunktet: innenfor ambisjonen.", "", "",
        {"baseline": "16", "baseline_text": "stabilt siste 3 år", "form": "hold", "target": ""},
    ),
    # Trondheim alone: (22 − 25) / (20 − 25) = −3 / −5 = 60 %. One measurement and no milestone passed: which
    # way it goes, cannot be told.
    Row(
        "6", "korttidsopphold-liggetid", ("2025", {"numerator": 2200, "denominator": 100}), "25,0 dager",
        "20 dager for Trondheim", "For få målinger",
        "Målt 22,0 dager: 60 % av veien fra 25,0 dager til 20,0 dager. "
        "Det trengs én måling til for å se en retning.",
        "60 %", "",
        {"baseline": "25", "form": "at_most", "target": "20", "target_date": "17.04.2026"},
    ),
]  # fmt: skip


@pytest.fixture
def community(db: Any) -> Actor:
    """The health community with two of its members, its plan as the example loads it, and figures."""
    indicators = make_catalogue(None)
    community = make_actor("health_community", "hef-st-olav", "Helsefellesskapet St. Olav")
    trondheim, malvik, rauma = (
        make_actor("municipality", code, name)
        for code, name in (("5001", "Trondheim"), ("5031", "Malvik"), ("1539", "Rauma"))
    )
    levels = ["health_community", "municipality"]
    make_structure("samarbeid", levels, True, [(community, trondheim), (community, malvik)])
    assert rauma
    load_plans()
    for row in ROWS:
        if row.measured:
            period, figure = row.measured
            actor = trondheim if row.kpi == "6" else community
            measure(indicators[row.slug], actor, period, **figure)
    return community


@pytest.fixture
def siri(community: Actor) -> Client:
    client = Client()
    client.force_login(coordinator("siri", community), backend=BACKEND)
    return client


def text_of(page: str) -> str:
    """What is read, with one ordinary space between words."""
    words = re.sub(r"<[^>]+>", " ", page)
    return re.sub(r"\s+", " ", html.unescape(words)).replace("\u00a0", " ")


def benefit_of(row: Row) -> Benefit:
    return Benefit.objects.get(plan__actor__code="hef-st-olav", indicator__slug=row.slug)


def main_of(benefit: Benefit) -> Contribution:
    """The whole's; of the one only Trondheim measures, Trondheim's."""
    own = benefit.contributions.filter(actor=benefit.plan.actor)
    return own.first() or benefit.contributions.get()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"KPI {row.kpi}")
def test_each_row_stands_on_its_page_as_worked_out_by_hand(siri: Client, row: Row) -> None:
    benefit = benefit_of(row)
    page = text_of(siri.get(reverse("plans:benefit", args=[benefit.pk])).content.decode())
    assert f"Nullpunkt {row.baseline}" in page
    assert f"Ambisjon {row.target}" in page
    assert f"Fra nullpunkt til ambisjon {row.status} {row.explanation}" in page
    assert (f"Av veien {row.attainment}" in page) if row.attainment else ("Av veien" not in page)
    assert row.milestone in page


def test_all_seven_stand_in_the_plan_each_with_its_status(siri: Client) -> None:
    plan = Plan.objects.get(actor__code="hef-st-olav")
    page = text_of(siri.get(reverse("plans:plan", args=[plan.pk])).content.decode())
    places = [page.index(benefit_of(row).title) for row in ROWS]
    assert places == sorted(places), "in the order of the document"
    for row, start, end in zip(ROWS, places, [*places[1:], len(page)], strict=True):
        assert row.status in page[start:end], row.kpi
        assert row.target in page[start:end], row.kpi


def test_all_seven_stand_in_the_sheet_cell_by_cell(siri: Client) -> None:
    plan = Plan.objects.get(actor__code="hef-st-olav")
    sheet = siri.get(reverse("plans:sheet", args=[plan.pk])).content.decode()

    def cell(address: str) -> str | None:
        found = re.search(rf'data-cell="{address}" data-text="([^"]*)"', sheet)
        return html.unescape(found[1]) if found else None

    for row in ROWS:
        contribution = main_of(benefit_of(row))
        for name, text in row.cells.items():
            if name == "milestone":
                milestone = contribution.milestones.get()
                assert cell(f"milepel-{milestone.pk}-amount") == text, row.kpi
            elif name != "baseline_text":
                assert cell(f"mal-{contribution.pk}-{name}") == text, (row.kpi, name)


def test_both_bases_of_a_milestone_give_what_a_hand_gives(siri: Client) -> None:
    """50 % off 9 990 is 4 995; half of the way from 9 990 to 1 000 is 9 990 − 8 990 / 2 = 5 495."""
    benefit = benefit_of(ROWS[0])
    services.add_milestone(
        contribution=main_of(benefit), due=date(2025, 10, 17), basis=Milestone.Basis.OF_WAY, amount=50
    )
    page = text_of(siri.get(reverse("plans:benefit", args=[benefit.pk])).content.decode())
    assert "17.04.2025 4 995 døgn 50 % reduksjon innen 1 år" in page
    assert "17.10.2025 5 495 døgn 50 % av veien" in page


def test_each_member_halves_its_own_and_waits_for_its_nullpunkt(siri: Client) -> None:
    """«50 % reduksjon innen 1 år for hver enkelt kommune»: Trondheim's is 5 282 / 2 = 2 641."""
    benefit = benefit_of(ROWS[0])
    for code, said in (("5001", "17.04.2025: 2 641 døgn, 50 %"), ("5031", "17.04.2025: 50 % reduksjon")):
        actor = Actor.objects.get(code=code)
        page = siri.get(reverse("shared_plans:ours", args=[benefit.plan_id, actor.pk])).content.decode()
        assert said in text_of(page)


def test_the_contradiction_of_1_2_and_3b_is_told_with_its_numbers(siri: Client) -> None:
    """9 990 = n · (1 − 0,70) · 5,0 gives n = 6 660 stays; at the targets 6 660 · (1 − 0,90) · 2 = 1 332."""
    plan = Plan.objects.get(actor__code="hef-st-olav")
    for path in (
        reverse("plans:plan", args=[plan.pk]),
        *(reverse("plans:benefit", args=[benefit_of(ROWS[place]).pk]) for place in (0, 1, 3)),
    ):
        page = text_of(siri.get(path).content.decode())
        assert "1 332 døgn. Målet er høyst 1 000 døgn." in page
        assert "6 660" in page
    beside = siri.get(reverse("plans:benefit", args=[benefit_of(ROWS[2]).pk])).content.decode()
    assert "1 332" not in text_of(beside)


def test_the_rows_are_those_of_the_document(shared: Path, community: Actor) -> None:
    with (shared / "data/samhandling_kpi.csv").open(encoding="utf-8") as file:
        printed = {row["kpi"]: row for row in csv.DictReader(file, delimiter=";")}
    assert list(printed) == [row.kpi for row in ROWS]

    def figure(text: str) -> float | None:
        found = re.match(r"[\d,]+", text)
        return float(found[0].replace(",", ".")) if found else None

    for row in ROWS:
        benefit = benefit_of(row)
        whole, trondheim = (
            benefit.contributions.filter(actor__code=code).first() for code in ("hef-st-olav", "5001")
        )
        told = printed[row.kpi]
        assert (whole.baseline if whole else None) == figure(told["grunnlinje_totalt"]), row.kpi
        assert (trondheim.baseline if trondheim else None) == figure(told["grunnlinje_trondheim"]), row.kpi
        goal = main_of(benefit)
        assert (goal.form == "hold") == (told["mål_samlet"] == "uendret"), row.kpi
        assert ("50 %" in told["milepæl_1_år"]) == any(
            one.basis == Milestone.Basis.OF_BASELINE for one in goal.milestones.all()
        ), row.kpi
