"""What happened while figures were measured: upright lines with numbers, and where a series begins anew."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import wrap

from gevinst.dashboards.figures.parts import INK, SOFT, Figure, safe, upright

Span = tuple[date, date]
# How many digits have room along the drawing, on a page and on a phone; and letters on a phone's line.
ROOM, NARROW_ROOM, LETTERS = 64, 20, 22
# The numbers stand between the drawing and its legend, where they cover no figure.
LEGEND = 1.12


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happened on a day: an action started, a system was introduced."""

    day: date
    text: str


def within(marks: Iterable[Mark], span: Span) -> list[Mark]:
    """Those that are drawn, in the order of their numbers: the words about them count them the same way."""
    found = [mark for mark in marks if span[0] <= mark.day <= span[1]]
    return sorted(found, key=lambda mark: (mark.day, mark.text))


def listed(marks: Sequence[Mark]) -> str:
    """«1 Opplæring, 2 Ny turnus»."""
    return ", ".join(f"{number}\u00a0{mark.text}" for number, mark in enumerate(marks, 1))


def happened(marks: Sequence[Mark], breaks: Sequence[Mark], span: Span) -> Figure:
    """The parts of a layout that show what is within the span: `marks` by number, `breaks` by their words."""
    shown, new = within(marks, span), within(breaks, span)
    notes = [_new_series(mark, span) for mark in new]
    short = [note | {"text": "<br>".join(wrap(note["text"], LETTERS))} for note in notes]
    layout: Figure = {
        "shapes": [*(_line(mark, "dot") for mark in shown), *(_line(mark, "solid") for mark in new)],
        "annotations": [*_numbers(shown, span, ROOM), *notes],
    }
    if shown:
        narrow = [*_numbers(shown, span, NARROW_ROOM), *short]
        layout |= {"legend": {"y": LEGEND}, "meta": {"narrow": {"annotations": narrow}}}
    return layout


def broken(line: Figure, breaks: Sequence[Mark]) -> Figure:
    """The line with nothing between what is measured before and after each of the days."""
    days, values, texts = list(line["x"]), list(line["y"]), list(line["text"])
    for mark in breaks:
        at = sum(day < mark.day.isoformat() for day in days)
        if 0 < at < len(days):
            days.insert(at, mark.day.isoformat())
            values.insert(at, None)
            texts.insert(at, "")
    return line | {"x": days, "y": values, "text": texts} if len(days) > len(line["x"]) else line


def _line(mark: Mark, dash: str) -> Figure:
    return upright(mark.day.isoformat(), {"color": SOFT, "width": 1, "dash": dash})


def _numbers(shown: Sequence[Mark], span: Span, room: int) -> list[Figure]:
    """A number over each line. Those that would run into each other are one text: «3–5»."""
    length = (span[1] - span[0]).days or 1
    groups: list[range] = []

    def middle(group: range) -> float:
        first, last = (shown[at - 1].day.toordinal() for at in (group[0], group[-1]))
        return (first + last) / 2

    def reach(group: range) -> float:
        """Half of its width, in days."""
        return (len(_said(group)) + 1) / 2 / room * length

    for number in range(1, len(shown) + 1):
        group = range(number, number + 1)
        while groups and middle(groups[-1]) + reach(groups[-1]) > middle(group) - reach(group):
            group = range(groups.pop()[0], number + 1)
        groups.append(group)
    return [
        {
            "x": date.fromordinal(round(middle(group))).isoformat(),
            "y": 1,
            "yref": "paper",
            "yanchor": "bottom",
            "showarrow": False,
            "text": _said(group),
            "hovertext": "<br>".join(safe(shown[number - 1].text) for number in group),
            "font": {"size": 12, "color": INK},
        }
        for group in groups
    ]


def _said(group: range) -> str:
    return f"{group[0]}–{group[-1]}" if len(group) > 1 else str(group[0])


def _new_series(mark: Mark, span: Span) -> Figure:
    """At the foot of the drawing, on the side where there is room."""
    is_late = mark.day - span[0] > (span[1] - span[0]) / 2
    return {
        "x": mark.day.isoformat(),
        "y": 0,
        "yref": "paper",
        "yanchor": "bottom",
        "xanchor": "right" if is_late else "left",
        "xshift": -4 if is_late else 4,
        "showarrow": False,
        "text": safe(mark.text),
        "font": {"size": 12, "color": INK},
    }
