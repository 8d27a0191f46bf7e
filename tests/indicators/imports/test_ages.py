"""Rows by single years of age become the age groups of the catalogue, and everybody."""

from __future__ import annotations

import pytest

from indicators.imports.layouts import propose
from indicators.imports.layouts.ages import AgeGroup, Year, age_groups, year_of
from indicators.imports.layouts.summing import summed
from indicators.imports.mapping import ColumnUse, Mapping, Role
from indicators.imports.table import Cell, Table

MAPPING = Mapping(
    header_row=1,
    columns=(
        ColumnUse(column=0, header="kommune", role=Role.ACTOR),
        ColumnUse(column=1, header="alder", role=Role.AGE, dimension="alder"),
        ColumnUse(column=2, header="2024", role=Role.VALUE, period="2024"),
    ),
)
EVERY_YEAR = [*range(105), "105 år eller eldre"]


def table(*rows: list[Cell]) -> Table:
    head: list[Cell] = ["kommune", "alder", "2024"]
    return Table(sheet="", rows=lambda: enumerate([head, *rows], 1), total=len(rows) + 1)


def added(*rows: list[Cell]) -> dict[tuple[Cell, Cell], Cell]:
    found = list(summed(table(*rows), MAPPING, "x").rows())[1:]
    assert len({(cells[0], cells[1]) for _number, cells in found}) == len(found)
    return {(cells[0], cells[1]): cells[2] for _number, cells in found}


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("0 years", Year(0)),
        ("1 year", Year(1)),
        ("105 years or older", Year(105, and_over=True)),
        ("7 år", Year(7)),
        ("7-åringer", None),
        ("105+", Year(105, and_over=True)),
        ("90 år og over", Year(90, and_over=True)),
        ("12", Year(12)),
        ("0-17", None),
        ("67-79 år", None),
        ("I alt", None),
        ("", None),
    ],
)
def test_a_single_year_is_known_however_it_is_written(text: str, year: Year | None) -> None:
    assert year_of(text) == year


def test_the_groups_are_those_of_the_catalogue() -> None:
    assert age_groups("alder")["67+"] == AgeGroup(67)
    assert age_groups("alder")["0-17"] == AgeGroup(0, 17)
    assert age_groups("diagnosegruppe") == {}


def test_every_year_is_added_to_everybody_and_to_each_group_it_is_in() -> None:
    figures = added(*([place, age, 2] for place in ("Rauma", "Molde") for age in EVERY_YEAR))
    assert figures["Rauma", ""] == 212
    assert figures["Rauma", "0-17"] == 36
    assert figures["Molde", "67+"] == 2 * (106 - 67)
    assert len(figures) == 2 * (1 + len(age_groups("alder")))


def test_a_group_that_lacks_a_year_is_left_out_and_so_is_everybody() -> None:
    figures = added(*(["Rauma", age, 1] for age in EVERY_YEAR if age != 70))
    assert "0-17" in {group for _place, group in figures}
    assert not {"", "67+"} & {group for _place, group in figures}


def test_without_the_oldest_nobody_knows_how_many_are_old() -> None:
    groups = {group for _place, group in added(*(["Rauma", age, 1] for age in range(105)))}
    assert groups == {"0-17", "18-25"}


def test_a_printed_total_stands_and_nothing_is_added_to_it() -> None:
    rows: list[list[Cell]] = [["Rauma", age, 1] for age in EVERY_YEAR]
    figures = added(["Rauma", "I alt", 107], *rows)
    assert figures["Rauma", "alle"] == 107
    assert ("Rauma", "") not in figures
    assert figures["Rauma", "18-25"] == 8


def test_what_names_no_year_is_left_for_the_reader_to_refuse() -> None:
    assert added(["Rauma", "ukjent", 3]) == {("Rauma", "ukjent"): 3}


def test_it_is_said_aloud() -> None:
    (told,) = summed(table(), MAPPING, "x").notes
    assert (
        told == "Ettårig alder i «alder» er lagt sammen til alle, og til aldersgruppene der hvert år er med."
    )


@pytest.mark.parametrize(
    ("slug", "ages", "role"),
    [
        ("folkemengde", EVERY_YEAR, Role.AGE),
        ("folkemengde", ["0-17", "67+", "80+"], Role.CATEGORY),
        ("skropelige-eldre-per-1000", EVERY_YEAR, Role.CATEGORY),
    ],
)
def test_it_is_proposed_for_single_years_of_what_may_be_added_up(
    slug: str, ages: list[Cell], role: Role
) -> None:
    rows: list[list[Cell]] = [["Rauma", age, 1] for age in ages]
    mapping = propose(table(*rows), "x.csv", constants={Role.INDICATOR.value: slug})
    assert [use.role for use in mapping.columns if use.dimension] == [role]
