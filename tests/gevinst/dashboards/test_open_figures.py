from __future__ import annotations

import re
from datetime import date

import pytest
import time_machine
from django.template.loader import render_to_string
from django.urls import reverse

from gevinst.dashboards.boards.open_figures import OpenTable, open_figures
from indicators.actors.models import Actor, ActorKind, Membership, Structure
from indicators.actors.services import rebuild_closure
from indicators.catalogue.models import Indicator
from indicators.measurements.values import Reason
from tests.cast import SINCE, Cast, measure
from tests.gevinst.values.conftest import heading_of, text_of

UKP, SHARE, CARERS = "ukp-dogn", "ukp-andel-liggedogn", "pleiekontinuitet-hjemmetjenesten"


def grouped(cast: Cast) -> Actor:
    """Norway over Møre og Romsdal with Rauma and Molde, and Trøndelag with Steinkjer."""
    made = {
        code: Actor.objects.create(kind=kind, code=code, name=name, valid_from=SINCE)
        for kind, code, name in (
            (ActorKind.COUNTRY, "NO", "Norge"),
            (ActorKind.HEALTH_COMMUNITY, "mr", "Møre og Romsdal"),
            (ActorKind.HEALTH_COMMUNITY, "nt", "Nord-Trøndelag"),
        )
    }
    levels = ["country", "health_community", "municipality"]
    structure = Structure.objects.create(code="samarbeid", name="Samarbeidsstruktur", levels=levels)
    for parent, child in (
        (made["NO"], made["mr"]),
        (made["NO"], made["nt"]),
        (made["mr"], cast.rauma),
        (made["mr"], cast.molde),
        (made["nt"], cast.steinkjer),
    ):
        Membership.objects.create(structure=structure, parent=parent, child=child, valid_from=SINCE)
    rebuild_closure(structure=structure)
    return made["mr"]


@pytest.fixture
def measured(cast: Cast, catalogue: dict[str, Indicator]) -> Cast:
    """2024: Rauma 30, Molde 60, Møre og Romsdal printed as 100, Steinkjer 10. Rauma by months around it."""
    community = grouped(cast)
    ukp = catalogue[UKP]
    for actor, days in ((cast.rauma, 30), (cast.molde, 60), (cast.steinkjer, 10), (community, 100)):
        measure(ukp, actor, "2024", numerator=days)
    for month in range(1, 13):
        measure(ukp, cast.rauma, f"2023-{month:02}", numerator=1)
    for month in range(1, 7):
        measure(ukp, cast.rauma, f"2025-{month:02}", numerator=1)
    measure(catalogue[SHARE], cast.rauma, "2024", numerator=3, denominator=60)
    measure(catalogue["folkemengde"], cast.rauma, "2024", numerator=6_000)
    measure(catalogue[CARERS], cast.rauma, "2024", numerator=1, denominator=4)
    return cast


def asked(**query: str) -> OpenTable:
    found = open_figures({"indikator": UKP, **query})
    assert found is not None
    return found


def figures(table: OpenTable) -> dict[str, float | None]:
    return {row.actor.name: row.value for row in table.rows}


def test_every_area_stands_under_the_one_it_belongs_to_in_norwegian_order(measured: Cast) -> None:
    rows = [(row.depth, row.actor.name) for row in asked(aar="2024").rows]
    assert rows == [
        (0, "Norge"),
        (1, "Møre og Romsdal"),
        (2, "Molde"),
        (2, "Rauma"),
        (1, "Nord-Trøndelag"),
        (2, "Steinkjer"),
    ]


def test_a_printed_total_stands_as_printed_with_what_its_parts_give(measured: Cast) -> None:
    table = asked(aar="2024")
    assert figures(table)["Møre og Romsdal"] == 100
    notes = {row.actor.name: row.notes for row in table.rows}
    assert notes["Møre og Romsdal"] == ["Som kilden oppgir; delene gir 90"]
    assert (figures(table)["Norge"], notes["Norge"]) == (110, ["Sum av 2 områder"])


def test_shares_are_of_the_top(measured: Cast) -> None:
    shares = {row.actor.name: row.share for row in asked(aar="2024").rows}
    assert shares["Norge"] == 100
    assert shares["Rauma"] == pytest.approx(30 * 100 / 110)


def test_a_share_leads_to_how_it_was_divided(measured: Cast) -> None:
    rauma = next(row for row in asked(aar="2024").rows if row.actor.name == "Rauma")
    page = measured.client("anonymous").get(rauma.share_url)
    assert heading_of(page) == "27,3 %"
    words = text_of(page)
    assert "30 / 110 · 100 = 27,3 %" in words
    assert "Totalen det er en andel av Norge 110 døgn" in words
    assert "Andel av Norge." in words
    assert measured.client("anonymous").get(rauma.share_url.replace("NO", "XX")).status_code == 404


def test_a_percent_has_no_share_of_a_total(measured: Cast) -> None:
    table = asked(indikator=SHARE, aar="2024")
    assert figures(table)["Rauma"] == 5
    assert not table.has_shares
    assert all(row.share is None for row in table.rows)


