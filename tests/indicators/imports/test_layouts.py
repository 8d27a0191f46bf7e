from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from indicators.imports.errors import FileError, FileFault
from indicators.imports.headers import fold, recognise
from indicators.imports.layouts import LAYOUTS, layout_for, propose
from indicators.imports.mapping import ColumnUse, Mapping, Role
from indicators.imports.table import Table, column_number, letter


def a_table(*rows: list[Any]) -> Table:
    def numbered() -> Iterator[tuple[int, list[Any]]]:
        return enumerate(rows, 1)

    return Table(sheet="", rows=numbered, total=len(rows))


def roles(mapping: Mapping) -> dict[str, Role]:
    return {use.header: use.role for use in mapping.columns}


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("kommunenr", Role.ACTOR_CODE),
        ("Kommune-nr.", Role.ACTOR_CODE),
        ("KOMMUNENUMMER ", Role.ACTOR_CODE),
        ("Aktør", Role.ACTOR),
        ("aktoer", Role.ACTOR),
        ("Måned", Role.MONTH),
        ("maaned", Role.MONTH),
        ("ÅR", Role.YEAR),
        ("Verdi", Role.VALUE),
        ("Teller", Role.NUMERATOR),
        ("nevner", Role.DENOMINATOR),
        ("Per dato", Role.AS_OF),
        ("Diagnosegruppe", Role.CATEGORY),
        ("kilde", Role.IGNORE),
        ("2024-03", Role.VALUE),
        ("mars 2024", Role.VALUE),
        (2024.0, Role.VALUE),
    ],
)
def test_it_recognises_a_heading_however_it_is_spelt(heading: Any, role: Role) -> None:
    found = recognise(0, heading)
    assert found is not None
    assert found.role is role


@pytest.mark.parametrize("heading", ["", "Enhet", "Beskrivelse", "endring i %"])
def test_it_does_not_guess_at_other_headings(heading: str) -> None:
    assert recognise(0, heading) is None


def test_an_actor_heading_says_the_kind_of_actor() -> None:
    found = recognise(0, "Bydel")
    assert found is not None
    assert found.kind == "district"


def test_a_period_heading_says_its_period() -> None:
    found = recognise(0, "des. 2021")
    assert found is not None
    assert found.period == "2021-12"


def test_folding_keeps_different_words_apart() -> None:
    assert fold("År") == fold("aar") == fold(" AAR. ")
    assert fold("verdi") != fold("verdier")


def test_one_value_a_row_is_the_long_layout() -> None:
    mapping = propose(a_table(["kommunenr", "indikator", "periode", "verdi"]), "x")
    assert mapping.layout == "long"
    assert mapping.header_row == 1


def test_periods_as_headings_are_the_wide_layout() -> None:
    mapping = propose(a_table(["kommune", "indikator", "2022", "2023"]), "x")
    assert mapping.layout == "wide"
    assert [use.period for use in mapping.uses(Role.VALUE)] == ["2022", "2023"]


def test_headings_are_found_below_title_lines() -> None:
    table = a_table(["Uttrekk fra NPR"], [], ["Laget 2024"], ["kommune", "indikator", "periode", "verdi"])
    assert propose(table, "x").header_row == 4


def test_a_period_beside_a_value_column_is_not_read_twice() -> None:
    mapping = propose(a_table(["kommune", "indikator", "periode", "verdi", "2023"]), "x")
    assert roles(mapping)["2023"] is Role.IGNORE


def test_an_unknown_column_is_shown_and_not_used() -> None:
    assert (
        roles(propose(a_table(["kommune", "indikator", "år", "verdi", "Farge"]), "x"))["Farge"] is Role.IGNORE
    )


def test_what_holds_for_the_file_need_not_stand_in_a_column() -> None:
    given = {"indicator": "ukp-dogn", "actor": "1539", "period": "2024"}
    assert propose(a_table(["verdi"]), "x", constants=given).constants == given


@pytest.mark.parametrize(
    ("headings", "lacking"),
    [
        (["indikator", "periode", "verdi"], "hvem tallet gjelder"),
        (["kommune", "periode", "verdi"], "hvilken måleindikator"),
        (["kommune", "indikator", "verdi"], "en kolonne for perioden"),
        (["kommune", "indikator", "periode"], "en kolonne med tall"),
    ],
)
def test_it_says_what_is_missing_and_what_it_saw(headings: list[str], lacking: str) -> None:
    with pytest.raises(FileError, match=lacking) as caught:
        propose(a_table(["Tittel"], headings), "tall.csv")
    assert caught.value.fault is FileFault.NOT_THE_TEMPLATE
    assert f"rad 2 er «{headings[0]}»" in str(caught.value)


def test_an_asked_for_layout_that_does_not_fit_is_refused() -> None:
    with pytest.raises(FileError):
        propose(a_table(["kommune", "indikator", "2022", "2023"]), "x", layout="long")


def test_a_mapping_survives_being_stored() -> None:
    mapping = propose(
        a_table(["kommune", "alder", "indikator", "2022", "2023"]), "x", constants={"actor": "1539"}
    )
    assert Mapping.from_data(mapping.as_data()) == mapping


def test_a_stored_mapping_with_an_unknown_key_is_refused() -> None:
    data = propose(a_table(["kommune", "indikator", "år", "verdi"]), "x").as_data()
    with pytest.raises(ValueError, match="ukjente nøkler"):
        Mapping.from_data({**data, "sheets": 3})
    data["columns"][0]["rolle"] = "actor"
    with pytest.raises(ValueError, match="Ukjent nøkkel for en kolonne: rolle"):
        Mapping.from_data(data)


@pytest.mark.parametrize(("place", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_have_the_letters_of_a_spreadsheet(place: int, name: str) -> None:
    assert letter(place) == name
    assert column_number(name) == place


def test_a_column_without_a_heading_goes_by_its_letter() -> None:
    assert ColumnUse(column=27, header="", role=Role.VALUE).name == "AB"


@pytest.mark.parametrize("code", LAYOUTS)
def test_every_layout_loads(code: str) -> None:
    assert layout_for(code).NAME
