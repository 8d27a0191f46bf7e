"""Who carries how much of what is left: bars to the right for those behind, to the left for those ahead."""

from __future__ import annotations

from collections.abc import Sequence

from gevinst.dashboards.figures.parts import ACCENT, INK, MUTED, Figure, safe


def contribution_bars(
    *, names: Sequence[str], amounts: Sequence[float], texts: Sequence[str], told: Sequence[str], unit: str
) -> Figure:
    """Horizontal bars, the first at the top: `texts` beside them, `told` on hover. Those ahead are pale
    and hatched: told apart by more than colour and side."""
    behind = [amount > 0 for amount in amounts]
    bars: Figure = {
        "type": "bar",
        "orientation": "h",
        "x": list(amounts),
        "y": [safe(name) for name in names],
        "text": [safe(text) for text in texts],
        "textposition": "outside",
        "cliponaxis": False,
        "customdata": [safe(text) for text in told],
        "hovertemplate": "%{y}: %{customdata}<extra></extra>",
        "marker": {
            "color": [ACCENT if one else MUTED for one in behind],
            "pattern": {"shape": ["" if one else "/" for one in behind]},
        },
    }
    # Room for the words outside the longest bar, whose width the axis does not know of.
    high, low = max([0.0, *amounts]), min([0.0, *amounts])
    room = (high - low) * 0.35
    layout: Figure = {
        "bargap": 0.35,
        "height": 90 + 30 * max(len(names), 2),
        "xaxis": {
            "title": {"text": safe(unit)},
            "range": [low - (room if low else 0.0), high + (room or 1.0)],
            "zeroline": True,
            "zerolinecolor": INK,
        },
        "yaxis": {"autorange": "reversed", "ticksuffix": "  "},
        "showlegend": False,
    }
    return {"data": [bars], "layout": layout}
