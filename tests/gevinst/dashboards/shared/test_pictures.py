"""The drawing of who carries what: Plotly knows every word of it, and what people write is no markup."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import pytest

from gevinst.dashboards.figures.contribution import contribution_bars


def bars(amounts: list[float], name: str = "Malvik") -> dict[str, Any]:
    words = [str(amount) for amount in amounts]
    names = [name, *(f"Kommune {place}" for place in range(1, len(amounts)))]
    return contribution_bars(names=names, amounts=amounts, texts=words, told=words, unit="døgn")


def without_theme(figure: Any) -> Any:
    """The colours are the theme's, which only the browser knows."""
    if isinstance(figure, dict):
        return {key: without_theme(value) for key, value in figure.items()}
    if isinstance(figure, list):
        return [without_theme(value) for value in figure]
    return "#123456" if isinstance(figure, str) and figure.startswith("var(") else figure


@pytest.mark.parametrize("amounts", [[300.0, 100.0, -50.0], [0.0, 0.0], [-5.0], []])
def test_plotly_knows_every_word_of_it(amounts: list[float]) -> None:
    go.Figure(**without_theme(bars(amounts)))


def test_those_ahead_are_told_apart_without_colour() -> None:
    marker = bars([300.0, -50.0])["data"][0]["marker"]
    assert marker["pattern"]["shape"] == ["", "/"]


def test_there_is_room_for_words_outside_the_longest_bar_on_both_sides() -> None:
    low, high = bars([300.0, -50.0])["layout"]["xaxis"]["range"]
    assert low < -50
    assert high > 400


def test_what_people_write_is_no_markup() -> None:
    drawn = bars([1.0], name="<b>Malvik</b> & co")["data"][0]
    assert drawn["y"] == ["&lt;b>Malvik&lt;/b> &amp; co"]
