"""CSV from a PxWeb statistics bank: a title line, quoted headings, and periods and contents as columns."""

from __future__ import annotations

from pathlib import Path

import pytest

from indicators.imports.formats import open_table
from indicators.imports.layouts import propose
from indicators.imports.mapping import Mapping, Role
from tests.indicators.imports.conftest import House

TITLE = '"07459: Befolkning, etter region, statistikkvariabel og år"\r\n\r\n'


def proposed(tmp_path: Path, content: str, **constants: str) -> Mapping:
    path = tmp_path / "tabell.csv"
    path.write_bytes(content.encode("cp1252"))
    return propose(open_table(path, path.name), path.name, constants=constants)


def figures(mapping: Mapping) -> list[tuple[str, str, str]]:
    return [(use.header, use.indicator, use.period) for use in mapping.uses(Role.VALUE)]


def test_the_title_is_no_heading_and_the_periods_are_found_in_theirs(tmp_path: Path) -> None:
    content = TITLE + '"region";"Personer 2023";"Personer 2024"\r\n"K-1539 Rauma";7105;7127\r\n'
    mapping = proposed(tmp_path, content, indicator="folkemengde")
    assert (mapping.header_row, mapping.layout) == (3, "wide")
    assert figures(mapping) == [("Personer 2023", "", "2023"), ("Personer 2024", "", "2024")]


@pytest.mark.parametrize("period", ["2023M01", "2023K1", "2023U07", "2023"])
def test_all_the_ways_a_statistics_bank_writes_periods_are_known(tmp_path: Path, period: str) -> None:
    content = TITLE + f'"region";"Antall {period}"\r\n"K-1539 Rauma";7\r\n'
    (figure,) = proposed(tmp_path, content, indicator="ukp-dogn").uses(Role.VALUE)
    assert figure.period


def test_two_contents_are_not_taken_for_one_indicator(tmp_path: Path) -> None:
    content = TITLE + '"region";"år";"Personer 2024";"Husholdninger 2024"\r\n"K-1539 Rauma";2024;1;2\r\n'
    with pytest.raises(Exception, match="en kolonne med tall"):
        proposed(tmp_path, content, indicator="folkemengde")


def test_contents_that_are_indicators_are_told_apart(tmp_path: Path) -> None:
    content = TITLE + '"region";"KPI1 2023";"BF1 2023"\r\n"K-1539 Rauma";1;2\r\n'
    assert figures(proposed(tmp_path, content)) == [
        ("KPI1 2023", "ukp-dogn", "2023"),
        ("BF1 2023", "folkemengde", "2023"),
    ]


def test_targets_and_changes_are_not_figures(tmp_path: Path) -> None:
    content = '"region";"2022";"2023";"Endring 2023";"Mål 2026"\r\n"K-1539 Rauma";1;2;1;0\r\n'
    assert figures(proposed(tmp_path, content, indicator="ukp-dogn")) == [
        ("2022", "", "2022"),
        ("2023", "", "2023"),
    ]


def test_such_a_file_comes_in_untouched(house: House) -> None:
    content = TITLE + '"region";"UKP-døgn 2022";"UKP-døgn 2023"\r\n"K-1539 Rauma";12;..\r\n"K-1505";:;"-"\r\n'
    upload = house.read(content.encode("cp1252"), indicator=house.indicator("ukp-dogn"))
    assert house.faults(upload) == []
    found = upload.staged.values_list("actor__code", "period_start__year", "numerator", "reason")
    assert set(found) == {
        ("1539", 2022, 12.0, ""),
        ("1539", 2023, None, "missing"),
        ("1505", 2022, None, "hidden"),
        ("1505", 2023, 0.0, "nil"),
    }