def test_only_areas_whose_inhabitants_are_known_have_a_rate(measured: Cast) -> None:
    rates = {row.actor.name: row.rate for row in asked(aar="2024").rows}
    assert rates["Rauma"] == 5
    assert rates["Molde"] is None
    html = measured.client("anonymous").get(reverse("dashboards:open"), {"aar": "2024"}).content.decode()
    assert '<td class="num"><abbr title="ikke mulig å oppgi tall">.</abbr></td>' in html


def test_a_related_share_stands_beside(measured: Cast) -> None:
    table = asked(aar="2024")
    assert table.question.beside is not None
    assert table.question.beside.slug == SHARE
    assert {row.actor.name: row.beside for row in table.rows}["Rauma"] == 5
    assert not asked(aar="2023").has_beside


def test_where_nothing_stands_beside_it_is_said_why(measured: Cast) -> None:
    reasons = {row.actor.name: row.beside_reason for row in asked(aar="2024").rows}
    assert reasons["Rauma"] == Reason.NONE
    assert reasons["Molde"] == Reason.MISSING
    html = measured.client("anonymous").get(reverse("dashboards:open"), {"aar": "2024"}).content.decode()
    assert html.count('<abbr title="tall mangler">..</abbr>') >= 1
    assert '<td class="num">–</td>' not in html


def test_a_symbol_and_its_word_are_never_parted() -> None:
    html = render_to_string("components/symbols.html")
    pair = r'<span class="unbroken">([^<]*)</span>'
    pairs = re.findall(pair, html)
    assert len(pairs) == 6
    assert all(re.match(r"[^\w\s]+ \w", one) for one in pairs)
    assert not re.sub(r"<[^>]+>", "", re.sub(pair, "", html)).strip()


def test_a_year_nobody_printed_is_summed_from_months(measured: Cast) -> None:
    assert figures(asked(aar="2023"))["Rauma"] == 12


def test_the_finding_says_that_a_year_is_not_over_and_never_sets_it_beside_one_that_is(
    measured: Cast, catalogue: dict[str, Indicator]
) -> None:
    assert asked(aar="2025").finding.endswith("i 2025. Bare til og med 30.06.2025.")
    assert asked(aar="2023").finding.endswith("i 2023.")
    for actor in (measured.molde, measured.steinkjer):
        measure(catalogue["folkemengde"], actor, "2024", numerator=100_000)
        measure(catalogue[UKP], actor, "2025", numerator=1)
    told = asked(aar="2025").finding
    assert "flest" in told
    assert "Rauma" not in told
    assert "Bare" not in told


def test_one_meets_a_year_that_is_over_though_a_running_one_is_offered(
    measured: Cast,
) -> None:
    with time_machine.travel(date(2025, 11, 22), tick=False):
        table, running = asked(), asked(aar="2025")
    assert (table.question.years, table.question.year) == ([2025, 2024, 2023], 2024)
    notes = {row.actor.name: row.notes for row in running.rows}
    assert notes["Rauma"] == ["Bare til og med 30.06.2025"]


def test_areas_without_a_figure_are_left_out_until_asked_for(measured: Cast) -> None:
    table = asked(aar="2023")
    assert set(figures(table)) == {"Norge", "Møre og Romsdal", "Rauma"}
    assert table.left_out == 3
    assert len(asked(aar="2023", tomme="1").rows) == 6


def test_a_hidden_figure_shows_why_and_no_number(measured: Cast) -> None:
    measure(Indicator.objects.get(slug=UKP), measured.steinkjer, "2023", reason="hidden")
    url = reverse("dashboards:open")
    html = measured.client("anonymous").get(url, {"aar": "2023", "tomme": "1"}).content.decode()
    row = html.split('<th scope="row">Steinkjer</th>')[1].split("</tr>")[0]
    assert "personvern" in row
    assert not any(mark.isdigit() for mark in row.replace("<td", "").split("</td>")[0])
    answer = asked(aar="2023", tomme="1").answer
    (line,) = [one for one in answer.rows if one[3] == "Steinkjer"]
    assert line[4:6] == [None, None]
    assert "personvern" in str(line[-1])


def test_only_what_is_marked_open_is_shown(measured: Cast) -> None:
    table = asked(indikator=CARERS, aar="2024")
    assert CARERS not in [one.slug for one in table.question.indicators]
    assert table.question.indicator.open
    Indicator.objects.filter(slug=UKP).update(open=False)
    assert UKP not in [one.slug for one in asked().question.indicators]


def test_structure_and_year_stand_in_the_address(measured: Cast) -> None:
    assert asked(aar="2023").answer.query == "indikator=ukp-dogn&struktur=samarbeid&aar=2023"
    html = measured.client("anonymous").get(reverse("dashboards:open")).content.decode()
    assert 'href="/apne-tall/?indikator=ukp-dogn&amp;struktur=samarbeid&amp;aar=' in html


def test_nothing_measured_yet_is_said(cast: Cast, catalogue: dict[str, Indicator]) -> None:
    html = cast.client("anonymous").get(reverse("dashboards:open")).content.decode()
    assert "Ingen åpne tall ennå" in html
    assert f'href="{reverse("sheets:list")}">Gå til utvalgslisten' in html
