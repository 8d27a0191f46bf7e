"""The open table against the sums that can be checked in the source documents."""

from __future__ import annotations

import pytest

from gevinst.dashboards.boards.open_figures import OpenTable, open_figures
from gevinst.dashboards.boards.open_figures.rows import Row

pytestmark = pytest.mark.usefixtures("country")


def asked(structure: str, **query: str) -> OpenTable:
    found = open_figures({"indikator": "ukp-dogn", "aar": "2021", "struktur": structure, **query})
    assert found is not None
    return found


def row(table: OpenTable, name: str) -> Row:
    (found,) = [one for one in table.rows if one.actor.name == name]
    return found


def test_helseregion_sor_gudbrandsdal_is_1138_in_the_structure_of_cooperation() -> None:
    region = row(asked("samarbeid"), "HR Sør-Gudbrandsdal")
    assert (region.value, region.figure.origin) == (1138, "measured")


def test_lillehammer_lokalsykehus_is_1164_in_the_structure_of_hospitals() -> None:
    table = asked("sykehus")
    area = row(table, "Lillehammer LO")
    assert area.value == 1164
    assert area.share == pytest.approx(1164 * 100 / (row(table, "Norge").value or 0))


def test_the_same_municipality_has_the_same_figure_in_both_structures() -> None:
    assert row(asked("samarbeid"), "Lillehammer").value == row(asked("sykehus"), "Lillehammer").value == 1094


def test_a_municipality_split_between_hospitals_stands_in_both_and_says_so() -> None:
    table = asked("sykehus")
    assert len([one for one in table.rows if one.actor.name == "Holmestrand"]) == 2
    assert table.has_shared


def test_a_printed_total_and_its_parts_agree_or_the_difference_is_told() -> None:
    for structure in ("samarbeid", "sykehus"):
        for one in asked(structure).rows:
            if one.figure.difference:
                assert any(note.startswith("Som kilden oppgir; delene gir") for note in one.notes)


def test_the_share_of_all_bed_days_stands_beside() -> None:
    table = asked("samarbeid")
    assert table.has_beside
    assert row(table, "Lillehammer").beside == pytest.approx(5.8, abs=0.05)


def test_every_area_of_the_country_can_be_asked_for() -> None:
    everything = asked("samarbeid", tomme="1")
    assert len([one for one in everything.rows if one.actor.kind == "municipality"]) >= 356
