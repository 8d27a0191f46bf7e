from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from indicators.catalogue.models import Indicator
from indicators.imports.models import Upload
from indicators.imports.pipeline import faults_of, preview_counts, read_upload
from indicators.imports.services import commit_upload, receive_upload
from indicators.imports.undo import undo_batch
from indicators.measurements.models import Batch, Measurement
from indicators.measurements.services import breakdowns_for
from tests.cast import Cast, measure
from tests.counting import queries
from tests.gevinst.api.conftest import make_token, program

pytestmark = pytest.mark.django_db
URL = "/api/v1/values"
UKP, SHARE, GUARDED = "ukp-dogn", "ukp-andel-liggedogn", "pleiekontinuitet-hjemmetjenesten"
AsProgram = Callable[..., Client]


@pytest.fixture
def measured(cast: Cast, catalogue: dict[str, Indicator]) -> Cast:
    """Open and guarded figures of Rauma, of Molde with whom it shares, and of Steinkjer."""
    for actor in (cast.rauma, cast.molde, cast.steinkjer):
        measure(catalogue[UKP], actor, "2024-01", numerator=12)
        measure(catalogue[UKP], actor, "2024-02", reason="hidden")
        measure(catalogue[UKP], actor, "2024", numerator=75, status="preliminary")
        measure(catalogue[GUARDED], actor, "2024-03", stated=4.25)
    measure(catalogue[SHARE], cast.rauma, "2024-01", numerator=31, denominator=42)
    measure(catalogue[UKP], cast.rauma, "2024-03", reason="below", stated=5)
    return cast


def ask(client: Client, **query: Any) -> list[dict[str, Any]]:
    answer = client.get(URL, query)
    assert answer.status_code == 200, answer.content
    found: list[dict[str, Any]] = answer.json()["values"]
    return found


def about(found: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    return [(one["indicator"], one["actor"], one["period"]) for one in found]


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


def test_pages_hold_every_value_once_and_in_one_order(measured: Cast, as_program: AsProgram) -> None:
    client = as_program("kari")
    whole = ask(client)
    for limit in (1, 2, 3, 5):
        found: list[dict[str, Any]] = []
        following = f"{URL}?limit={limit}"
        while following:
            page = client.get(following).json()
            assert len(page["values"]) <= limit
            found += page["values"]
            following = page["next"]
        assert found == whole


def test_what_is_written_between_two_pages_moves_nothing(
    measured: Cast, as_program: AsProgram, catalogue: dict[str, Indicator]
) -> None:
    client = as_program("kari")
    whole = about(ask(client))
    first = client.get(f"{URL}?limit=3").json()
    measure(catalogue[whole[0][0]], measured.rauma, "2020-01", numerator=1)
    Measurement.objects.filter(period_start="2024-01-01", numerator=12).update(numerator=13)
    rest = client.get(first["next"].replace("limit=3", "limit=5000")).json()
    assert about(first["values"] + rest["values"]) == whole


def test_only_what_has_changed_since(
    cast: Cast, catalogue: dict[str, Indicator], as_program: AsProgram
) -> None:
    start = timezone.now().replace(microsecond=0) - timedelta(days=9)
    with time_machine.travel(start, tick=False):
        saved(cast, "1539;2024-01;12\n1539;2024-02;13\n")
    with time_machine.travel(start + timedelta(days=1), tick=False):
        batch = saved(cast, "1539;2024-02;14\n1539;2024-03;15\n")
    client = as_program("kari")

    def since(days: float) -> list[tuple[str, float]]:
        moment = (start + timedelta(days=days)).isoformat()
        return [(one["period"], one["value"]) for one in ask(client, updated_since=moment)]

    assert since(0) == [("2024-01", 12), ("2024-02", 14), ("2024-03", 15)]
    assert since(0.5) == [("2024-02", 14), ("2024-03", 15)]
    assert since(2) == []
    with time_machine.travel(start + timedelta(days=3), tick=False):
        undo_batch(batch, by=cast.kari)
    assert since(2) == [("2024-02", 13)], "what an undoing brought back has changed"


def test_values_are_told_as_they_were_known(
    cast: Cast, catalogue: dict[str, Indicator], as_program: AsProgram
) -> None:
    start = timezone.now().replace(microsecond=0) - timedelta(days=9)
    with time_machine.travel(start, tick=False):
        saved(cast, "1539;2024-01;12\n1539;2024-02;13\n")
    with time_machine.travel(start + timedelta(days=2), tick=False):
        saved(cast, "1539;2024-02;14\n1539;2024-03;15\n")
    client = as_program("kari")

    def known(days: int, **more: Any) -> list[float]:
        day = timezone.localdate(start + timedelta(days=days))
        return [one["value"] for one in ask(client, as_of=day.isoformat(), **more)]

    assert known(-1) == []
    assert known(0) == known(1) == [12, 13]
    assert known(2) == known(9) == [12, 14, 15]
    page = client.get(URL, {"as_of": timezone.localdate(start).isoformat(), "limit": 1}).json()
    assert [one["value"] for one in client.get(page["next"]).json()["values"]] == [13]
    moment = (start + timedelta(days=2, seconds=-1)).isoformat()
    assert [one["value"] for one in ask(client, as_of=moment)] == [12, 13]


def test_what_is_replaced_while_it_is_read_is_told_once(
    measured: Cast, monkeypatch: pytest.MonkeyPatch, as_program: AsProgram
) -> None:
    """Between the query of what stands and the one of what was replaced, rows move from one to the other."""
    client = as_program("kari")
    once = ask(client)
    both = [Measurement.objects.all(), Measurement.objects.all()]
    monkeypatch.setattr("indicators.measurements.exports.rows.sides", lambda moment: both)
    assert ask(client) == once
    assert len(ask(client, limit=3)) == 3


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
    # Preliminary becomes final and a bound becomes missing, as the form has no place for either.
    assert (counts["same"], counts["changed"], counts["rejected"]) == (7, 4, 0)


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


def text(client: Client, **query: Any) -> str:
    answer = client.get(URL, {"format": "csv", **query})
    assert answer.status_code == 200
    return b"".join(answer).decode()


def stat(client: Client, **query: Any) -> dict[str, Any]:
    found: dict[str, Any] = client.get(URL, {"format": "json-stat", **query}).json()
    return found


def read(content: bytes, name: str, **more: Any) -> Upload:
    upload = receive_upload(ContentFile(content), name=name, by=None, **more)
    read_upload(upload)
    upload.refresh_from_db()
    assert upload.state == Upload.State.READY, upload.problem
    return upload


def saved(cast: Cast, lines: str) -> Batch:
    indicator = Indicator.objects.get(slug=UKP)
    upload = read(f"kommunenr;periode;verdi\n{lines}".encode(), "tall.csv", indicator=indicator)
    return commit_upload(upload, by=cast.kari)


def broken_down(measured: Cast, catalogue: dict[str, Indicator]) -> None:
    whole = measure(catalogue[UKP], measured.rauma, "2024-06", numerator=2)
    (pk,) = breakdowns_for([frozenset({("hastegrad", "oh")})]).values()
    Measurement.objects.filter(pk=whole.pk).update(breakdown=pk)


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
