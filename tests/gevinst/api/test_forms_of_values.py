"""The same values as CSV and JSON-stat."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client

from indicators.catalogue.models import Indicator
from indicators.imports.pipeline import faults_of, preview_counts
from indicators.measurements.models import Batch, Measurement
from tests.cast import Cast, measure
from tests.gevinst.api.asking import GUARDED, UKP, URL, ask, broken_down, read, stat, text

pytestmark = pytest.mark.django_db
AsProgram = Callable[..., Client]


def test_the_form_follows_accept_and_format_goes_before_it(measured: Cast, as_program: AsProgram) -> None:
    client = as_program("kari")
    for accept, query, expected in (
        ("*/*", {}, "application/json"),
        ("text/csv", {}, "text/csv; charset=utf-8"),
        ("application/vnd.json-stat+json", {}, "application/vnd.json-stat+json"),
        ("text/csv", {"format": "json"}, "application/json"),
        ("application/json", {"format": "csv"}, "text/csv; charset=utf-8"),
    ):
        answer = client.get(URL, query, headers={"accept": accept})
        assert (answer.status_code, answer["Content-Type"]) == (200, expected)
    refused = client.get(URL, headers={"accept": "text/html"})
    assert (refused.status_code, refused["Content-Type"]) == (406, "application/problem+json")


def test_the_csv_comes_back_with_nothing_changed(
    measured: Cast, catalogue: dict[str, Indicator], as_program: AsProgram
) -> None:
    broken_down(measured, catalogue)
    upload = read(text(as_program("kari")).encode(), "ut.csv")
    assert list(faults_of(upload)) == []
    readable = Measurement.objects.exclude(indicator__slug=GUARDED, actor=measured.steinkjer).count()
    assert preview_counts(upload) == {"new": 0, "changed": 0, "same": readable, "rejected": 0}


def test_text_is_made_harmless_and_a_negative_number_stays_one(
    cast: Cast, catalogue: dict[str, Indicator], as_program: AsProgram
) -> None:
    cast.rauma.name = "=HYPERLINK(1)"
    cast.rauma.save()
    measure(catalogue[UKP], cast.rauma, "2024-01", numerator=-75.63)
    Batch.objects.update(source="@SUM(A1)")
    (row,) = csv.DictReader(io.StringIO(text(as_program("kari")).removeprefix("\ufeff")), delimiter=";")
    assert (row["aktør"], row["kilde"]) == ("'=HYPERLINK(1)", "'@SUM(A1)")
    assert (row["teller"], row["beregnet verdi"]) == ("-75,63", "-75,63")


def test_a_csv_is_sent_as_it_is_read(measured: Cast, as_program: AsProgram) -> None:
    answer = as_program("kari").get(URL, {"format": "csv"})
    assert answer.streaming
    assert answer["Content-Disposition"] == 'attachment; filename="verdier.csv"'
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_json_stat_holds_codes_names_units_and_statuses(measured: Cast, as_program: AsProgram) -> None:
    dataset = stat(as_program("kari"), indicator=UKP, actor="municipality:1539")
    assert keeps_the_rules(dataset) == []
    assert dataset["id"] == ["indikator", "aktørkode", "periode"]
    assert dataset["size"] == [1, 1, 4]
    assert dataset["role"] == {"metric": ["indikator"], "geo": ["aktørkode"], "time": ["periode"]}
    assert dataset["dimension"]["aktørkode"]["category"] == {"index": ["1539"], "label": {"1539": "Rauma"}}
    periods = dataset["dimension"]["periode"]["category"]["index"]
    values = {periods[int(place)]: value for place, value in dataset["value"].items()}
    assert values == {"2024": 75, "2024-01": 12, "2024-02": None, "2024-03": None}
    statuses = {periods[int(place)]: status for place, status in dataset["status"].items()}
    assert statuses == {"2024": "*", "2024-02": ":", "2024-03": "<5"}


def test_our_own_reader_finds_every_value_of_the_json_stat(
    measured: Cast, catalogue: dict[str, Indicator], as_program: AsProgram
) -> None:
    broken_down(measured, catalogue)
    answer = as_program("kari").get(URL, {"indicator": UKP, "format": "json-stat"})
    assert keeps_the_rules(answer.json()) == []
    upload = read(answer.content, "ut.json")
    assert list(faults_of(upload)) == []
    counts = preview_counts(upload)
    assert (counts["same"], counts["changed"], counts["rejected"]) == (11, 0, 0)


def test_a_rule_of_json_stat_that_is_broken_is_found(measured: Cast, as_program: AsProgram) -> None:
    dataset = stat(as_program("kari"), indicator=UKP)
    for broken in ({"size": [1, 1, 1]}, {"value": {"999": 1}}, {"id": ["a", "b", "c"]}, {"version": "1"}):
        assert keeps_the_rules({**dataset, **broken}) != []


def test_an_empty_selection_is_an_empty_answer_in_every_form(measured: Cast, as_program: AsProgram) -> None:
    client = as_program("kari")
    assert ask(client, **{"from": "2030"}) == []
    assert text(client, **{"from": "2030"}).count("\n") == 1
    dataset = stat(client, **{"from": "2030"})
    assert (dataset["value"], dataset["size"]) == ({}, [0, 0, 0])


def test_json_stat_has_a_limit_and_says_so(
    measured: Cast, as_program: AsProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("indicators.measurements.exports.jsonstat.MOST_VALUES", 3)
    answer = as_program("kari").get(URL, {"format": "json-stat"})
    assert answer.status_code == 422
    assert "mer enn 3 verdier" in answer.json()["detail"]


def keeps_the_rules(dataset: dict[str, Any]) -> list[str]:
    """What is wrong by the rules of JSON-stat 2.0 (json-stat.org/full), in our own words."""
    return list(_broken_rules(dataset))


def _broken_rules(dataset: dict[str, Any]) -> Iterator[str]:
    if dataset.get("version") != "2.0" or dataset.get("class") != "dataset":
        yield "version and class"
    ids, sizes = dataset["id"], dataset["size"]
    if len(ids) != len(sizes) or set(ids) != set(dataset["dimension"]):
        yield "an id, a size and a dimension for each"
        return
    cells = 1
    for name, size in zip(ids, sizes, strict=True):
        category = dataset["dimension"][name]["category"]
        cells *= size
        if len(category["index"]) != size or len(set(category["index"])) != size:
            yield f"{name}: as many categories as its size"
        for part in ("label", "unit"):
            if set(category.get(part, ())) - set(category["index"]):
                yield f"{name}: {part} of a category that is not there"
    for role, names in dataset["role"].items():
        if role not in ("time", "geo", "metric") or set(names) - set(ids):
            yield f"role {role}"
    for part, kinds in (("value", (int, float, type(None))), ("status", (str,))):
        for place, found in dataset[part].items():
            if not 0 <= int(place) < cells or not isinstance(found, kinds):
                yield f"{part} {place}"
    if dataset["updated"] and date.fromisoformat(dataset["updated"][:10]) is None:
        yield "updated"
