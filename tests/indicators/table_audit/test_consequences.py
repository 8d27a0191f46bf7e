"""What a table says when its wrong figures are put right."""

from __future__ import annotations

from indicators.table_audit.audit import audit
from indicators.table_audit.paste import rows_of
from indicators.table_audit.told import told_by

TABLE = """Kommune;2021;2022;Endring i prosent
Rauma;100;150;50,0
Molde;100;140;40,0
Tynset;100;130;30,0
Røros;100;120;20,0
Oppdal;100;110;10,0
"""


def told(table: str) -> list[str]:
    return [each for _heading, every in told_by(audit(rows_of(table))) for each in every]


def test_rows_that_change_places_are_named_as_they_should_stand_and_as_they_are_printed() -> None:
    assert told(TABLE.replace("40,0", "14,0")) == [
        "Rekkefølgen, høyest først, er Molde, Tynset, Røros, ikke Tynset, Røros, Molde."
    ]


def test_a_wrong_figure_that_changes_no_place_has_no_consequence() -> None:
    found = audit(rows_of(TABLE.replace("40,0", "41,0")))
    assert len(found.findings) == 1
    assert told(TABLE.replace("40,0", "41,0")) == []


def test_another_at_the_top_is_said_and_not_the_order_too() -> None:
    assert told(TABLE.replace("40,0", "60,0")) == ["Rauma har størst økning, ikke Molde."]


def test_nobody_is_said_to_have_lost_a_fall_that_was_never_printed() -> None:
    table = TABLE.replace("Oppdal;100;110;10,0", "Oppdal;100;90;15,0").replace("20,0", "10,0")
    table = table.replace("Røros;100;120", "Røros;100;110")
    said = told(table)
    assert any("er en nedgang: Oppdal (15,0 → -10,0)" in each for each in said)
    assert not any("størst nedgang" in each for each in said)


def test_of_rows_that_are_many_no_order_is_told() -> None:
    rows = "".join(f"K{n};1000;{1000 + 10 * n};{n},0\n" for n in range(1, 62))
    table = "Kommune;2021;2022;Endring i prosent\n" + rows.replace(";30,0\n", ";33,0\n")
    found = audit(rows_of(table))
    assert [one.printed for one in found.findings] == ["33,0"]
    assert told(table) == []
