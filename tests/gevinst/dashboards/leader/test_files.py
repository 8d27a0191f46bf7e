"""The board as a file: what the page shows, and what a file must say besides."""

from __future__ import annotations

import json

from gevinst.dashboards.boards.leader import answer
from indicators.measurements.models import Measurement
from tests.cast import Cast, make_catalogue, measure
from tests.gevinst.dashboards.leader.test_board import CARERS, DONE, UNIT, ask, months

MEDICINES = "andel-legemidler-innen-tidsintervall"


def test_a_change_in_a_file_is_the_one_of_the_page_with_what_it_is_counted_in(cast: Cast) -> None:
    done = make_catalogue((DONE,))[DONE]

    def changed(*values: float) -> tuple[str, object, object]:
        months("2025-04", list(values), done, cast.home_care)
        (row,), found = ask(cast.liv).rows, answer(cast.liv, {"aktor": UNIT})
        assert found is not None
        (line,) = [dict(zip([one.key for one in found.columns], cells, strict=True)) for cells in found.rows]
        Measurement.objects.all().delete()
        text = row.from_last_month.text.replace("\u00a0", " ")
        return text, line["endring_siste_maned"], line["endring_siste_maned_enhet"]

    assert changed(0, 4) == ("+4", 4, "avtaler")
    assert changed(100, 125) == ("+25,0 %", 25, "%")
    assert changed(100) == ("", None, "")


def test_a_file_has_the_measures_in_the_order_of_the_page_by_name(cast: Cast) -> None:
    for indicator in make_catalogue((MEDICINES, CARERS)).values():
        measure(indicator, cast.home_care, "2025-04", numerator=9, denominator=10)
    shown = [row.indicator.title for _group, rows in ask(cast.liv).groups for row in rows]
    found = answer(cast.liv, {"aktor": UNIT})
    assert found is not None
    assert [row[1] for row in found.rows] == shown
    assert shown != [row.indicator.title for row in ask(cast.liv).rows]
    said = json.loads(cast.client("liv").get("/leder/tabell.json", {"aktor": UNIT}).content)
    assert list(said["dimension"]["rad"]["category"]["label"].values()) == shown
