"""What is told of a value, and to whom."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from indicators.catalogue.models import Indicator
from indicators.measurements.models import Measurement
from tests.cast import Cast
from tests.counting import queries
from tests.gevinst.api.asking import GUARDED, SHARE, UKP, URL, ask, text
from tests.gevinst.api.conftest import make_token, program

pytestmark = pytest.mark.django_db
AsProgram = Callable[..., Client]


def test_a_value_says_all_that_is_known_of_it(measured: Cast, as_program: AsProgram) -> None:
    found = ask(as_program("kari"), indicator=SHARE)
    batch = Measurement.objects.get(indicator__slug=SHARE).batch
    assert found == [
        {
            "indicator": SHARE,
            "actor": "municipality:1539",
            "actor_name": "Rauma",
            "period": "2024-01",
            "breakdown": {},
            "value": 3100 / 42,
            "numerator": 31,
            "denominator": 42,
            "reason": "",
            "bound": None,
            "status": "final",
            "as_of": None,
            "source": "NPR",
            "batch": batch.pk,
            "written_at": found[0]["written_at"],
            "example": False,
        }
    ]


def test_a_number_that_is_not_there_is_null_with_its_reason(measured: Cast, as_program: AsProgram) -> None:
    hidden, below = ask(as_program("kari"), indicator=UKP, actor="municipality:1539", **{"from": "2024-02"})
    assert (hidden["value"], hidden["reason"], hidden["bound"]) == (None, "hidden", None)
    assert (below["value"], below["reason"], below["bound"]) == (None, "below", 5)


def test_guarded_figures_are_for_those_who_share_them(measured: Cast, as_program: AsProgram) -> None:
    kari, per = as_program("kari"), as_program("per")
    assert {one["actor_name"] for one in ask(kari, indicator=GUARDED)} == {"Rauma", "Molde"}
    assert {one["actor_name"] for one in ask(per, indicator=GUARDED)} == {"Steinkjer"}
    assert ask(per, indicator=GUARDED, actor="municipality:1539") == []
    assert len(ask(per, indicator=UKP)) == len(ask(kari, indicator=UKP)) == 10
    assert ask(measured.client("nora"), indicator=GUARDED) == []


def test_the_other_forms_hold_no_more_than_json(measured: Cast, as_program: AsProgram) -> None:
    per = as_program("per")
    assert "Rauma" not in text(per, indicator=GUARDED)
    assert "Steinkjer" in text(per, indicator=GUARDED)
    dataset = per.get(URL, {"indicator": GUARDED, "format": "json-stat"}).json()
    assert dataset["dimension"]["aktørkode"]["category"]["index"] == ["5006"]


def test_nobody_is_let_in_without_saying_who(measured: Cast) -> None:
    answer = Client().get(URL, {"indicator": UKP})
    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"


def test_answers_are_for_nobody_elses_cache(measured: Cast, as_program: AsProgram) -> None:
    for client in (as_program("kari"), measured.client("kari")):
        for form in ("json", "csv", "json-stat"):
            answer = client.get(URL, {"format": form})
            assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))


@pytest.mark.parametrize("form", ["json", "csv", "json-stat"])
def test_the_queries_are_as_many_for_few_values_as_for_many(
    measured: Cast, catalogue: dict[str, Indicator], form: str
) -> None:
    _, secret = make_token(measured.kari, measured.rauma)
    client = program(secret)
    client.get(URL)
    for query in ({"indicator": UKP, "actor": "municipality:1539"}, {"indicator": UKP, "actor": EVERYBODY}):
        with queries(f"api: values as {form}"):
            b"".join(client.get(URL, {**query, "format": form}))


EVERYBODY = ["municipality:1539", "municipality:1506", "municipality:5006"]
