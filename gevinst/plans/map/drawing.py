"""Where the boxes of a gevinstkart stand, and the arrows between them. Plain: knows nothing of rows.

Boxes stand in columns, each box as high as the highest. Lengths across are percents of the width, down they
are in boxes: box 0 reaches from 0 to 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

SWEEPS = 4
# How much of a column its box fills.
FILLS = 0.74


@dataclass(frozen=True)
class Box:
    """`column` from the left. `place` down its column, from 0."""

    code: str
    column: int
    place: float = 0.0


@dataclass(frozen=True)
class Arrow:
    """`path` for an SVG whose viewBox is 100 wide and `rows` high."""

    before: str
    after: str
    path: str


@dataclass(frozen=True)
class Drawing:
    """`order`: the boxes of each column from above. `rows`: how many boxes the highest column has."""

    order: list[list[str]]
    arrows: list[Arrow]
    rows: int


def draw(boxes: Sequence[Box], arrows: Iterable[tuple[str, str]], *, columns: int) -> Drawing:
    """Boxes of a column in an order that lets few arrows cross; shorter columns stand in the middle."""
    known = {box.code for box in boxes}
    drawn = [(before, after) for before, after in dict.fromkeys(arrows) if {before, after} <= known]
    order = [[box.code for box in boxes if box.column == column] for column in range(columns)]
    order = _untangled(order, drawn)
    rows = max(1, *map(len, order))
    by_code = {box.code: box for box in boxes}
    placed = {
        code: replace(by_code[code], place=place + (rows - len(codes)) / 2)
        for codes in order
        for place, code in enumerate(codes)
    }
    # The last column is no wider than its boxes.
    width = 100 / (columns - 1 + FILLS)
    paths = [Arrow(before, after, _path(placed[before], placed[after], width)) for before, after in drawn]
    return Drawing(order, paths, rows)


def chain(code: str, arrows: Iterable[tuple[str, str]]) -> set[str]:
    """The box, all it builds on, and all it leads to."""
    pairs = list(arrows)
    return _reached(code, pairs) | _reached(code, [(after, before) for before, after in pairs])


def _reached(code: str, pairs: list[tuple[str, str]]) -> set[str]:
    seen, waiting = {code}, [code]
    while waiting:
        here = waiting.pop()
        new = {after for before, after in pairs if before == here} - seen
        seen |= new
        waiting += new
    return seen


def _untangled(order: list[list[str]], arrows: list[tuple[str, str]]) -> list[list[str]]:
    """Each box moves towards the mean place of those it is tied to, some times back and forth."""
    tied: dict[str, list[str]] = {}
    for before, after in arrows:
        tied.setdefault(before, []).append(after)
        tied.setdefault(after, []).append(before)
    for sweep in range(SWEEPS):
        place = {code: at / max(1, len(codes)) for codes in order for at, code in enumerate(codes)}
        for codes in order if sweep % 2 == 0 else reversed(order):
            wanted = {
                code: sum(place[other] for other in tied[code]) / len(tied[code])
                if code in tied
                else place[code]
                for code in codes
            }
            codes.sort(key=lambda code: wanted[code])
            place.update({code: at / max(1, len(codes)) for at, code in enumerate(codes)})
    return order


def _path(start: Box, end: Box, width: float) -> str:
    """A curve from the right of one box to the left of the next; beside a column, from left to left."""
    start_y, end_y = start.place + 0.5, end.place + 0.5
    end_x = end.column * width
    if start.column == end.column:
        out = end_x - width * (1 - FILLS) * 0.6
        return (
            f"M{end_x:.2f} {start_y:.2f} C{out:.2f} {start_y:.2f} "
            f"{out:.2f} {end_y:.2f} {end_x:.2f} {end_y:.2f}"
        )
    start_x = (start.column + FILLS) * width
    bend = (end_x - start_x) / 2
    return (
        f"M{start_x:.2f} {start_y:.2f} C{start_x + bend:.2f} {start_y:.2f} "
        f"{end_x - bend:.2f} {end_y:.2f} {end_x:.2f} {end_y:.2f}"
    )
