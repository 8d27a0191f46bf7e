"""Headings that say nothing or too much: what is seen by what stands below, and what is asked about."""

from __future__ import annotations

from typing import Any

import pytest

from indicators.imports.errors import FileError
from indicators.imports.layouts import propose
from indicators.imports.mapping import Role
from tests.indicators.imports.test_headings import UKP, a_table, lacking, proposed, used


@pytest.mark.parametrize(
    ("code", "year"),
    [
        ("1539", "2023"),
        ("0301", "2023"),
        (1539.0, 2023.0),
        ("K-1539", "2023"),
        ("1539 Rauma", "2023-01"),
        ("K-1539 Rauma", "2023"),
    ],
)
def test_columns_nobody_named_are_known_by_what_stands_in_them(code: Any, year: Any) -> None:
    mapping = proposed(["Hvor", "Når", "Hvor mye"], [code, year, 5], [code, year, 7.5], **UKP)
    assert list(used(mapping).values()) in (["actor_code", "period", "value"], ["actor", "period", "value"])


def test_a_table_without_headings_is_known_by_what_stands_in_it() -> None:
    mapping = proposed(["1539", "KPI1", "2023", 5], ["1505", "KPI1", "2023", 6])
    assert mapping.header_row == 0
    assert [use.role.value for use in mapping.columns] == ["actor_code", "indicator", "period", "value"]


def test_years_are_not_taken_for_municipalities_nor_the_other_way() -> None:
    mapping = proposed(["a", "b", "c"], ["2011", "2023", "5"], ["5001", "2022", "6"], **UKP)
    assert used(mapping) == {"a": "actor_code", "b": "period", "c": "value"}


def test_of_two_plain_numbers_none_is_guessed() -> None:
    assert "en kolonne med tall" in lacking(["kommune", "periode", "a", "b"], ["Rauma", "2023", 1, 2], **UKP)


def test_what_a_heading_says_wins_over_what_stands_below() -> None:
    mapping = proposed(["kommune", "merknad", "År", "verdi"], ["Rauma", "2020", "2023", 1], **UKP)
    assert used(mapping) == {"kommune": "actor", "År": "year", "verdi": "value"}


def test_a_row_of_data_is_not_taken_for_headings() -> None:
    said = lacking(
        ["Sted", "Ja", "Nei", "Svar"], ["Rauma", "2022", "2023", "x"], ["Rauma", "7", "5", "y"], **UKP
    )
    assert "Overskriftene på rad 1 er «Sted»" in said


def test_two_columns_for_one_figure_are_asked_about_and_not_chosen_between() -> None:
    said = lacking(["kommune", "indikator", "periode", "verdi", "Verdi"], ["Rauma", "KPI1", "2023", 5, 6])
    assert "«verdi» (D), «Verdi» (E) ser ut til å holde det samme tallet" in said


@pytest.mark.parametrize(("indicator", "heading"), [("ukp-dogn", "Antall"), ("bup-andel-avviste", "Andel")])
def test_of_a_number_and_a_part_the_indicator_says_which(indicator: str, heading: str) -> None:
    for headings in (["Kommune", "År", "Antall", "Andel"], ["Kommune", "Antall 2023", "Andel 2023"]):
        mapping = proposed(headings, ["Rauma", 2023, 5, 6], indicator=indicator)
        assert [use.header.split()[0] for use in mapping.uses(Role.VALUE)] == [heading]


def test_a_number_and_a_part_under_each_year_are_told_apart() -> None:
    mapping = proposed(
        ["Kommune", "2022", "", "2023", ""],
        ["", "Antall", "Andel", "Antall", "Andel"],
        ["Rauma", 1, 10, 3, 30],
        indicator="bup-andel-avviste",
    )
    assert [use.header for use in mapping.uses(Role.VALUE)] == ["2022 / Andel", "2023 / Andel"]


def test_where_the_rows_say_the_indicator_a_number_and_a_part_are_asked_about() -> None:
    said = lacking(["kommune", "indikator", "periode", "antall", "andel"], ["Rauma", "KPI1", "2023", 5, 6])
    assert "«antall» (D), «andel» (E) ser ut til å holde det samme tallet" in said


def test_a_part_beside_its_numerator_and_denominator_is_the_printed_one() -> None:
    mapping = proposed(["Kommune", "År", "Teller", "Nevner", "Andel"], ["Rauma", 2023, 1, 10, 10], **UKP)
    assert list(used(mapping).values()) == ["actor", "year", "numerator", "denominator", "value"]


def test_tables_side_by_side_are_asked_about_and_never_mixed() -> None:
    """The figures of the second would else be those of the actors of the first."""
    for rows in (
        (["Kommune", "2022", "", "Kommune", "2023"], ["Rauma", 5, "", "Molde", 9]),
        (["Kommunenr", "2022", "Kommunenr.", "2023"], ["1539", 5, "1506", 9]),
    ):
        said = lacking(*rows, **UKP)
        assert "«Kommune" in said
        assert "sier begge hvem tallet gjelder" in said


def test_two_places_in_a_file_that_says_what_its_columns_are_for_are_asked_about() -> None:
    table = a_table(
        ["fra", "til", "t", "verdi"],
        ["1539", "1506", "2023", 5],
        declared={0: "actor_code", 1: "actor_code", 2: "period"},
    )
    with pytest.raises(FileError, match="«fra» \\(A\\), «til» \\(B\\) sier begge hvem tallet gjelder"):
        propose(table, "x", constants=UKP)


def test_a_number_and_a_name_say_together_who_it_is() -> None:
    mapping = proposed(["Kommunenr", "Bydelsnr", "Kommune", "Bydel", "2023"], [1, 2, 3, 4, 5], **UKP)
    assert len(mapping.uses(Role.ACTOR, Role.ACTOR_CODE)) == 4
