from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import reverse
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator

from gevinst.dashboards.boards import BOARDS, Board, board_for
from gevinst.dashboards.boards.compare import compare
from indicators.catalogue.models import Indicator
from tests.cast import Cast, measure
from tests.gevinst.dashboards.answering import assert_it_answers_to_its_names

UKP, CARERS = "ukp-dogn", "pleiekontinuitet-hjemmetjenesten"
COMPARE = {"indikator": UKP, "gruppe": "network:ror", "maal": "antall"}
ANSWERING = [board_for(code) for code in BOARDS if board_for(code).answer]
# About a community's plan and about trusts, which this world is without: their own tests ask the same.
ELSEWHERE = {"shared", "regional"}


@pytest.fixture
def measured(cast: Cast, catalogue: dict[str, Indicator]) -> Cast:
    measure(catalogue[UKP], cast.rauma, "2024", numerator=70)
    measure(catalogue[UKP], cast.molde, "2024", numerator=640)
    measure(catalogue[CARERS], cast.rauma, "2024-03", numerator=40, denominator=100)
    return cast


def get(cast: Cast, who: str, name: str, **query: str) -> HttpResponse:
    return cast.client(who).get(reverse(f"dashboards:{name}"), query)


def test_the_file_is_what_the_page_shows_under_a_name_that_says_so(measured: Cast) -> None:
    response = get(measured, "kari", "compare-csv", **COMPARE)
    assert response["Content-Disposition"] == 'attachment; filename="sammenlign-ukp-dogn.csv"'
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    board = compare(measured.kari, COMPARE)
    assert board is not None
    assert [row[1] for row in rows[1:3]] == [row.actor.name for row in board.rows] == ["Molde", "Rauma"]
    assert [row[2] for row in rows[1:3]] == ["640", "70"]


def test_the_same_answer_in_every_form(measured: Cast) -> None:
    asked = {**COMPARE, "periode": "2024"}
    answer = get(measured, "kari", "api-compare", **asked).json()
    assert [row["verdi"] for row in answer["rows"]] == [640, 70, 710]
    assert answer["page"].endswith(
        "/sammenlign/?indikator=ukp-dogn&gruppe=network%3Aror&periode=2024&maal=antall"
    )
    assert [column["key"] for column in answer["columns"]] == list(answer["rows"][0])
    assert get(measured, "kari", "compare-xlsx", **asked)["Content-Type"].endswith("spreadsheetml.sheet")


@pytest.mark.parametrize("name", ["compare-csv", "compare-xlsx", "api-compare"])
def test_files_and_api_go_through_the_same_gate(measured: Cast, name: str) -> None:
    guarded = {"indikator": CARERS, "gruppe": "network:ror"}
    assert b"Rauma" in get(measured, "kari", "compare-csv", **guarded).content
    refused = get(measured, "per", name, **guarded)
    assert refused.status_code == 200
    assert b"Rauma" not in refused.content
    assert get(measured, "anonymous", name, **guarded).status_code in {302, 401}


@pytest.mark.parametrize("name", ["open", "open-csv", "open-xlsx", "api-open"])
def test_what_is_open_is_open_to_all(measured: Cast, name: str) -> None:
    from tests.gevinst.dashboards.test_open_figures import grouped

    grouped(measured)
    assert get(measured, "anonymous", name).status_code == 200


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"kommune": "1539"}, "Ukjent parameter. Bruk visning, indikator, gruppe, aktorer, periode,"),
        ({"indikator": "tull"}, "Ukjent verdi «tull»"),
        ({"periode": "2031"}, "Ukjent verdi «2031»"),
        ({"maal": "alt"}, "Ukjent verdi «alt»"),
    ],
)
def test_a_program_is_told_what_it_asked_wrong(measured: Cast, query: dict[str, str], words: str) -> None:
    assert get(measured, "kari", "api-compare", indikator=UKP).status_code == 200
    response = get(measured, "kari", "api-compare", **query)
    assert response.status_code == 400
    assert words in str(response.json())


def test_the_description_of_the_api_is_made_without_a_complaint(db: Any) -> None:
    GENERATOR_STATS.reset()
    schema = SchemaGenerator().get_schema(request=None, public=True)
    assert not GENERATOR_STATS
    assert {f"/api/v1/{board.files_route.rstrip('/')}" for board in ANSWERING} <= set(schema["paths"])
    for board in ANSWERING:
        operation = schema["paths"][f"/api/v1/{board.files_route.rstrip('/')}"]["get"]
        assert {one["name"] for one in operation["parameters"]} == {name for name, _ in board.parameters}
        assert ("security" in operation) is board.needs_login
    assert schema["openapi"] == "3.1.0"


@pytest.mark.parametrize(
    "board", [one for one in ANSWERING if one.code not in ELSEWHERE], ids=lambda board: board.code
)
def test_a_board_answers_to_the_names_it_says_it_has(board: Board, measured: Cast) -> None:
    from tests.gevinst.dashboards.test_open_figures import grouped

    grouped(measured)
    assert_it_answers_to_its_names(board, measured.kari)
