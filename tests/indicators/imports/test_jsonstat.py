"""JSON-stat of both versions, as it is meant and as it goes wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from indicators.imports.errors import FileError, FileFault
from indicators.imports.formats import open_table
from indicators.imports.layouts import propose
from indicators.imports.table import Cell, Table
from tests.indicators.imports.conftest import House


def dataset(**changed: Any) -> dict[str, Any]:
    found = {
        "version": "2.0",
        "class": "dataset",
        "label": "Døgn",
        "id": ["Region", "Tid"],
        "size": [2, 2],
        "role": {"geo": ["Region"], "time": ["Tid"]},
        "dimension": {
            "Region": {
                "label": "region",
                "category": {
                    "index": {"1505": 1, "1539": 0},
                    "label": {"1539": "Rauma", "1505": "Kristiansund"},
                },
            },
            "Tid": {"label": "år", "category": {"index": ["2022", "2023"]}},
        },
        "value": [1, 2.5, None, None],
        "status": {"2": ":"},
    }
    return {**found, **changed}


def table(tmp_path: Path, document: Any, sheet: str = "") -> Table:
    path = tmp_path / "tall.json"
    path.write_text(json.dumps(document))
    return open_table(path, path.name, sheet)


def rows(tmp_path: Path, document: Any, sheet: str = "") -> list[list[Cell]]:
    return [list(cells) for _number, cells in table(tmp_path, document, sheet).rows()]


def refused(tmp_path: Path, document: Any) -> FileError:
    with pytest.raises(FileError) as caught:
        rows(tmp_path, document)
    return caught.value


def test_it_keeps_codes_labels_values_statuses_and_what_is_missing(tmp_path: Path) -> None:
    assert rows(tmp_path, dataset()) == [
        ["Region", "Region (navn)", "Tid", "verdi"],
        ["1539", "Rauma", "2022", 1],
        ["1539", "Rauma", "2023", 2.5],
        ["1505", "Kristiansund", "2022", ":"],
        ["1505", "Kristiansund", "2023", ".."],
    ]


def test_the_cells_are_numbered_from_one_below_the_headings(tmp_path: Path) -> None:
    assert [number for number, _cells in table(tmp_path, dataset()).rows()] == [0, 1, 2, 3, 4]


def test_what_the_file_says_its_dimensions_are_for_is_declared(tmp_path: Path) -> None:
    found = table(tmp_path, dataset())
    assert found.declared == {0: "actor_code", 1: "actor", 2: "period"}
    mapping = propose(found, "tall.json", constants={"indicator": "ukp-dogn"})
    assert [(use.header, use.role.value) for use in mapping.columns] == [
        ("Region", "actor_code"), ("Region (navn)", "actor"), ("Tid", "period"), ("verdi", "value"),
    ]  # fmt: skip


def test_values_may_be_sparse_and_what_is_left_out_is_missing(tmp_path: Path) -> None:
    sparse = rows(tmp_path, dataset(value={"0": 1, "3": 0}, status=None))
    assert [cells[-1] for cells in sparse[1:]] == [1, "..", "..", 0]


@pytest.mark.parametrize("status", ["..", ["..", "..", "..", ".."], [".."], {"2": "..", "3": ".."}])
def test_a_status_may_be_one_for_all_or_one_each(tmp_path: Path, status: Any) -> None:
    found = rows(tmp_path, dataset(status=status))
    assert [cells[3] for cells in found[1:]] == [1, 2.5, "..", ".."]


def test_a_status_beside_a_number_is_kept_and_said_aloud(tmp_path: Path) -> None:
    found = table(tmp_path, dataset(status={"0": "e", "1": "e"}))
    assert [list(cells)[-1] for _number, cells in found.rows()] == ["statuskode", "e", "e", "", ""]
    assert found.notes == ("2 tall har statuskoden «e». Koden er ikke lest.",)


def test_a_number_is_preliminary_where_its_status_says_so(house: House) -> None:
    document = dataset(value=[1, 2.5, 3, None], status=["*", "*", "", "<5"])
    upload = house.read(json.dumps(document), "tall.json", indicator=house.indicator("ukp-liggetid-som-ukp"))
    assert [(one.raw, one.status, one.reason) for one in upload.staged.order_by("row")] == [
        ("1*", "preliminary", ""),
        ("2,5*", "preliminary", ""),
        ("3", "final", ""),
        ("<5", "final", "below"),
    ]
    assert upload.understood["notes"] == []


def test_the_first_version_is_read_alike(tmp_path: Path) -> None:
    old = dataset()
    dimension = {**old["dimension"], "id": old.pop("id"), "size": ["2", "2"], "role": old.pop("role")}
    old.pop("size")
    old.pop("class")
    document = {"dataset": {**old, "dimension": dimension}}
    assert rows(tmp_path, document) == rows(tmp_path, dataset())


def test_each_dataset_of_a_bundle_or_a_collection_is_a_sheet(tmp_path: Path) -> None:
    other = dataset(label="Opphold", value=[5, 6, 7, 8])
    for document in (
        {"en": dataset(), "to": other},
        {"version": "2.0", "class": "collection", "link": {"item": [dataset(), other]}},
    ):
        found = table(tmp_path, document)
        assert (found.sheet, found.sheets) == ("Døgn", ("Døgn", "Opphold"))
        assert found.notes[0] == "Bare datasettet «Døgn» er lest. Filen har også «Opphold»."
        assert rows(tmp_path, document, "Opphold")[1][3] == 5
        with pytest.raises(FileError, match="Datasettene er «Døgn», «Opphold»"):
            table(tmp_path, document, "Annet")


def test_metadata_is_not_a_table_of_zeros(tmp_path: Path) -> None:
    nothing: list[Any] = [[], {}, None]
    for value in nothing:
        error = refused(tmp_path, dataset(value=value))
        assert error.fault is FileFault.NOT_THE_TEMPLATE
        assert "metadata til en tabell, uten tall" in str(error)
    both = table(tmp_path, {"a": dataset(label="Bare navn", value=[]), "b": dataset()})
    assert both.sheets == ("Døgn",)
    assert "1 datasett har bare metadata og er ikke lest." in both.notes


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"value": [1, 2, 3]}, "«value» har 3 plasser, men størrelsen er 4"),
        ({"value": {"9": 1}}, "«value» har en plass utenfor tabellen"),
        ({"size": [2, 3]}, "«Tid» har 2 kategorier, men størrelsen er 3"),
        ({"size": [2]}, "«id» og «size» mangler eller er ulike lange"),
        ({"size": [2, "to"]}, "en størrelse er ikke et helt tall"),
        ({"id": ["Region", "Kjønn"]}, "«Kjønn» mangler"),
        ({"dimension": {"Region": 5}}, "«Region» mangler"),
    ],
)
def test_what_does_not_agree_is_said(tmp_path: Path, changed: dict[str, Any], said: str) -> None:
    error = refused(tmp_path, dataset(**changed))
    assert error.fault is FileFault.BROKEN
    assert said in str(error)


@pytest.mark.parametrize(
    "document", [{}, {"a": 1}, {"class": "collection", "link": {"item": [{"href": "x"}]}}]
)
def test_other_json_is_said_to_have_no_table(tmp_path: Path, document: Any) -> None:
    assert "ingen JSON-stat-tabell i seg" in str(refused(tmp_path, document))


def test_a_table_too_large_to_hold_is_refused_by_its_sizes(tmp_path: Path) -> None:
    codes = [str(number) for number in range(3_000)]
    dimension = {name: {"category": {"index": codes}} for name in ("a", "b")}
    error = refused(
        tmp_path,
        {
            "class": "dataset",
            "id": ["a", "b"],
            "size": [3000, 3000],
            "dimension": dimension,
            "value": {"0": 1},
        },
    )
    assert error.fault is FileFault.TOO_MANY


def test_it_comes_in_whole(house: House) -> None:
    upload = house.read(json.dumps(dataset()), "tall.json", indicator=house.indicator("ukp-dogn"))
    assert [message[:26] for *_where, message in house.faults(upload)] == ["2,50 er ikke et helt tall,"]
    assert house.counts(upload) == {"new": 3, "rejected": 1}
    assert house.faults(upload)[0][0] == 2
