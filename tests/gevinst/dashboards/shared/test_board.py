"""Samhandling: what it shows of the documents' own plan, to whom, and in how many queries."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from gevinst.dashboards.boards.shared import BOARD, shared
from gevinst.plans import services
from gevinst.plans.models import Benefit
from gevinst.plans.targets import Ambition, Baseline
from indicators.measurements.models import Measurement
from indicators.measurements.periods import parse_period
from tests.cast import BACKEND, make_actor, measure
from tests.counting import queries
from tests.gevinst.dashboards.answering import assert_it_answers_to_its_names
from tests.gevinst.dashboards.shared.conftest import Place

DAYS, SAME_DAY, STAY = "ukp-dogn", "ukp-andel-nulldogn", "ukp-liggetid-som-ukp"


@pytest.fixture
def measured(place: Place) -> Place:
    """2022 as in the documents for Trondheim, and so that the three make 9 990; 2025 month by month.

    2025: Trondheim 12 · 250 = 3 000, Malvik 12 · 50 = 600, Orkland 12 · 20 = 240; together 3 840.
    """
    for actor, before, now in (
        (place.trondheim, 5282, 250),
        (place.malvik, 3330, 50),
        (place.orkland, 1378, 20),
    ):
        place.months(actor, 1, before / 12, year=2022)
        place.months(actor, 1, now)
    return place


def client(place: Place, who: str = "siri") -> Client:
    browser = Client()
    browser.force_login(getattr(place, who), backend=BACKEND)
    return browser


def page(place: Place, who: str = "siri", **query: str) -> str:
    html = client(place, who).get(reverse("dashboards:shared"), query).content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).replace("\u00a0", " ")


def test_the_seven_measures_stand_each_with_its_status(measured: Place) -> None:
    found = measured.ask()
    assert [one.status_words for one in found.measures] == [
        "Bak plan", "Mangler måling", "Mangler måling", "Mangler måling", "Mangler nullpunkt",
        "Mangler måling", "Mangler måling",
    ]  # fmt: skip
    assert found.sentence == "Av 7 måltall er 1 bak plan, 5 uten måling og 1 uten nullpunkt."


def test_who_carries_most_of_what_is_left_is_the_finding(measured: Place) -> None:
    """On 31.12.2025 the whole should be at 4 995 − 3 995 · 258/365 = 2 171,2; a member at the same percent of
    its own: Trondheim 5 282 · 0,21734 = 1 148, Malvik 724, Orkland 299. So Trondheim lacks 1 852 and the
    others are ahead: all that is left is Trondheim's."""
    found = measured.ask()
    assert found.finding == "Trondheim står for 100\u00a0% av det som gjenstår"
    rows = {row.name: row for row in found.standings}
    assert list(rows) == ["Trondheim", "Orkland", "Malvik"]
    assert rows["Trondheim"].expected == "1\u00a0148\u00a0døgn"
    assert rows["Trondheim"].amount == "1\u00a0852\u00a0døgn"
    assert (rows["Malvik"].amount, rows["Malvik"].share) == ("−124\u00a0døgn", "–")
    assert found.net_text == "1\u00a0669\u00a0døgn", "3 840 − 2 171"


def test_a_baseline_that_was_measured_is_told_apart_from_one_of_the_plan(measured: Place) -> None:
    rows = {row.name: row for row in measured.ask().standings}
    assert (rows["Trondheim"].baseline, rows["Trondheim"].is_measured) == ("5\u00a0282\u00a0døgn", False)
    assert (rows["Malvik"].baseline, rows["Malvik"].is_measured) == ("3\u00a0330\u00a0døgn", True)


def test_own_milestones_are_held_against_and_not_the_course_of_the_whole(measured: Place) -> None:
    """Malvik sets its own: from 3 330 in 2022 to 300 by 2025-12-31, so 600 is 300 behind."""
    benefit = Benefit.objects.get(plan__actor=measured.community, indicator__slug=DAYS)
    services.set_contribution(
        benefit=benefit,
        actor=measured.malvik,
        baseline=Baseline(value=3330, period=parse_period("2022"), source="NPR"),
        ambition=Ambition(form="at_most", target=300, by=parse_period("2025").end),
    )
    rows = {row.name: row for row in measured.ask().standings}
    assert (rows["Malvik"].amount, rows["Malvik"].is_as_whole) == ("300\u00a0døgn", False)
    assert rows["Trondheim"].is_as_whole


def test_a_member_without_a_figure_hides_the_shares_and_is_named(measured: Place) -> None:
    Measurement.objects.filter(actor=measured.orkland, period_start="2022-03-01").delete()
    found = measured.ask()
    assert found.finding == "Trondheim ligger mest bak: 1\u00a0852\u00a0døgn fra det som var forventet"
    assert "%" not in "".join(row.share for row in found.standings)
    assert found.why_no_shares == (
        "Andelene vises ikke, fordi Orkland mangler tall eller nullpunkt for perioden."
    )


