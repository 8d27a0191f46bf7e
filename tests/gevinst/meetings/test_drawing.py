"""Drawings of slides on a phone: names that fit, over rows that are as high as they need."""

from __future__ import annotations

from datetime import date
from typing import Any

import plotly.graph_objects as go
import pytest

from gevinst.dashboards.figures import Mark, Names, progress_line
from gevinst.meetings.drawing import LETTERS, LINE, MOST_ROWS, large, last_seen, within_limits
from tests.gevinst.dashboards.test_figures import _coloured

SHORT, LONG = ["Molde", "Rauma"], ["Molde", "Storfjord - Omasvuotna - Omasvuono"]
MANY = [f"Guovdageaidnu - Kautokeino {at}" for at in range(MOST_ROWS)]


def spread(names: list[str], whole: str = "ROR: 88,0") -> dict[str, Any]:
    n = len(names)
    return within_limits(
        names=names,
        values=[88.0 + at for at in range(n)],
        texts=[f"{88 + at},0\u00a0%" for at in range(n)],
        flagged=[at == 0 for at in range(n)],
        low=[85.0] * n,
        high=[95.0] * n,
        centre=88.0,
        centre_text=whole,
    )


def missing(names: list[str]) -> dict[str, Any]:
    lasts = [date(2026, 1, 31)] * len(names)
    return last_seen(names=names, lasts=lasts, late=[True] * len(names), today=date(2026, 11, 23))


def on_a_phone(figure: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = figure["layout"]["meta"]["narrow"]
    return found


@pytest.mark.parametrize("draw", [spread, missing])
@pytest.mark.parametrize("names", [SHORT, LONG, MANY])
def test_no_name_runs_out_of_a_phone(draw: Any, names: list[str]) -> None:
    figure = draw(names)
    narrow = on_a_phone(figure)
    lines = [line for note in narrow["annotations"] for line in note["text"].split("<br>")]
    assert all(len(line) <= LINE for line in lines), lines
    assert narrow["yaxis"]["showticklabels"] is False
    told = [note["text"].replace("<br>", " ").split(":")[0] for note in narrow["annotations"]]
    assert told[-len(names) :] == names
    layout = figure["layout"] | {name: part for name, part in narrow.items() if "axis" not in name}
    go.Figure(data=_coloured(figure["data"]), layout=_coloured(layout | {"meta": None}))


@pytest.mark.parametrize("draw", [spread, missing])
def test_rows_are_as_high_as_the_longest_name_needs(draw: Any) -> None:
    short, long = (on_a_phone(draw(names))["height"] for names in (SHORT, LONG))
    assert (long - short) / len(SHORT) >= LETTERS * 1.25


def test_a_stretch_is_as_high_whatever_the_row() -> None:
    def high(names: list[str]) -> float:
        once, twice = spread(names), spread(names * 2)
        row = (on_a_phone(twice)["height"] - on_a_phone(once)["height"]) / len(names)
        return float(once["data"][0]["meta"]["narrow"]["width"] * row)

    assert high(SHORT) == pytest.approx(high(LONG))


def test_there_is_room_over_the_drawing_for_the_name_of_the_whole() -> None:
    of_one, of_two = (
        on_a_phone(spread(SHORT, whole))["margin"]["t"]
        for whole in ("ROR: 88,0", "Helsefellesskapet Nord-Trøndelag: 88,0")
    )
    assert of_two - of_one >= LETTERS * 1.25


def test_every_letter_of_a_slide_is_large_on_a_phone_too() -> None:
    figure = large(
        progress_line(
            points=[(date(2023, 1, 31), 1.0), (date(2025, 1, 31), 2.0)],
            texts=["1", "2"],
            path=[],
            baseline=None,
            target=None,
            limits=None,
            marks=[Mark(date(2024, 1, 31), "Opplæring")],
            unit="døgn",
            names=Names("Målt", "Forventet vei", "Nullpunkt", "Ambisjon"),
        )
    )
    for drawn in (figure, spread(LONG), missing(LONG)):
        for notes in (drawn["layout"]["annotations"], on_a_phone(drawn)["annotations"]):
            assert [note["font"]["size"] for note in notes] == [LETTERS] * len(notes)
