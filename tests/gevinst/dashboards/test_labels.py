from __future__ import annotations

from itertools import combinations

import pytest

from gevinst.dashboards.figures.funnel import FunnelPoint, FunnelWords, Side, funnel_plot
from gevinst.dashboards.figures.labels import PAGE, PHONE, _boxes, _meet, labels

# More than a phone has room to name.
POINTS = [
    FunnelPoint(f"Kommune {at}", 5_000 + 6_000 * at, 10 + at % 3, "", at == 0, Side.LOW) for at in range(12)
]
NAMES = [point.name for point in POINTS]
REACH, ROOF = (1_000, 100_000), 40.0


@pytest.mark.parametrize("room", [PAGE, PHONE])
def test_no_two_names_meet(room: tuple[float, float]) -> None:
    width, height = room
    found = labels(POINTS, NAMES, REACH, ROOF, by_ratio=False, room=room)
    assert NAMES[0] in found
    placed = []
    for point in POINTS:
        if point.name in found:
            x = (point.size - REACH[0]) / (REACH[1] - REACH[0]) * width
            boxes = dict(_boxes(point.name, x, height * (1 - point.value / ROOF)))
            placed.append(boxes[found[point.name]])
    assert not [pair for pair in combinations(placed, 2) if _meet(*pair)]


def test_no_name_stands_among_the_sizes_under_the_drawing() -> None:
    """One at the floor, with others to its right, to its left and above it."""
    near = [FunnelPoint(f"B{at}", 20_000 + at, 1, "", False, Side.LOW) for at in (-4_000, 4_000)]
    over = FunnelPoint("Over", 20_000, 3, "", False, Side.LOW)
    own = FunnelPoint("Rauma", 20_000, 0, "", True, Side.LOW)
    found = labels([own, *near, over], ["Rauma"], REACH, ROOF, by_ratio=False, room=PHONE)
    assert found.get("Rauma", "") not in ("", "bottom center")


def test_a_phone_is_told_of_fewer_names_than_a_page() -> None:
    figure = funnel_plot(
        points=POINTS,
        sizes=REACH,
        limits=[[5, 9], [25, 21], [2, 7], [30, 23]],
        centre=15,
        better=-1,
        words=FunnelWords(
            "", "", "ROR & co.: 9", "", "", "", "", "", "", shortly={"ROR & co.: 9": "Gruppen"}
        ),
    )
    named = [trace["meta"]["narrow"]["name"] for trace in figure["data"]]
    assert "Gruppen" in named
    assert "ROR &amp; co.: 9" not in named
    marks = [trace for trace in figure["data"] if "text" in trace]
    wide = [text for trace in marks for text in trace["text"] if text]
    narrow = [text for trace in marks for text in trace["meta"]["narrow"]["text"] if text]
    assert 0 < len(narrow) < len(wide)


def test_sizes_on_a_phone_are_never_told_by_one_number_alone() -> None:
    words = FunnelWords("", "", "", "", "", "", "", "", "", shortly={})
    for low, high, wanted in (
        (500, 200_000, [1_000, 10_000, 100_000]),
        (2_000, 60_000, [3_000, 10_000, 30_000]),
    ):
        limits = [[5, 9], [25, 21], [2, 7], [30, 23]]
        figure = funnel_plot(
            points=POINTS, sizes=(low, high), limits=limits, centre=15, better=-1, words=words
        )
        assert figure["layout"]["meta"]["narrow"]["xaxis"]["tickvals"] == wanted


@pytest.mark.parametrize(("value", "place"), [(15, "top center"), (12, "middle right")])
def test_a_name_stands_where_no_line_runs_through_it(value: float, place: str) -> None:
    own = FunnelPoint("Trondheim - Tråante", 50_000, value, "", True, Side.WITHIN)
    figure = funnel_plot(
        points=[own],
        sizes=(20_000, 80_000),
        limits=[[9, 9], [18, 18], [5, 5], [25, 25]],
        centre=15,
        better=-1,
        words=FunnelWords("", "", "", "", "", "", "", "", "", shortly={}),
    )
    assert figure["data"][-1]["textposition"] == [place]