def test_what_shall_be_held_is_inside_or_outside_and_never_a_percent(measured: Place) -> None:
    slug = "ukp-reinnleggelser-30-dogn"
    measure(measured.indicators[slug], measured.community, "2025", numerator=164, denominator=1000)
    found = measured.ask(maaltall=slug)
    assert found.opened is not None
    assert found.opened.status_words == "Innenfor", "16,4 is within 16 ± 1"
    assert found.opened.line is not None
    assert found.opened.line.assessment.percent is None
    assert found.finding == "Skal holdes uendret: innenfor"
    measure(measured.indicators[slug], measured.community, "2026", numerator=190, denominator=1000)
    assert found.contribution is None


def test_a_nullpunkt_that_must_be_established_is_said_and_is_no_zero(measured: Place) -> None:
    assert "Nullpunkt: Må etableres" in page(measured)


def test_both_bases_of_a_milestone_stand_beside_each_other(measured: Place) -> None:
    (milestone,) = measured.ask().opened.milestones  # type: ignore[union-attr]
    assert milestone.value == "4\u00a0995\u00a0døgn"
    assert milestone.otherwise == "50\u00a0% av veien er 5\u00a0495\u00a0døgn"


def test_the_equation_tells_with_numbers_that_the_targets_cannot_all_hold(measured: Place) -> None:
    (tied,) = measured.ask().tied
    assert "1\u00a0332\u00a0døgn. Målet er høyst 1\u00a0000\u00a0døgn." in tied.finding
    assert [(term.start, term.target) for term in tied.terms] == [
        ("6\u00a0660", "6\u00a0660"),
        ("70,0\u00a0%", "90,0\u00a0%"),
        ("5,0\u00a0døgn", "2,0\u00a0døgn"),
    ]
    assert (tied.computed.start, tied.computed.target) == ("9\u00a0990\u00a0døgn", "1\u00a0332\u00a0døgn")
    assert "måling mangler for «Andel UKP-opphold med 0 døgn»" in tied.now_words


def test_the_equation_and_its_table_have_each_their_name(measured: Place) -> None:
    html = client(measured).get(reverse("dashboards:shared")).content.decode()
    section = html[html.index('<section class="section stack" aria-labelledby="tied-') :]
    section = section[: section.index("</section>")]
    names = re.findall(r'aria-labelledby="([^"]+)"', section)
    assert len(names) == len(set(names)) == 2
    assert all(f' id="{name}"' in section for name in names)


@pytest.mark.parametrize(
    ("days", "said"),
    [(480, "Regnestykket går opp."), (600, "Regnestykket går ikke opp: tallene er ikke talt likt.")],
)
def test_the_equation_is_worked_out_for_the_last_month_all_are_known_for(
    place: Place, days: int, said: str
) -> None:
    """800 stays, 600 of them same day: 800 · (1 − 0,75) · 2,4 = 480."""
    measure(place.indicators[DAYS], place.community, "2025-03", numerator=days)
    measure(place.indicators[SAME_DAY], place.community, "2025-03", numerator=600, denominator=800)
    measure(place.indicators[STAY], place.community, "2025-03", numerator=480, denominator=200)
    (tied,) = place.ask().tied
    assert tied.now_words == f"Nå er mars 2025. {said}"
    assert (tied.told.now, tied.computed.now) == (f"{days}\u00a0døgn", "480\u00a0døgn")


def test_hospital_and_municipalities_stand_side_by_side_where_both_have_counted(measured: Place) -> None:
    measure(measured.indicators[DAYS], measured.hospital, "2025-12", numerator=330)
    first, *rest = measured.ask().beside
    assert (first.period, first.hospital, first.municipalities) == (
        "desember 2025", "330\u00a0døgn", "320\u00a0døgn",
    )  # fmt: skip
    assert first.difference == "+10\u00a0døgn"
    assert {one.missing for one in rest} == {"Ingen tall fra St. Olavs hospital HF er delt med deg."}


def test_what_lacks_for_setting_them_side_by_side_is_said(place: Place) -> None:
    first = place.ask().beside[0]
    assert first.missing == "Verken sykehuset eller kommunene har levert dette tallet."
    place.months(place.malvik, 1, 5)
    assert place.ask().beside[0].missing == "St. Olavs hospital HF har ikke levert dette tallet."


def test_what_started_just_before_the_first_month_drawn_is_told(measured: Place) -> None:
    benefit = measured.ask().opened.measure.benefit  # type: ignore[union-attr]
    for title, day in (("For lenge siden", "2019-01-01"), ("Felles rutine", "2021-11-01")):
        services.add_action(benefit=benefit, title=title, start=parse_period(day[:7]).start)
    chart = measured.ask().recent
    assert chart is not None
    assert "Tiltak før første måling i figuren: Felles rutine." in chart.reading
    assert chart.data["layout"]["annotations"] == []


