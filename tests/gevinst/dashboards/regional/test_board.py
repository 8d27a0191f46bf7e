"""Regional: trusts, hospital areas and municipalities beside each other, and what is said of what lacks.

Midt has two trusts: St. Olav serves Trondheim and Malvik through one area, Nord Steinkjer directly.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from gevinst.access.models import User
from gevinst.dashboards.boards.regional import BOARD, Regional, regional
from indicators.actors.models import Actor, ActorKind, Membership, Structure
from indicators.actors.services import rebuild_closure
from indicators.catalogue.models import Indicator
from tests.cast import BACKEND, make_actor, make_catalogue, make_structure, measure
from tests.counting import queries
from tests.gevinst.dashboards.answering import assert_it_answers_to_its_names
from tests.gevinst.shared_plans.conftest import coordinator

DAYS, SHARE, REFUSED = "ukp-dogn", "ukp-andel-liggedogn", "bup-andel-avviste"


@dataclass(frozen=True)
class Region:
    midt: Actor
    olav: Actor
    nord: Actor
    area: Actor
    trondheim: Actor
    malvik: Actor
    steinkjer: Actor
    indicators: dict[str, Indicator]
    siri: User

    def ask(self, **query: str) -> Regional:
        found = regional(self.siri, query)
        assert found is not None
        return found

    def share(self, actor: Actor, period: str, top: float, bottom: float, slug: str = SHARE) -> None:
        measure(self.indicators[slug], actor, period, numerator=top, denominator=bottom)


@pytest.fixture
def region(db: Any) -> Region:
    indicators = make_catalogue(None)
    midt = make_actor("regional_authority", "983658776", "Helse Midt-Norge RHF")
    olav = make_actor("trust", "883974832", "St. Olavs hospital HF")
    nord = make_actor("trust", "983974791", "Helse Nord-Trøndelag HF")
    area = make_actor("hospital_area", "S24", "St. Olav LO")
    trondheim, malvik, steinkjer = (
        make_actor("municipality", code, name)
        for code, name in (("5001", "Trondheim"), ("5031", "Malvik"), ("5006", "Steinkjer"))
    )
    links = [(midt, olav), (midt, nord), (olav, area), (area, trondheim), (area, malvik), (nord, steinkjer)]
    make_structure("sykehus", ["regional_authority", "trust", "hospital_area", "municipality"], False, links)
    siri = coordinator("siri", steinkjer)
    return Region(midt, olav, nord, area, trondheim, malvik, steinkjer, indicators, siri)


def row(found: Regional, slug: str) -> Any:
    return next(one for one in found.rows if one.compared.indicator.slug == slug)


def texts(found: Regional, slug: str) -> dict[str, str]:
    shown = row(found, slug)
    return {cell.actor.name: cell.text for cell in (shown.whole, *shown.parts)}


def test_a_whole_is_sum_over_sum_and_never_a_mean_of_shares(region: Region) -> None:
    """10 of 100 and 90 of 300 are 100 of 400: 25 %, where the mean of 10 % and 30 % is 20 %."""
    region.share(region.malvik, "2024", 10, 100)
    region.share(region.trondheim, "2024", 90, 300)
    region.share(region.steinkjer, "2024", 25, 500)
    shown = texts(region.ask(), SHARE)
    assert shown["St. Olavs hospital HF"] == "25,0\u00a0%"
    assert shown["Helse Midt-Norge RHF"] == "13,9\u00a0%", "125 of 900"


def test_a_part_is_held_against_the_value_of_the_whole(region: Region) -> None:
    """25,0 − 13,9 points; of a count its part of all: 70 of 100."""
    region.share(region.trondheim, "2024", 100, 400)
    region.share(region.steinkjer, "2024", 25, 500)
    measure(region.indicators[DAYS], region.trondheim, "2024", numerator=70)
    measure(region.indicators[DAYS], region.steinkjer, "2024", numerator=30)
    found = region.ask()
    against = {cell.actor.name: cell.against for cell in row(found, SHARE).parts}
    assert against["St. Olavs hospital HF"] == "+11,1 prosentpoeng"
    assert {cell.actor.name: cell.against for cell in row(found, DAYS).parts} == {
        "Helse Nord-Trøndelag HF": "30\u00a0% av helheten",
        "St. Olavs hospital HF": "70\u00a0% av helheten",
    }


def test_a_figure_of_the_trust_itself_goes_before_a_sum(region: Region) -> None:
    measure(region.indicators[DAYS], region.trondheim, "2024", numerator=70)
    measure(region.indicators[DAYS], region.olav, "2024", numerator=75)
    assert texts(region.ask(), DAYS)["St. Olavs hospital HF"] == "75\u00a0døgn"


def test_municipalities_a_sum_does_not_cover_are_counted(region: Region) -> None:
    measure(region.indicators[DAYS], region.trondheim, "2024", numerator=70)
    shown = row(region.ask(), DAYS)
    notes = {cell.actor.name: cell.note for cell in (shown.whole, *shown.parts)}
    assert notes["St. Olavs hospital HF"] == "Uten tall fra 1 kommune"
    assert notes["Helse Midt-Norge RHF"] == "Uten tall fra 2 kommuner"


def test_one_goes_down_from_the_region_to_the_municipalities(region: Region) -> None:
    measure(region.indicators[DAYS], region.trondheim, "2024", numerator=70)
    for under, way, parts in (
        ("trust:883974832", 2, ["St. Olav LO"]),
        ("hospital_area:S24", 3, ["Malvik", "Trondheim"]),
        ("municipality:5001", 3, ["Malvik", "Trondheim"]),
        ("trust:tull", 1, ["Helse Nord-Trøndelag HF", "St. Olavs hospital HF"]),
    ):
        found = region.ask(under=under)
        assert len(found.way) == way
        assert [actor.name for actor in found.question.parts] == parts


def test_a_part_without_any_figure_is_no_empty_column_but_is_named(region: Region) -> None:
    measure(region.indicators[DAYS], region.trondheim, "2024", numerator=70)
    found = region.ask()
    assert [actor.name for actor, _query in found.columns] == ["St. Olavs hospital HF"]
    assert found.parts_without == ["Helse Nord-Trøndelag HF"]


def test_the_region_of_the_reader_is_met_first(region: Region) -> None:
    west = make_actor("regional_authority", "983658725", "A-Helse Vest RHF")
    Membership.objects.create(
        structure=Structure.objects.get(), parent=west, child=make_actor("trust", "1", "Bergen"),
        valid_from=west.valid_from,
    )  # fmt: skip
    assert region.ask().question.region == region.midt
    assert region.ask(region="983658725").question.region == west


def test_a_year_is_chosen_and_one_without_figures_is_not(region: Region) -> None:
    for year, days in (("2023", 70), ("2024", 60)):
        measure(region.indicators[DAYS], region.trondheim, year, numerator=days)
    assert texts(region.ask(), DAYS)["St. Olavs hospital HF"] == "60\u00a0døgn"
    assert texts(region.ask(periode="2023"), DAYS)["St. Olavs hospital HF"] == "70\u00a0døgn"
    assert region.ask(periode="1999").question.period == "siste"
    assert list(region.ask().question.years) == [2024, 2023]


def test_all_in_a_row_are_over_the_same_time(region: Region) -> None:
    for month in range(1, 13):
        measure(region.indicators[DAYS], region.steinkjer, f"2024-{month:02}", numerator=10)
        measure(region.indicators[DAYS], region.trondheim, f"2024-{month:02}", numerator=20)
        measure(region.indicators[DAYS], region.malvik, f"2024-{month:02}", numerator=1)
    measure(region.indicators[DAYS], region.steinkjer, "2025-01", numerator=99)
    shown = row(region.ask(), DAYS)
    assert shown.compared.period == "12 måneder til og med desember 2024"
    assert texts(region.ask(), DAYS)["Helse Nord-Trøndelag HF"] == "120\u00a0døgn"


def test_what_is_more_than_chance_is_counted_in_the_sentence(region: Region) -> None:
    """Twelve months at 100 and then eight at 50: a run under the mean. Fewer is better."""
    for place in range(20):
        code = f"{2023 + place // 12}-{place % 12 + 1:02}"
        value = (100 if place < 12 else 50) + place % 2
        measure(region.indicators[DAYS], region.trondheim, code, numerator=value)
    found = region.ask()
    assert found.sentence == "Av 2 tall med nok målinger: 2 viser reell forbedring."
    assert {cell.signal for cell in (row(found, DAYS).whole, row(found, DAYS).parts[1])} == {"improvement"}


def test_few_figures_make_no_signal_and_it_is_said(region: Region) -> None:
    measure(region.indicators[DAYS], region.trondheim, "2024", numerator=70)
    found = region.ask()
    assert found.sentence == "Ingen av tallene har nok målinger til å skille endring fra tilfeldigheter."
    assert row(found, DAYS).parts[1].signal == ""


def test_a_guarded_indicator_is_shown_of_those_one_shares_figures_with_alone(region: Region) -> None:
    for actor in (region.steinkjer, region.trondheim):
        region.share(actor, "2024", 5, 50, slug=REFUSED)
    assert REFUSED not in {one.compared.indicator.slug for one in region.ask().rows}
    assert region.ask().not_shared > 0
    found = region.ask(under="trust:983974791")
    assert texts(found, REFUSED) == {"Helse Nord-Trøndelag HF": "–", "Steinkjer": "10,00\u00a0%"}
    assert row(found, REFUSED).whole.note == "Deles ikke med deg"


def test_somebody_without_a_role_is_shown_nothing(region: Region) -> None:
    nora = User.objects.create_user(email="nora@example.com", name="Nora")
    assert regional(nora, {}) is None
    browser = Client()
    browser.force_login(nora, backend=BACKEND)
    assert "Ingenting å vise" in browser.get(reverse("dashboards:regional")).content.decode()


def test_goals_without_figures_are_named(region: Region) -> None:
    measure(region.indicators[DAYS], region.trondheim, "2024", numerator=70)
    found = region.ask()
    assert [goal.code for goal, _rows in found.goals] == ["spesialist-samhandling-og-pasientlogistikk"]
    assert "Kvalitetsregistre" in found.empty_goals
    assert len(found.empty_goals) == 7


def test_one_indicator_has_a_row_for_each_part_with_the_highest_first(region: Region) -> None:
    region.share(region.trondheim, "2024", 100, 400)
    region.share(region.steinkjer, "2024", 200, 500)
    found = region.ask(indikator=SHARE)
    assert [cell.actor.name for cell, _query in found.opened_rows] == [
        "Helse Nord-Trøndelag HF", "St. Olavs hospital HF",
    ]  # fmt: skip
    assert found.finding == (
        "Fra 25,0\u00a0% i St. Olavs hospital HF til 40,0\u00a0% i Helse Nord-Trøndelag HF"
    )
    assert found.chart is not None
    assert found.chart.title == found.finding


def test_the_name_of_the_indicator_leads_to_its_own_page(region: Region) -> None:
    region.share(region.trondheim, "2024", 100, 400)
    browser = Client()
    browser.force_login(region.siri, backend=BACKEND)
    html = browser.get(reverse("dashboards:regional"), {"indikator": SHARE}).content.decode()
    assert f'<a href="/i/{SHARE}/?aktor=regional_authority:983658776">' in html


def test_every_choice_stands_in_the_address(region: Region) -> None:
    region.share(region.trondheim, "2024", 100, 400)
    asked = {"region": "983658776", "under": "trust:883974832", "periode": "2024", "indikator": SHARE}
    assert dict(region.ask(**asked).answer.asked) == {**asked, "kjent": ""}


def test_the_answer_has_a_row_for_each_indicator_and_part(region: Region) -> None:
    region.share(region.trondheim, "2024", 100, 400)
    measure(region.indicators[DAYS], region.trondheim, "2024", numerator=70)
    found = region.ask().answer
    assert {len(line) for line in found.rows} == {len(found.columns)}
    assert len(found.rows) == 6, "two indicators of the region and its two trusts"
    assert_it_answers_to_its_names(BOARD, region.siri)


def test_the_page_asks_as_often_of_sixty_municipalities_as_of_three(region: Region) -> None:
    browser = Client()
    browser.force_login(region.siri, backend=BACKEND)
    measure(region.indicators[DAYS], region.trondheim, "2024", numerator=70)
    browser.get(reverse("dashboards:regional"))
    for under in ("", "hospital_area:S24"):
        with queries("regional: three or 60"):
            browser.get(reverse("dashboards:regional"), {"under": under})
    structure = Structure.objects.get()
    for number in range(57):
        actor = make_actor(ActorKind.MUNICIPALITY, f"90{number:02}", f"Kommune {number}")
        Membership.objects.create(
            structure=structure, parent=region.area, child=actor, valid_from=actor.valid_from
        )
        measure(region.indicators[DAYS], actor, "2024", numerator=number)
    rebuild_closure(structure=structure)
    for under in ("", "hospital_area:S24"):
        with queries("regional: three or 60"):
            browser.get(reverse("dashboards:regional"), {"under": under})


def test_many_parts_are_folded_under_the_whole(region: Region) -> None:
    for number in range(12):
        place = make_actor("municipality", f"59{number:02}", f"Sted {number}")
        Membership.objects.create(
            structure=Structure.objects.get(), parent=region.area, child=place, valid_from="2020-01-01"
        )
        region.share(place, "2025", 1, 10 + number)
    rebuild_closure(structure=Structure.objects.get())
    query = {"under": "hospital_area:S24", "indikator": SHARE}
    assert len(region.ask(**query).opened_rows) > 12
    browser = Client()
    browser.force_login(region.siri, backend=BACKEND)
    page = browser.get(reverse("dashboards:regional"), query).content.decode()
    seen, folded = page.split(" delene</summary>")
    assert "<tfoot>" in seen
    assert ("Sted 3</th>" in seen, "Sted 3</th>" in folded) == (False, True)


def test_each_indicator_says_how_far_apart_its_parts_are(region: Region) -> None:
    measure(region.indicators[DAYS], region.trondheim, "2025", numerator=70)
    measure(region.indicators[DAYS], region.steinkjer, "2025", numerator=30)
    browser = Client()
    browser.force_login(region.siri, backend=BACKEND)
    page = browser.get(reverse("dashboards:regional")).content.decode()
    told = "Fra 30\u00a0døgn i Helse Nord-Trøndelag HF til 70\u00a0døgn i St. Olavs hospital HF"
    assert f'matrix__finding">{told}' in page
    assert "Se alle" not in page
