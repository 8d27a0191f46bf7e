"""Rows sent as JSON through the API."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from indicators.imports.errors import FileError, FileFault
from indicators.imports.formats import open_table
from tests.indicators.imports.conftest import House

ROW = {"kommunenr": "1539", "indikator": "KPI1", "periode": "2024-03", "verdi": 12}


def rows(tmp_path: Path, document: Any) -> list[tuple[int, list[Any]]]:
    path = tmp_path / "rader.json"
    path.write_text(document if isinstance(document, str) else json.dumps(document))
    return [(number, list(cells)) for number, cells in open_table(path, path.name).rows()]


def refused(tmp_path: Path, document: Any) -> FileError:
    with pytest.raises(FileError) as caught:
        rows(tmp_path, document)
    return caught.value


def test_keys_are_headings_and_each_object_is_a_row(tmp_path: Path) -> None:
    assert rows(tmp_path, [ROW]) == [(0, [*ROW]), (1, [*ROW.values()])]


def test_a_key_that_is_not_there_is_an_empty_cell(tmp_path: Path) -> None:
    assert rows(tmp_path, [{"a": 1}, {"b": None, "a": True}]) == [
        (0, ["a", "b"]), (1, [1, None]), (2, ["SANN", None]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ([ROW, 5], "Rad 2 er ikke et objekt med nøkler og verdier."),
        ([{"verdi": [1]}], "«verdi» i rad 1 er en liste eller et objekt."),
        ('[{"verdi": 1, "verdi": 2}]', "nøkkelen «verdi» står to ganger"),
        ("[{]", "feil i JSON på linje 1"),
    ],
)
def test_what_is_not_flat_rows_is_refused_with_its_place(tmp_path: Path, document: Any, said: str) -> None:
    assert said in str(refused(tmp_path, document))


def test_an_empty_list_is_an_empty_file(tmp_path: Path) -> None:
    assert refused(tmp_path, []).fault is FileFault.EMPTY


def test_rows_come_in_and_faults_have_their_row(house: House) -> None:
    wrong = {**ROW, "verdi": "tolv", "periode": "2024-04"}
    upload = house.read(json.dumps([ROW, wrong]), "rader.json")
    assert house.counts(upload) == {"new": 1, "rejected": 1}
    assert house.faults(upload)[0][:3] == (2, "verdi", "tolv")


def test_missing_keys_are_said_as_keys(house: House) -> None:
    upload = house.read(json.dumps([{"kommunenr": "1539", "periode": "2024", "verdi": 1}]), "rader.json")
    assert "Nøklene er «kommunenr», «periode», «verdi»." in upload.problem
