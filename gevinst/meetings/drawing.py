"""Drawings of a meeting: plain Plotly data with letters that are read from the back of a room."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from textwrap import wrap
from typing import Any

from django.utils.translation import gettext as _

from gevinst.dashboards.figures.parts import ACCENT, GOAL, INK, MUTED, SOFT, Figure, safe, upright
from gevinst.dashboards.figures.process import ProcessNames, process_chart
from gevinst.meetings.words import VERDICTS
from indicators.measurements.behaviour import Behaviour
from indicators.statistics.xmr import Verdict

LETTERS = 20
# Beyond these parts of the width a text is not centred on its line.
LEFT, RIGHT = 0.4, 0.6
# A slide has room for so many rows whose names can be read from the back of a room.
MOST_ROWS = 12
# A day is said where the days between two ticks are fewer than a month's.
DATES = [
    {"dtickrange": [None, "M1"], "value": "%-d. %b\n%Y"},
    {"dtickrange": ["M1", None], "value": "%b\n%Y"},
]
# On a phone, in pixels: the height of a line of letters, of the rest of a row and of a stretch in it; and the
# letters a line has room for.
HIGH, ROW, STRETCH, LINE = 26, 30, 17, 24


def process(judged: Behaviour, texts: Sequence[str], unit: str) -> Figure:
    """The process chart of one series; only a line where there are too few points for limits."""
    chart = judged.chart
    verdicts = [point.verdict for point in chart.points] if chart else [Verdict.COMMON] * len(judged.points)
    names = ProcessNames(
        measured=_("Målt"),
        mean=_("Snitt"),
        limits=_("Grenser for vanlig variasjon"),
        trial=_("Foreløpige grenser"),
        target=_("Mål"),
        verdicts={verdict: str(words) for verdict, words in VERDICTS.items()},
    )
    return large(
        process_chart(
            points=list(zip((point.period.end for point in judged.points), judged.values, strict=True)),
            texts=texts,
            verdicts=verdicts,
            limits=chart.limits if chart else None,
            target=None,
            marks=(),
            breaks=(),
            unit=unit,
            names=names,
        )
    )


def within_limits(
    *,
    names: Sequence[str],
    values: Sequence[float],
    texts: Sequence[str],
    flagged: Sequence[bool],
    low: Sequence[float],
    high: Sequence[float],
    centre: float,
    centre_text: str,
) -> Figure:
    """A funnel lying down: each member's value as a mark on the stretch chance alone would give it.

    The first at the top. Those outside are filled squares, the others open circles. `low` and `high`: limits
    of 99.8 %, a pair for each.
    """
    rows = [f"{safe(name)}: {safe(text)}" for name, text in zip(names, texts, strict=True)]
    ends = [*low, *high, *values]
    room = (max(ends) - min(ends)) / 12 or 1
    reach = max(min(ends) - room, 0), max(ends) + room
    stretch: Figure = {
        "type": "bar",
        "orientation": "h",
        "name": _("Spennet tilfeldigheter gir"),
        "y": rows,
        "base": list(low),
        "x": [top - bottom for bottom, top in zip(low, high, strict=True)],
        "marker": {"color": "var(--chart-band)", "line": {"color": MUTED, "width": 1}},
        "hoverinfo": "skip",
        "width": 0.5,
        "meta": {"narrow": {"width": STRETCH / _row(rows)}},
    }
    marks = [
        {
            "type": "scatter",
            "mode": "markers",
            "name": name,
            "x": [value for value, out in zip(values, flagged, strict=True) if out is which],
            "y": [row for row, out in zip(rows, flagged, strict=True) if out is which],
            "cliponaxis": False,
            "hovertemplate": "%{y}<extra></extra>",
            "marker": look,
        }
        for which, name, look in (
            (
                False,
                _("Kan være tilfeldig"),
                {"size": 13, "symbol": "circle-open", "color": SOFT, "line": {"width": 2.5}},
            ),
            (True, _("Mer enn tilfeldig"), {"size": 16, "symbol": "square", "color": ACCENT}),
        )
        if which in flagged
    ]
    return large(
        {
            "data": [stretch, *marks],
            "layout": {
                "barmode": "overlay",
                "xaxis": {"range": list(reach)},
                "margin": {"t": 48},
                "yaxis": {
                    "range": [len(rows) - 0.5, -0.5],
                    "dtick": 1,
                    "categoryorder": "array",
                    "categoryarray": rows,
                    "ticksuffix": "  ",
                },
                "shapes": [upright(centre, {"color": GOAL, "width": 3, "dash": "dash"})],
                "annotations": [_above(centre, centre_text, reach)],
                "showlegend": True,
                "legend": {"y": -0.15, "yanchor": "top"},
                "meta": {"narrow": _names_above(rows, [_above(centre, centre_text, reach)])},
            },
        }
    )


def last_seen(*, names: Sequence[str], lasts: Sequence[date], late: Sequence[bool], today: date) -> Figure:
    """Each member's last figure on the time line; a dotted line to today for those something is waited of."""
    rows = [safe(name) for name in names]
    waits: list[Figure] = [
        {
            "type": "scatter",
            "mode": "lines",
            "x": [last.isoformat(), today.isoformat()],
            "y": [row, row],
            "line": {"color": GOAL, "width": 4, "dash": "dot"},
            "hoverinfo": "skip",
            "showlegend": False,
        }
        for row, last, waited in zip(rows, lasts, late, strict=True)
        if waited
    ]
    marks = [
        {
            "type": "scatter",
            "mode": "markers",
            "name": name,
            "x": [last.isoformat() for last, waited in zip(lasts, late, strict=True) if waited is which],
            "y": [row for row, waited in zip(rows, late, strict=True) if waited is which],
            "marker": look,
            "hovertemplate": "%{y}: %{x|%d.%m.%Y}<extra></extra>",
        }
        for which, name, look in (
            (True, _("Siste tall, nye mangler"), {"size": 16, "symbol": "square", "color": GOAL}),
            (False, _("Siste tall, à jour"), {"size": 14, "symbol": "circle", "color": ACCENT}),
        )
        if which in late
    ]
    return large(
        {
            "data": [*waits, *marks],
            "layout": {
                "xaxis": {"type": "date", "tickformatstops": DATES},
                "yaxis": {
                    "autorange": "reversed",
                    "dtick": 1,
                    "categoryorder": "array",
                    "categoryarray": rows,
                    "ticksuffix": "  ",
                },
                "showlegend": True,
                "meta": {"narrow": _names_above(rows)},
            },
        }
    )


