from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gevinst.dashboards.figures import Mark, ProcessNames, process_chart
from gevinst.dashboards.figures.process import LOOKS
from indicators.statistics import xmr
from indicators.statistics.direction import Direction
from indicators.statistics.xmr import Verdict
from tests.gevinst.dashboards.test_figures import NASTY, SAFE, _coloured

NAMES = ProcessNames(
    "Målt", "Gjennomsnitt", "Grenser", "Foreløpige grenser", "Mål", {one: one.value for one in Verdict}
)
START = date(2023, 1, 31)
# Twelve quiet months, then one far above and a run below: something of each verdict.
VALUES = [10.0, 12, 9, 11, 8, 12, 10, 11, 9, 12, 8, 11, 30, *[5.0, 4, 5, 4, 5, 4, 5]]
OTHER = {Verdict.IMPROVEMENT: Verdict.CONCERN, Verdict.CONCERN: Verdict.IMPROVEMENT}


def days(count: int) -> list[date]:
    return [START + timedelta(days=30 * number) for number in range(count)]


def drawn(values: list[float], direction: Direction = Direction.DOWN, **instead: Any) -> dict[str, Any]:
    found = xmr.chart(values, direction=direction)
    shown: dict[str, Any] = {
        "points": list(zip(days(len(values)), values, strict=True)),
        "texts": [str(value) for value in values],
        "verdicts": [point.verdict for point in found.points],
        "limits": found.limits,
        "target": 6.0,
        "marks": [Mark(days(5)[4], NASTY), Mark(date(2040, 1, 1), "Senere")],
        "breaks": [],
        "unit": "døgn",
        "names": NAMES,
    }
    return process_chart(**{**shown, **instead})


def looks(figure: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """Of each point, by its day: colour and shape."""
    traces = [one for one in figure["data"] if one["mode"] == "markers"]
    return {day: (one["marker"]["color"], one["marker"]["symbol"]) for one in traces for day in one["x"]}


EVERY = {
    "all there is": drawn(VALUES),
    "trial limits": drawn(VALUES[:8]),
    "no limits": drawn(VALUES[:3], limits=None, target=None),
    "with a break": drawn(VALUES, breaks=[Mark(days(9)[8], NASTY)]),
    "new limits": drawn(
        VALUES, limits_from=days(13)[12], earlier=[((days(1)[0], days(12)[11]), xmr.limits(VALUES[:12]))]
    ),
    "neither way is better": drawn(VALUES, Direction.NEUTRAL),
    "nothing": drawn(VALUES, points=[], texts=[], verdicts=[]),
}


@pytest.mark.parametrize("name", EVERY)
def test_plotly_knows_every_word_of_a_process_chart(name: str) -> None:
    figure = EVERY[name]
    go.Figure(data=_coloured(figure["data"]), layout=_coloured(figure["layout"]))


def test_a_thousand_random_series_swap_colour_and_shape_exactly_when_the_direction_swaps() -> None:
    dice = random.Random(20261122)  # noqa: S311 - dice, not secrets
    swapped = {LOOKS[one]: LOOKS[other] for one, other in OTHER.items()}
    signals = 0
    for _series in range(1000):
        shift, spread = dice.uniform(-3, 3), dice.uniform(0.1, 50)
        count = dice.randint(2, 60)
        values = [dice.gauss(shift * spread * (at > count / 2), spread) for at in range(count)]
        up, down = (xmr.chart(values, direction=one) for one in (Direction.UP, Direction.DOWN))
        assert up.limits == down.limits
        assert [one.cause for one in up.points] == [one.cause for one in down.points]
        for one, other in zip(up.points, down.points, strict=True):
            assert other.verdict is OTHER.get(one.verdict, one.verdict)
        first, second = looks(drawn(values, Direction.UP)), looks(drawn(values, Direction.DOWN))
        assert len(first) == count
        assert second == {day: swapped.get(look, look) for day, look in first.items()}
        signals += sum(look in swapped for look in first.values())
    assert signals > 1000


@given(
    st.lists(st.integers(-1000, 1000), min_size=2, max_size=40),
    st.sampled_from([0.001, 0.01, 1 / 60, 60.0, 100.0, 1440.0]),
)
def test_another_unit_moves_the_limits_with_the_values_and_changes_no_look(
    values: list[int], factor: float
) -> None:
    here = [float(value) for value in values]
    there = [value * factor for value in here]
    one, other = (xmr.chart(each, direction=Direction.UP) for each in (here, there))
    assert other.limits.mean == pytest.approx(one.limits.mean * factor, abs=1e-9)
    assert other.limits.half_width == pytest.approx(one.limits.half_width * factor, abs=1e-9)
    assert looks(drawn(there)) == looks(drawn(here))


def test_every_verdict_has_a_shape_and_a_filling_of_its_own() -> None:
    assert len({symbol for _colour, symbol in LOOKS.values()}) == len(LOOKS) == len(Verdict)
    assert [one for one in Verdict if LOOKS[one][1].endswith("-open")] == [Verdict.COMMON]


def test_the_legend_names_the_verdicts_there_are_and_no_others() -> None:
    named = {one["name"] for one in drawn(VALUES)["data"] if one["mode"] == "markers"}
    assert named == {"tilfeldig", "forbedring", "bekymring"}


def test_trial_limits_are_dashed_and_called_so() -> None:
    trial, locked = (
        next(one for one in drawn(values)["data"] if "renser" in one["name"])
        for values in (VALUES[:8], VALUES)
    )
    assert (trial["name"], trial["line"]["dash"]) == ("Foreløpige grenser", "dash")
    assert (locked["name"], locked["line"]["dash"]) == ("Grenser", "solid")


def test_only_locked_limits_are_a_band() -> None:
    kinds = [
        [shape["type"] for shape in drawn(values)["layout"]["shapes"]] for values in (VALUES[:8], VALUES)
    ]
    assert kinds == [["line"], ["rect", "line"]]


def test_new_limits_stand_from_their_day_and_the_old_until_it() -> None:
    figure = EVERY["new limits"]
    means = [one["x"] for one in figure["data"] if one["name"] == "Gjennomsnitt"]
    assert means == [
        [days(13)[12].isoformat(), days(20)[19].isoformat()],
        [days(1)[0].isoformat(), days(12)[11].isoformat()],
    ]


def test_the_line_is_broken_where_something_new_begins() -> None:
    through = next(one for one in EVERY["with a break"]["data"] if one["name"] == "Målt")
    assert None in through["y"]


def test_what_people_write_is_no_markup_in_a_process_chart() -> None:
    figure = drawn(VALUES, texts=[NASTY] * len(VALUES), unit=NASTY, breaks=[Mark(days(9)[8], NASTY)])
    said = [one["text"][0] for one in figure["data"] if one["mode"] == "markers"]
    notes = figure["layout"]["annotations"]
    said += [notes[0]["hovertext"], notes[-1]["text"], figure["layout"]["yaxis"]["title"]["text"]]
    assert said == [SAFE] * len(said)
