"""The process chart (XmR): every measurement coloured and shaped by what it means for the one who reads it.

Drawn as in NHS England, Making data count: mean, process limits, target, and the rules told by the points.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from gevinst.dashboards.figures.marks import Mark, Span, broken, happened
from gevinst.dashboards.figures.parts import GOAL, INK, MUTED, SOFT, Figure, band, line, reach, safe
from indicators.statistics.xmr import Limits, Verdict

# Shape and filling tell what colour does, for a printer and for those who do not see the colours apart.
LOOKS: Mapping[Verdict, tuple[str, str]] = {
    Verdict.COMMON: (SOFT, "circle-open"),
    Verdict.IMPROVEMENT: ("var(--good)", "diamond"),
    Verdict.CONCERN: ("var(--warn)", "square"),
    Verdict.CHANGE: ("var(--chart-3)", "star-triangle-up"),
}
SIZES = {Verdict.COMMON: 8}
LARGE = 12


@dataclass(frozen=True, slots=True)
class ProcessNames:
    """The words for what a process chart shows: `verdicts` as they stand in the legend."""

    measured: str
    mean: str
    limits: str
    trial: str
    target: str
    verdicts: Mapping[Verdict, str]


def process_chart(
    *,
    points: Sequence[tuple[date, float]],
    texts: Sequence[str],
    verdicts: Sequence[Verdict],
    limits: Limits | None,
    target: float | None,
    marks: Sequence[Mark],
    breaks: Sequence[Mark],
    unit: str,
    names: ProcessNames,
    limits_from: date | None = None,
    earlier: Sequence[tuple[Span, Limits]] = (),
) -> Figure:
    """Measurements over time judged by their limits; one text and one verdict a point, oldest first.

    `limits` hold from `limits_from`, else from the first point; None where there are too few points.
    `earlier`: limits that held before, each with the first and last day it did. `marks` are numbered
    events. At `breaks` the line is broken, and the mark says what is new. Trial limits are dashed.
    """
    if not points:
        return {"data": [], "layout": {}}
    first, last = points[0][0], points[-1][0]
    span = (first, last)
    through = broken(_through(points, names.measured), breaks)
    data = [*_levels(limits, (limits_from or first, last), names)]
    data += [trace | {"showlegend": False} for held, old in earlier for trace in _levels(old, held, names)]
    if target is not None:
        level = line([(first, target), (last, target)], name=names.target, dash="longdash", colour=GOAL)
        data.append(level | {"hoverinfo": "skip"})
    data += [through, *_judged(points, texts, verdicts, names)]
    events = happened(marks, breaks, span)
    fixed = [(held, old) for held, old in [*earlier, ((limits_from or first, last), limits)] if old]
    return {
        "data": data,
        "layout": {
            **events,
            "shapes": [
                *(band(held, (one.lower, one.upper)) for held, one in fixed if not one.trial),
                *events["shapes"],
            ],
            "yaxis": {
                "title": {"text": safe(unit)},
                "rangemode": reach([*(value for _day, value in points), *_ends(limits, target)]),
                "exponentformat": "none",
            },
            "xaxis": {"type": "date", "hoverformat": "%b %Y"},
            "showlegend": True,
        },
    }


def _levels(limits: Limits | None, held: Span, names: ProcessNames) -> list[Figure]:
    """The mean, and the two limits as one line that leaves the drawing between them."""
    if limits is None:
        return []
    dash, name = ("dash", names.trial) if limits.trial else ("solid", names.limits)
    mean = line([(day, limits.mean) for day in held], name=names.mean, dash="solid", colour=INK)
    edges = line(
        [(day, limits.upper) for day in held] + [(day, limits.lower) for day in held],
        name=name,
        dash=dash,
        colour=SOFT,
    )
    edges["x"].insert(2, held[1].isoformat())
    edges["y"].insert(2, None)
    thin = {"hoverinfo": "skip"}
    return [
        mean | thin | {"line": mean["line"] | {"width": 1.5}},
        edges | thin | {"line": edges["line"] | {"width": 1}},
    ]


def _through(points: Sequence[tuple[date, float]], name: str) -> Figure:
    """The line between the points says nothing by itself, and is not in the legend."""
    drawn = line(points, name=name, dash="solid", colour=MUTED)
    return drawn | {"text": [""] * len(points), "hoverinfo": "skip", "showlegend": False}


def _judged(
    points: Sequence[tuple[date, float]],
    texts: Sequence[str],
    verdicts: Sequence[Verdict],
    names: ProcessNames,
) -> list[Figure]:
    """A trace of markers for each verdict there is, so that the legend says what the shapes mean."""
    rows = list(zip(points, texts, verdicts, strict=True))
    traces = []
    for verdict, (colour, symbol) in LOOKS.items():
        mine = [(point, text) for point, text, found in rows if found is verdict]
        if mine:
            traces.append(
                {
                    "type": "scatter",
                    "mode": "markers",
                    "name": safe(names.verdicts[verdict]),
                    "x": [day.isoformat() for (day, _value), _text in mine],
                    "y": [value for (_day, value), _text in mine],
                    "text": [safe(text) for _point, text in mine],
                    "hovertemplate": "%{text}<extra></extra>",
                    "marker": {
                        "color": colour,
                        "symbol": symbol,
                        "size": SIZES.get(verdict, LARGE),
                        "line": {"color": colour, "width": 1.5},
                    },
                }
            )
    return traces


def _ends(limits: Limits | None, target: float | None) -> list[float]:
    return [*([limits.lower, limits.upper] if limits else []), *([] if target is None else [target])]
