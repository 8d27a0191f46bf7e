"""How a group is spread over time, with one line of one's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gevinst.dashboards.figures.parts import ACCENT, INK, SOFT, Figure, reach, safe

OUTER, MIDDLE, INNER = (
    "var(--chart-band)",
    "var(--ds-color-accent-surface-hover)",
    "var(--ds-color-accent-border-subtle)",
)

Ends = tuple[str, float | None, float | None]


@dataclass(frozen=True, slots=True)
class Spread:
    """One period: `at` is its last day as Plotly reads it. Percentiles are None where they are too few."""

    at: str
    label: str
    low: float
    high: float
    median: float
    p10: float | None = None
    p25: float | None = None
    p75: float | None = None
    p90: float | None = None


@dataclass(frozen=True, slots=True)
class SpreadWords:
    extremes: str
    tenths: str
    quarters: str
    median: str


def spread_over_time(
    *,
    spreads: Sequence[Spread],
    own: Sequence[tuple[str, float, str]],
    own_name: str,
    unit: str,
    words: SpreadWords,
) -> Figure:
    """`own`: day, value and text. Bands lie inside each other, each with an edge of its own dash."""
    data: list[Figure] = []
    bands: list[tuple[str, list[Ends], str, str]] = [
        (words.extremes, [(one.at, one.low, one.high) for one in spreads], OUTER, "dot"),
        (words.tenths, [(s.at, s.p10, s.p90) for s in spreads if s.p10 is not None], MIDDLE, "dash"),
        (words.quarters, [(s.at, s.p25, s.p75) for s in spreads if s.p25 is not None], INNER, "solid"),
    ]
    for name, ends, colour, dash in bands:
        if ends:
            data += _band(name, ends, colour, dash)
    data.append(
        {
            "type": "scatter",
            "mode": "lines",
            "name": safe(words.median),
            "x": [one.at for one in spreads],
            "y": [one.median for one in spreads],
            "text": [safe(one.label) for one in spreads],
            "hovertemplate": "%{text}<extra></extra>",
            "line": {"color": INK, "width": 2, "dash": "longdash"},
        }
    )
    if own:
        data.append(
            {
                "type": "scatter",
                "mode": "lines+markers",
                "name": safe(own_name),
                "x": [at for at, _value, _text in own],
                "y": [value for _at, value, _text in own],
                "text": [safe(text) for _at, _value, text in own],
                "hovertemplate": "%{text}<extra></extra>",
                "line": {"color": ACCENT, "width": 3},
                "marker": {"size": 6, "symbol": "square", "color": ACCENT},
            }
        )
    lows = [one.low for one in spreads] + [value for _at, value, _text in own]
    highs = [one.high for one in spreads]
    return {
        "data": data,
        "layout": {
            "height": 440,
            "xaxis": {"type": "date", "hoverformat": "%b %Y"},
            "yaxis": {"title": {"text": safe(unit)}, "rangemode": reach([*lows, *highs])},
            "showlegend": True,
            "legend": {"traceorder": "reversed"},
        },
    }


def _band(name: str, ends: Sequence[Ends], colour: str, dash: str) -> list[Figure]:
    days = [at for at, _low, _high in ends]
    edge = {"color": SOFT, "width": 0.75, "dash": dash}
    plain: Figure = {"type": "scatter", "mode": "lines", "x": days, "hoverinfo": "skip", "line": edge}
    low = plain | {"y": [low for _at, low, _high in ends], "showlegend": False, "legendgroup": name}
    high = plain | {
        "y": [high for _at, _low, high in ends],
        "name": safe(name),
        "legendgroup": name,
        "fill": "tonexty",
        "fillcolor": colour,
    }
    return [low, high]
