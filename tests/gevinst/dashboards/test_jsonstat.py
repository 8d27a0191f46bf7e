from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from gevinst.dashboards.jsonstat import as_jsonstat
from gevinst.dashboards.tables import Answer, Cell, Column
from indicators.imports.formats.jsonstat import reader
from tests.gevinst.dashboards.test_downloads import ANSWER, LINK, MADE

COLUMNS = (
    Column("kommunenr", "Kommunenummer", role="geo"),
    Column("kommune", "Kommune", role="name"),
    Column("periode", "Periode", role="time"),
    Column("verdi", "Døgn", 1),
    Column("teller", "Teller", 0),
    Column("merknad", "Merknad"),
)
ROWS: list[list[Cell]] = [
    ["0301", "Oslo", "2024-01", 12.5, 25.0, ""],
    ["0301", "Oslo", "2024-02", None, None, "Skjult"],
    ["1539", "Rauma «å»", "2024-01", 3.0, 6.0, ""],
]
LONG = Answer("tall", "Døgn per måned", COLUMNS, ROWS, [("Kilde", "NPR")], [])


def read(answer: Answer) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(as_jsonstat(answer, LINK, MADE))
    return found


def read_back(answer: Answer, tmp_path: Path) -> list[list[Any]]:
    """What our own importer makes of it."""
    path = tmp_path / "tabell.json"
    path.write_bytes(as_jsonstat(answer, LINK, MADE))
    return [cells for _number, cells in reader.read(path, path.name).rows()]


def test_actors_and_periods_are_dimensions_with_their_roles() -> None:
    found = read(LONG)
    assert (found["id"], found["size"]) == (["kommunenr", "periode", "tall"], [2, 2, 2])
    assert found["role"] == {"metric": ["tall"], "geo": ["kommunenr"], "time": ["periode"]}
    assert found["dimension"]["kommunenr"]["category"]["label"] == {"0301": "Oslo", "1539": "Rauma «å»"}
    assert found["value"] == {"0": 12.5, "1": 25, "4": 3.0, "5": 6}


def test_it_says_what_it_is_where_it_is_from_and_why_a_cell_is_empty() -> None:
    found = read(LONG)
    assert (found["label"], found["source"], found["href"]) == ("Døgn per måned", "NPR", LINK)
    assert found["note"] == ["Kilde: NPR", "0301, Oslo, 2024-02: Skjult"]


def test_our_own_importer_reads_back_every_text_and_number(tmp_path: Path) -> None:
    head, *rows = read_back(LONG, tmp_path)
    assert head == ["kommunenr", "kommunenr (navn)", "periode", "tall", "tall (navn)", "verdi"]
    assert rows[0] == ["0301", "Oslo", "2024-01", "verdi", "Døgn", 12.5]
    assert rows[3] == ["0301", "Oslo", "2024-02", "teller", "Teller", ".."]
    assert rows[4] == ["1539", "Rauma «å»", "2024-01", "verdi", "Døgn", 3.0]


def test_rows_that_are_not_told_apart_are_a_dimension_of_their_own(tmp_path: Path) -> None:
    twice = replace(LONG, rows=[ROWS[0], ROWS[0]])
    assert (read(twice)["id"], read(twice)["size"]) == (["rad", "tall"], [2, 2])
    assert read_back(ANSWER, tmp_path)[1] == ["Bærum; Asker", "verdi", "Døgn", -75.63]


def test_an_actor_without_a_number_stands_under_its_name() -> None:
    whole = replace(LONG, rows=[["", "ROR-nettverket", "2024-01", 1.0, 2.0, ""]])
    assert read(whole)["dimension"]["kommunenr"]["category"]["index"] == ["ROR-nettverket"]
