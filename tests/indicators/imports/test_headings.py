"""Headings over several rows, columns known by what stands in them, figures laid out in every direction."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from indicators.imports.errors import FileError, FileFault
from indicators.imports.layouts import propose
from indicators.imports.layouts.rich import recognise_rich
from indicators.imports.mapping import Mapping, Role
from indicators.imports.models import Upload
from indicators.imports.table import Table
from tests.indicators.imports.conftest import House, workbook

UKP = {"indicator": "ukp-dogn"}


def a_table(*rows: list[Any], **given: Any) -> Table:
    def numbered() -> Iterator[tuple[int, list[Any]]]:
        return enumerate(rows, 1)

    return Table(sheet="", rows=numbered, total=len(rows), **given)


def proposed(*rows: list[Any], layout: str = "", **constants: str) -> Mapping:
    return propose(a_table(*rows), "tall.csv", layout=layout, constants=constants)


def used(mapping: Mapping) -> dict[str, str]:
    return {use.header: use.role.value for use in mapping.columns if use.role is not Role.IGNORE}


def lacking(*rows: list[Any], **constants: str) -> str:
    with pytest.raises(FileError) as caught:
        proposed(*rows, **constants)
    assert caught.value.fault is FileFault.NOT_THE_TEMPLATE
    return str(caught.value)


TWO_ROWS = (
    ["Andel innen fristen"],
    ["", "2022", "", "2023", ""],
    ["Kommune", "Teller", "Nevner", "Teller", "Nevner"],
    ["Rauma", 1, 2, 3, 4],
)


def test_two_rows_of_headings_are_read_as_one() -> None:
    mapping = proposed(*TWO_ROWS, indicator="bup-andel-avviste")
    assert (mapping.layout, mapping.header_row) == ("wide", 3)
    assert [(use.header, use.role.value, use.period) for use in mapping.columns[1:]] == [
        ("2022 / Teller", "numerator", "2022"),
        ("2022 / Nevner", "denominator", "2022"),
        ("2023 / Teller", "numerator", "2023"),
        ("2023 / Nevner", "denominator", "2023"),
    ]


def test_three_rows_of_headings_are_read_as_one() -> None:
    mapping = proposed(
        ["", "2023", "", "", ""],
        ["", "0-17", "", "80+", ""],
        ["Kommune", "Teller", "Nevner", "Teller", "Nevner"],
        ["Rauma", 1, 2, 3, 4],
        indicator="bup-andel-avviste",
    )
    last = mapping.columns[-1]
    assert (last.header, last.period, dict(last.categories)) == (
        "2023 / 80+ / Nevner",
        "2023",
        {"alder": "80+"},
    )


def test_a_date_cell_above_the_parts_is_its_month() -> None:
    mapping = proposed(
        ["", date(2024, 1, 1), "", date(2024, 2, 1), ""],
        ["Kommune", "Teller", "Nevner", "Teller", "Nevner"],
        ["Rauma", 1, 2, 3, 4],
        indicator="bup-andel-avviste",
    )
    assert [use.period for use in mapping.columns[1:]] == ["2024-01", "2024-01", "2024-02", "2024-02"]


def test_a_title_above_the_headings_is_not_part_of_them() -> None:
    mapping = proposed(["Uttrekk 2024"], ["kommune", "indikator", "periode", "verdi"])
    assert mapping.header_row == 2
    assert set(used(mapping)) == {"kommune", "indikator", "periode", "verdi"}


def test_the_name_of_a_dimension_above_its_categories_says_nothing_more() -> None:
    mapping = proposed(
        ["", "Alder", ""], ["Kommune", "0-17", "80+"], ["Rauma", 1, 2], indicator="folkemengde", period="2023"
    )
    assert [dict(use.categories) for use in mapping.uses(Role.VALUE)] == [{"alder": "0-17"}, {"alder": "80+"}]


def test_a_workbook_with_merged_headings_comes_in(house: House) -> None:
    upload = house.read(
        workbook({"Ark": TWO_ROWS}), "andel.xlsx", indicator=house.indicator("bup-andel-avviste")
    )
    assert house.faults(upload) == []
    staged = upload.staged.values_list("period_start__year", "numerator", "denominator")
    assert set(staged) == {(2022, 1.0, 2.0), (2023, 3.0, 4.0)}


def test_indicators_as_columns_are_known_by_code_slug_and_title() -> None:
    mapping = proposed(
        ["kommunenr", "periode", "KPI1", "bup-avviste", "Folkemengde etter alder"], ["1539", "2023", 1, 2, 3]
    )
    assert mapping.layout == "indicators"
    assert [use.indicator for use in mapping.uses(Role.VALUE)] == ["ukp-dogn", "bup-avviste", "folkemengde"]


def test_an_indicator_may_have_its_parts_in_columns() -> None:
    mapping = proposed(["", "BU3", ""], ["Kommune", "Teller", "Nevner"], ["Rauma", 1, 2], period="2023")
    assert [(use.role.value, use.indicator) for use in mapping.columns[1:]] == [
        ("numerator", "bup-andel-avviste"),
        ("denominator", "bup-andel-avviste"),
    ]


def test_categories_as_columns_are_known_with_their_total() -> None:
    mapping = proposed(
        ["kommunenr", "periode", "0-17", "80 år og eldre", "I alt"],
        ["1539", "2023", 1, 2, 9],
        indicator="folkemengde",
    )
    assert mapping.layout == "categories"
    assert [dict(use.categories) for use in mapping.uses(Role.VALUE)] == [
        {"alder": "0-17"},
        {"alder": "80+"},
        {},
    ]


def test_a_category_that_begins_like_a_plan_is_none() -> None:
    mapping = proposed(
        ["Kommune", "År", "Øyeblikkelig hjelp (ØH)", "Planlagt", "Alle"], ["Rauma", 2023, 1, 2, 3], **UKP
    )
    assert [dict(use.categories) for use in mapping.uses(Role.VALUE)] == [
        {"hastegrad": "oh"},
        {"hastegrad": "planlagt"},
        {},
    ]


def test_a_breakdown_as_columns_comes_in(house: House) -> None:
    upload = house.read(
        "kommunenr;periode;0-17;80+;Totalt\n1539;2023;1;2;9\n", indicator=house.indicator("folkemengde")
    )
    assert house.faults(upload) == []
    assert sorted(upload.staged.values_list("breakdown__key", "numerator")) == [
        ("", 9.0), ("alder=0-17", 1.0), ("alder=80+", 2.0),
    ]  # fmt: skip


def test_indicators_as_columns_come_in(house: House) -> None:
    upload = house.read("kommunenr;periode;KPI1;BF1\n1539;2023;5;7000\n")
    assert house.faults(upload) == []
    assert set(upload.staged.values_list("indicator__slug", "numerator")) == {
        ("ukp-dogn", 5.0),
        ("folkemengde", 7000.0),
    }


def test_one_category_alone_is_a_word_like_any_other() -> None:
    assert "en kolonne med tall" in lacking(
        ["kommune", "periode", "Annet", "Farge"], ["Rauma", "2023", "x", "y"], **UKP
    )


def test_a_file_says_itself_what_its_columns_are_for() -> None:
    table = a_table(
        ["sted", "t", "maal", "verdi"],
        ["1539", "2023", "X", 5],
        declared={0: "actor_code", 1: "period", 2: "indicator"},
    )
    assert used(propose(table, "x")) == {
        "sted": "actor_code",
        "t": "period",
        "maal": "indicator",
        "verdi": "value",
    }
    chosen = propose(table, "x", constants={"indicator": "ukp-dogn"})
    assert "maal" not in used(chosen)


@pytest.mark.parametrize(
    "heading",
    [
        "Endring 2023",
        "Endringer 2023",
        "Mål 2026",
        "Måltall 2026",
        "Plan 2026",
        "Prognose 2027",
        "2022 / Rauma",
        "Kommune / 2022",
        "2022 / 2023",
    ],
)
def test_a_heading_of_something_else_is_not_a_figure(heading: str) -> None:
    found = recognise_rich(0, heading)
    assert found is None or found.role is not Role.VALUE


@pytest.mark.parametrize(
    ("above", "below", "periods"),
    [
        ("Kommune;2023;;2024;", ";november;desember;januar;februar", "2023-11 2023-12 2024-01 2024-02"),
        ("Kommune;2023;;;2024", ";T1;T2;T3;T1", "2023-T1 2023-T2 2023-T3 2024-T1"),
        (
            "Kommune;2023;;2024;",
            ";3. kvartal;4. kvartal;1. kvartal;2. kvartal",
            "2023-Q3 2023-Q4 2024-Q1 2024-Q2",
        ),
        ("Kommune;2024;;;", ";uke 1;uke 2;uke 3;uke 4", "2024-W01 2024-W02 2024-W03 2024-W04"),
    ],
)
def test_years_over_their_months_are_read_together(
    house: House, above: str, below: str, periods: str
) -> None:
    upload = house.read(f"{above}\n{below}\nRauma;1;2;3;4\n", indicator=house.indicator("ukp-dogn"))
    assert house.counts(upload) == {"new": 4}
    columns = upload.understood["mapping"]["columns"]
    assert [use["period"] for use in columns if "period" in use] == periods.split()


def test_headings_below_headings_that_nobody_knows_are_never_passed_over(house: House) -> None:
    """The first of two columns under «2023» is not the whole of 2023."""
    torn = "Kommune;2023;;2024;\n;Inne;Ute;Inne;Ute\nRauma;1;2;3;4\n"
    upload = house.read(torn, indicator=house.indicator("ukp-dogn"))
    assert upload.state == Upload.State.REFUSED
    assert "Overskriftene går over flere rader, og vi forstår ikke «Inne», «Ute»" in upload.problem
    remark = "Kommune;2023;2024;\nRauma;1;2;med forbehold\n"
    assert house.counts(house.read(remark, indicator=house.indicator("ukp-dogn"))) == {"new": 2}
