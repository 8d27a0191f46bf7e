"""Right tables have no faults, a broken one has exactly its own, however the table is turned about."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from indicators.table_audit.audit import audit
from tests.indicators.table_audit.tables import Made, broken, over_time, parts, tables


def found(rows: list[tuple[int, list[str]]]) -> list[tuple[int, str, str, str]]:
    return [(one.row, one.heading, one.printed, one.computed) for one in audit(rows).findings]


@given(tables)
def test_a_table_with_right_figures_has_no_fault(made: Made):
    result = audit(made.rows())
    assert result.findings == ()
    assert result.checked >= (len(made.cells) - 1) * len(made.derived)


@given(tables, st.data())
def test_one_broken_figure_is_found_and_no_other(made: Made, data: st.DataObject):
    line = data.draw(st.integers(1, len(made.cells) - 1))
    place = data.draw(st.sampled_from(made.derived))
    right = made.cells[line][place]
    by = data.draw(st.integers(2, 400)) * data.draw(st.sampled_from([1, -1]))
    made.cells[line][place] = broken(right, by)
    assert found(made.rows()) == [(line + 1, made.cells[0][place], broken(right, by), right)]


@given(parts(), st.data())
def test_one_broken_count_is_found_where_sums_meet_in_it(made: Made, data: st.DataObject):
    line = data.draw(st.integers(1, len(made.cells) - 1))
    place = data.draw(st.integers(2, 3))
    right = made.cells[line][place]
    made.cells[line][place] = broken(right, data.draw(st.integers(3, 400)))
    assert [(row, heading, computed) for row, heading, _, computed in found(made.rows())] == [
        (line + 1, made.cells[0][place], right)
    ]


@given(st.one_of(over_time(), parts()), st.data())
def test_order_and_remarks_do_not_matter(made: Made, data: st.DataObject):
    line = data.draw(st.integers(1, len(made.cells) - 1))
    place = data.draw(st.sampled_from(made.derived))
    made.cells[line][place] = broken(made.cells[line][place], 37)
    for number, cells in enumerate(made.cells):
        cells.append(f"merknad {number}" if number else "tekst")
    order = data.draw(st.permutations(range(len(made.cells) - 1)))
    columns = data.draw(st.permutations(range(len(made.cells[0]))))
    straight = {
        (made.cells[row - 1][1], heading, computed) for row, heading, _, computed in found(made.rows())
    }
    turned = made.rows(order, columns)
    at = columns.index(1)
    assert {
        (turned[row - 1][1][at], heading, computed) for row, heading, _, computed in found(turned)
    } == straight
    assert len(straight) == 1
