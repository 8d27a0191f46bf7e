"""Values are chosen by what they are of, and a question that means nothing is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from indicators.catalogue.models import Indicator
from tests.cast import Cast
from tests.gevinst.api.asking import UKP, URL, ask, broken_down

pytestmark = pytest.mark.django_db
AsProgram = Callable[..., Client]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"actor": "municipality:1506"}, 3),
        ({"actor": ["municipality:1506", "municipality:5006"]}, 6),
        ({"from": "2024-02"}, 3 + 1),
        ({"to": "2024-01"}, 3 + 3),
        ({"from": "2024", "to": "2024"}, 10),
        ({"from": "2025"}, 0),
        ({"period_kind": "year"}, 3),
        ({"status": "preliminary"}, 3),
        ({"status": ["preliminary", "final"]}, 10),
        ({"breakdown": "alle"}, 10),
        ({"breakdown": "alder:80-"}, 0),
    ],
)
def test_values_are_chosen_by(
    measured: Cast, as_program: AsProgram, query: dict[str, Any], expected: int
) -> None:
    assert len(ask(as_program("kari"), indicator=UKP, **query)) == expected


def test_an_indicator_may_be_named_by_its_code(
    measured: Cast, as_program: AsProgram, catalogue: dict[str, Indicator]
) -> None:
    code = catalogue[UKP].codes.first()
    assert code is not None
    assert ask(as_program("kari"), indicator=code.code) == ask(as_program("kari"), indicator=UKP)


def test_a_breakdown_is_chosen_by_its_codes(
    measured: Cast, as_program: AsProgram, catalogue: dict[str, Indicator]
) -> None:
    broken_down(measured, catalogue)
    client = as_program("kari")
    (one,) = ask(client, indicator=UKP, breakdown="hastegrad:oh")
    assert one["breakdown"] == {"hastegrad": "oh"}
    assert len(ask(client, indicator=UKP, breakdown=["hastegrad:oh", "alle"])) == 11


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"indikator": UKP}, "Ukjent parameter. Bruk indicator, actor, from"),
        ({"order_by": "batch__created_by__password"}, "Ukjent parameter."),
        ({"actor__name": "Rauma"}, "Ukjent parameter."),
        ({"indicator": "finnes-ikke"}, "Ukjent verdi «finnes-ikke»."),
        ({"actor": "Rauma"}, "slag:kode fra /api/v1/actors"),
        ({"actor": "municipality:1539' OR 1=1"}, "slag:kode fra /api/v1/actors"),
        ({"from": "i fjor"}, "en periode som 2026"),
        ({"from": ["2024", "2025"]}, "Oppgi bare én verdi."),
        ({"period_kind": "day"}, "Bruk week, month"),
        ({"status": "ok"}, "Bruk final, preliminary, partial"),
        ({"breakdown": "alder"}, "alle, eller dimensjon:kode"),
        ({"updated_since": "i går"}, "et tidspunkt som"),
        ({"updated_since": "0001-01-01T00:00:00+23:00"}, "et tidspunkt som"),
        ({"as_of": "2099-01-01"}, "som har vært"),
        ({"as_of": "2024-13-01"}, "et tidspunkt som"),
        ({"as_of": "2024-01-01", "updated_since": "2024-01-01T00:00:00Z"}, "sammen med updated_since"),
        ({"format": "xml"}, "Bruk json, csv, json-stat"),
        ({"limit": "0"}, "et helt tall fra 1 til 5000"),
        ({"limit": "5001"}, "et helt tall fra 1 til 5000"),
        ({"limit": "٣"}, "et helt tall fra 1 til 5000"),
        ({"cursor": "tull"}, "adressen i «next»"),
        ({"cursor": "WzEsMl0"}, "adressen i «next»"),
        ({"format": "csv", "limit": "3"}, "sider bare for JSON"),
        ({"indicator": "a\x00b"}, "Ukjent verdi «ab»."),
        ({"indicator": "x" * 201}, "Ukjent verdi"),
        ({"actor": [f"municipality:{n}" for n in range(401)]}, "høyst 400 verdier"),
    ],
)
def test_a_question_that_means_nothing_is_refused_by_name(
    measured: Cast, as_program: AsProgram, query: dict[str, Any], words: str
) -> None:
    answer = as_program("kari").get(URL, query)
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert words in " ".join(one["detail"] for one in answer.json()["errors"])
    assert {one["field"] for one in answer.json()["errors"]} <= set(query)
