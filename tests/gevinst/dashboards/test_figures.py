from __future__ import annotations

from datetime import date
from typing import Any

import plotly.graph_objects as go
import pytest

from gevinst.dashboards.figures import Mark, Names, progress_line, sorted_bars, spark

NASTY = 'Rask & <b>fet</b> "avtale"'
SAFE = 'Rask &amp; &lt;b>fet&lt;/b> "avtale"'
NAMES = Names("Målt", "Forventet vei", "Nullpunkt", "Ambisjon")
START, HALFWAY, END = date(2022, 12, 31), date(2023, 12, 31), date(2024, 12, 31)


def line(**instead: Any) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "points": [(START, 100.0), (HALFWAY, 80.0)],
        "texts": ["2022: 100", "2023: 80"],
        "path": [(START, 100.0), (END, 40.0)],
        "baseline": (START, 100.0),
        "target": 40.0,
        "limits": (75.0, 110.0),
        "marks": [Mark(date(2023, 5, 1), NASTY), Mark(date(2030, 1, 1), "Senere")],
        "unit": "døgn",
        "names": NAMES,
    }
    return progress_line(**{**shown, **instead})


def bars(**instead: Any) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "names": ["Molde", "Rauma"],
        "values": [11.6, 9.7],
        "texts": ["11,6", "9,7"],
        "own": [False, True],
        "group_value": 10.4,
        "group_text": "ROR: 10,4",
        "unit": "døgn",
    }
    return sorted_bars(**{**shown, **instead})


EMPTY = {"points": [], "texts": [], "path": [], "baseline": None, "target": None, "limits": None}
EVERY = {
    "all there is": line(),
    "only measured": line(**{**EMPTY, "points": [(START, 1.0)], "texts": ["1"]}),
    "with a break": line(breaks=[Mark(date(2023, 5, 2), NASTY)]),
    "only the way": line(points=[], texts=[], limits=None),
    "nothing": line(**EMPTY),
    "bars": bars(),
    "bars of a count": bars(group_value=None),
}


@pytest.mark.parametrize("name", EVERY)
def test_plotly_knows_every_word_of_a_figure(name: str) -> None:
    figure = EVERY[name]
    go.Figure(data=_coloured(figure["data"]), layout=_coloured(figure["layout"]))


def test_there_is_room_for_the_figure_beside_the_longest_bar() -> None:
    figure = bars(
        values=[560.0, 5.0], texts=["558,8 døgn", "5"], intervals=[(500.0, 620.0), None], spans=["", ""]
    )
    for layout, width in ((figure["layout"], 700), (figure["layout"]["meta"]["narrow"], 160)):
        low, high = layout["xaxis"]["range"]
        assert (high - 620) / (high - low) * width >= 7 * len("558,8 døgn")


def test_the_schema_would_refuse_a_word_plotly_does_not_know() -> None:
    with pytest.raises(ValueError, match="Invalid property"):
        go.Figure(data=[{"type": "bar", "orientering": "h"}])


def test_what_people_write_is_no_markup_in_a_chart() -> None:
    drawn = [
        line(unit=NASTY, texts=[NASTY, NASTY])["data"][2]["text"][0],
        line()["layout"]["annotations"][0]["hovertext"],
        line(unit=NASTY)["layout"]["yaxis"]["title"]["text"],
        bars(names=[NASTY, "Rauma"])["data"][0]["y"][0],
        bars(texts=[NASTY, ""])["data"][0]["text"][0],
        bars(group_text=NASTY)["layout"]["annotations"][0]["text"],
        bars(unit=NASTY)["layout"]["xaxis"]["title"]["text"],
    ]
    assert drawn == [SAFE] * len(drawn)


def test_series_are_told_apart_without_colour() -> None:
    looks = [
        (one["line"]["dash"], one["mode"], one.get("marker", {}).get("symbol")) for one in line()["data"]
    ]
    assert len(set(looks)) == len(looks) == 4


def test_a_mark_is_drawn_only_where_the_line_is() -> None:
    layout = line()["layout"]
    assert [note["text"] for note in layout["annotations"]] == ["1"]
    assert [shape["type"] for shape in layout["shapes"]] == ["rect", "line"]


@pytest.mark.parametrize(("values", "mode"), [([100.0, 80.0], "normal"), ([100.0, 10.0], "tozero")])
def test_the_axis_starts_at_zero_unless_all_lies_far_above(values: list[float], mode: str) -> None:
    drawn = line(points=list(zip((START, HALFWAY), values, strict=True)), path=[], target=None, baseline=None)
    assert drawn["layout"]["yaxis"]["rangemode"] == mode


def test_own_bars_stand_out_and_the_group_is_a_line() -> None:
    figure = bars()
    colours = figure["data"][0]["marker"]["color"]
    assert colours[0] != colours[1]
    assert figure["layout"]["shapes"][0]["x0"] == 10.4
    assert "shapes" not in bars(group_value=None)["layout"]


def test_a_sparkline_stays_in_its_box_with_its_limits() -> None:
    drawn = spark([1, 5, 3], (0.0, 6.0))
    assert drawn is not None
    places = [tuple(map(float, place.split(","))) for place in drawn.points.split()]
    assert places == [(3, 24.7), (60, 7.3), (117, 16.0)]
    assert (drawn.last_x, drawn.last_y, drawn.upper, drawn.lower) == (117, 16.0, 3.0, 29.0)


def test_a_flat_sparkline_is_a_line_and_one_value_is_none() -> None:
    flat = spark([4, 4])
    assert flat is not None
    assert flat.points == "3.0,29.0 117.0,29.0"
    assert spark([4]) is None


def _coloured(value: Any) -> Any:
    """Colours are names the browser resolves; Plotly's own check wants one."""
    if isinstance(value, str):
        return "#123456" if value.startswith("var(--") else value
    if isinstance(value, list):
        return [_coloured(one) for one in value]
    if isinstance(value, dict):
        return {key: _coloured(one) for key, one in value.items()}
    return value


def test_a_small_drawing_is_broken_where_a_new_series_begins() -> None:
    drawn = spark([1, 5, 3, 4], breaks=[2, 0, 4])
    assert drawn is not None
    assert drawn.segments == tuple(" ".join(drawn.points.split()[at : at + 2]) for at in (0, 2))
    whole = spark([1, 2])
    assert whole is not None
    assert whole.segments == (whole.points,)


def test_the_line_stops_at_a_break_that_is_told() -> None:
    drawn = line(breaks=[Mark(date(2023, 2, 15), "Ny definisjon (versjon 2)")])
    assert "Ny definisjon (versjon 2)" in [one["text"] for one in drawn["layout"]["annotations"]]
    assert None in next(one for one in drawn["data"] if one["name"] == "Målt")["y"]
