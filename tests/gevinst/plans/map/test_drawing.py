from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gevinst.plans.map.drawing import Box, chain, draw

ARROWS = [("f1", "e1"), ("f2", "e1"), ("e1", "g1"), ("g1", "m"), ("g2", "m")]


def test_boxes_tied_to_each_other_stand_beside_each_other() -> None:
    boxes = [Box("a", 0), Box("b", 0), Box("x", 1), Box("y", 1)]
    order = draw(boxes, [("a", "y"), ("b", "x")], columns=2).order
    assert (order[0].index("a"), order[0].index("b")) == (order[1].index("y"), order[1].index("x"))


def test_a_short_column_stands_in_the_middle_of_a_long_one() -> None:
    boxes = [Box("a", 0), Box("x", 1), Box("y", 1), Box("z", 1)]
    drawing = draw(boxes, [("a", "y")], columns=2)
    assert drawing.rows == 3
    # One box beside three: its middle is 1.5 boxes down, as that of the second of three.
    assert drawing.arrows[0].path.split()[1] == "1.50"
    assert drawing.arrows[0].path.split()[-1] == f"{drawing.order[1].index('y') + 0.5:.2f}"


def test_an_arrow_to_what_is_not_there_is_not_drawn_and_none_twice() -> None:
    drawing = draw([Box("a", 0), Box("b", 1)], [("a", "b"), ("a", "b"), ("a", "gone")], columns=2)
    assert [(one.before, one.after) for one in drawing.arrows] == [("a", "b")]


def test_a_chain_is_what_it_builds_on_and_what_it_leads_to_and_not_its_neighbours() -> None:
    assert chain("e1", ARROWS) == {"f1", "f2", "e1", "g1", "m"}
    assert chain("f1", ARROWS) == {"f1", "e1", "g1", "m"}
    assert chain("g2", ARROWS) == {"g2", "m"}


@given(
    sizes=st.lists(st.integers(0, 6), min_size=4, max_size=4),
    ties=st.lists(st.tuples(st.integers(0, 23), st.integers(0, 23)), max_size=30),
)
def test_every_box_is_drawn_once_in_its_column_whatever_the_arrows(
    sizes: list[int], ties: list[tuple[int, int]]
) -> None:
    boxes = [Box(f"{column}-{n}", column) for column, size in enumerate(sizes) for n in range(size)]
    codes = [box.code for box in boxes]
    arrows = [(codes[a % len(codes)], codes[b % len(codes)]) for a, b in ties] if codes else []
    drawing = draw(boxes, arrows, columns=4)
    assert [sorted(column) for column in drawing.order] == [
        sorted(box.code for box in boxes if box.column == number) for number in range(4)
    ]
    for arrow in drawing.arrows:
        numbers = [float(part.lstrip("MC")) for part in arrow.path.split()]
        assert all(-20 <= x <= 100.01 for x in numbers[::2])
        assert all(0 <= y <= drawing.rows for y in numbers[1::2])