def not_all(drawn: int, every: int) -> str:
    """A sentence where only some of the rows are drawn; the table has all."""
    if drawn == every:
        return ""
    return " " + _("Tegningen viser %(drawn)s av %(every)s; alle står i tabellen.") % {
        "drawn": drawn,
        "every": every,
    }


def _names_above(rows: Sequence[str], over: Sequence[Figure] = ()) -> Figure:
    """On a phone the names stand over their rows, and all the width is the drawing's; `over`: notes above it.

    They are notes: ticks inside the drawing would hide those of the other axis under them.
    """
    start = {"x": 0, "xref": "paper", "xanchor": "left", "align": "left"}
    names = [{"text": row, "y": row, "yanchor": "bottom", "yshift": 9, "showarrow": False} for row in rows]
    above = sum(len(wrap(note["text"], LINE)) for note in over)
    row = _row(rows)
    return {
        "height": 260 + row * len(rows),
        "margin": {"t": 12 + HIGH * above},
        "xaxis": {"nticks": 5},
        "legend": {"y": -90 / (row * len(rows)), "yanchor": "top"},
        "yaxis": {
            "showticklabels": False,
            "ticks": "",
            "range": [len(rows) - 0.5, -1],
            "autorange": False,
        },
        "annotations": [
            note | start | {"text": "<br>".join(wrap(note["text"], LINE))} for note in [*over, *names]
        ],
    }


def _row(rows: Sequence[str]) -> int:
    """As high as the longest name needs."""
    return ROW + HIGH * max((len(wrap(row, LINE)) for row in rows), default=1)


def large(figure: dict[str, Any]) -> dict[str, Any]:
    """The same drawing with every letter at least `LETTERS` px."""
    layout: dict[str, Any] = {**figure["layout"]}
    layout["font"] = {**layout.get("font", {}), "size": LETTERS}
    layout["hoverlabel"] = {"font": {"size": LETTERS}}
    layout["legend"] = {**layout.get("legend", {}), "font": {"size": LETTERS}}
    for name in ("xaxis", "yaxis"):
        axis = {**layout.get(name, {})}
        title = {**axis.get("title", {})}
        title["font"] = {**title.get("font", {}), "size": LETTERS}
        layout[name] = {**axis, "title": title, "tickfont": {"size": LETTERS}}
    layout["annotations"] = _lettered(layout.get("annotations", []))
    narrow = layout.get("meta", {}).get("narrow", {})
    if "annotations" in narrow:
        layout["meta"] = {"narrow": narrow | {"annotations": _lettered(narrow["annotations"])}}
    layout.pop("height", None)
    return {"data": figure["data"], "layout": layout}


def _lettered(notes: Sequence[Figure]) -> list[Figure]:
    return [{**note, "font": {**note.get("font", {}), "size": LETTERS}} for note in notes]


def _above(at: float, text: str, ends: tuple[float, float]) -> Figure:
    """Towards the middle of the drawing, where there is room."""
    share = (at - ends[0]) / ((ends[1] - ends[0]) or 1)
    return {
        "x": at,
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "xanchor": "left" if share < LEFT else "right" if share > RIGHT else "center",
        "showarrow": False,
        "text": safe(text),
        "font": {"color": INK},
    }