def test_weeks_are_shown_where_there_are_weeks_and_else_it_is_said(measured: Place) -> None:
    asked = measured.ask(opplosning="uke").measures
    assert (asked[0].latest_text, asked[0].resolution_note) == ("320\u00a0døgn", "Ingen ukestall levert")
    assert asked[5].resolution_note == "Måles ikke per uke"
    for actor, value in ((measured.trondheim, 60), (measured.malvik, 9), (measured.orkland, 4)):
        measure(measured.indicators[DAYS], actor, "2026-W02", numerator=value)
    shown = measured.ask(opplosning="uke").measures[0]
    assert (shown.latest_text, shown.latest_note) == ("73\u00a0døgn", "")
    assert shown.latest is not None
    assert shown.latest.label() == "uke 2 2026"


def test_one_municipality_is_shown_for_itself(measured: Place) -> None:
    found = measured.ask(kommune="5031")
    assert found.actor == measured.malvik
    assert found.measures[0].latest_text == "50\u00a0døgn"
    assert found.finding == "Malvik ligger ikke bak det som var forventet"
    assert [row.is_chosen for row in found.standings] == [False, False, True]
    assert found.measures[2].status_words == "Ikke med i planen"


def test_every_choice_stands_in_the_address_and_an_unknown_one_is_left_out(measured: Place) -> None:
    asked = {
        "gruppe": "health_community:hef-st-olav",
        "opplosning": "uke",
        "maaltall": DAYS,
        "kommune": "5001",
    }
    assert dict(measured.ask(**asked).answer.asked) == {**asked, "kjent": ""}
    odd = measured.ask(gruppe="tull", opplosning="dag", maaltall="tull", kommune="1539")
    assert odd.question.group == measured.community
    assert (odd.question.resolution, odd.question.measure, odd.question.municipality) == ("maned", "", "")


def test_a_member_reads_the_board_and_one_outside_does_not(measured: Place) -> None:
    assert "Helsefellesskapet St. Olav" in page(measured, "tone")
    assert shared(measured.rolf, {}) is None
    assert "Ingen felles plan" in page(measured, "rolf")
    assert "Gå til planene" in page(measured, "rolf")
    assert client(measured, "rolf").get(reverse("dashboards:shared-csv")).status_code == 404


def test_the_name_of_the_indicator_leads_to_its_own_page(measured: Place) -> None:
    html = client(measured, "tone").get(reverse("dashboards:shared")).content.decode()
    assert f'<a href="/i/{DAYS}/">' in html


def test_figures_as_they_were_known_before_any_came_are_none(measured: Place) -> None:
    found = measured.ask(kjent="2024-05-01")
    assert found.measures[0].latest is None


def test_the_answer_has_a_row_for_the_whole_and_each_municipality(measured: Place) -> None:
    assert_it_answers_to_its_names(BOARD, measured.siri)
    found = measured.ask(maaltall=DAYS).answer
    assert {len(row) for row in found.rows} == {len(found.columns)}
    assert [row[3] for row in found.rows] == [
        "Helsefellesskapet St. Olav", "Trondheim", "Orkland", "Malvik",
    ]  # fmt: skip
    keys = [column.key for column in found.columns]
    whole, trondheim = (dict(zip(keys, row, strict=True)) for row in found.rows[:2])
    assert (whole["naa"], whole["forventet"], whole["gjenstaar"]) == (3840, 2171, 1669)
    assert (trondheim["andel"], trondheim["status"]) == (100.0, "Mangler ambisjon")


def test_the_page_asks_as_often_of_sixty_municipalities_as_of_five(measured: Place) -> None:
    add(measured, 5)
    browser = client(measured)
    browser.get(reverse("dashboards:shared"))
    with queries("samhandling: five or 60"):
        browser.get(reverse("dashboards:shared"))
    add(measured, 60)
    with queries("samhandling: five or 60"):
        found = browser.get(reverse("dashboards:shared"))
    assert "Kommune 59" in found.content.decode()


def add(place: Place, up_to: int) -> None:
    from indicators.actors.models import Membership, Structure
    from indicators.actors.services import rebuild_closure

    structures: Any = Structure.objects.in_bulk(field_name="code")
    for number in range(3, up_to):
        code = f"90{number:02}"
        if Membership.objects.filter(child__code=code).exists():
            continue
        actor = make_actor("municipality", code, f"Kommune {number}")
        for parent, structure in ((place.community, "samarbeid"), (place.hospital, "sykehus")):
            Membership.objects.create(
                structure=structures[structure], parent=parent, child=actor, valid_from=actor.valid_from
            )
        place.months(actor, 1, number, how_many=2)
    for one in structures.values():
        rebuild_closure(structure=one)
