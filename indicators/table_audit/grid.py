"""The table as cells: which columns hold figures, which hold names, and where the headings stand."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice, pairwise

from indicators.table_audit.figures import Figure, read_figure
from indicators.table_audit.headings import is_label, is_remark, is_total, kinds_in, periods_in, stem

MAX_ROWS = 5_000
MAX_COLUMNS = 200
_LOOK_FOR_HEADINGS = 40
_SHOWN = 4  # with more decimals than this, a column was not rounded at all


class AuditError(ValueError):
    """There is no table to recompute. `reason` is `empty` or `large`."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: the row number the spreadsheet shows, the 0-based column, the text, and its figure if any."""

    row: int
    column: int
    text: str
    figure: Figure | None = None


@dataclass(frozen=True)
class Grid:
    """`headings[i]` stands over `lines[…][i]`. `labels` and `figures` are places of columns of each kind."""

    headings: tuple[str, ...]
    lines: tuple[tuple[Cell, ...], ...]
    labels: tuple[int, ...]
    figures: tuple[int, ...]

    def name(self, line: int) -> str:
        """The row's own name: the total it says it is, else its last label in words that is no remark."""
        texts = [self.lines[line][place].text for place in self.naming]
        return next(filter(is_total, texts), "") or next(filter(None, reversed(texts)), "")

    def without(self, lines: Collection[int]) -> Grid:
        """The grid with those lines left out; the same when nothing would be left."""
        kept = tuple(cells for line, cells in enumerate(self.lines) if line not in lines)
        return replace(self, lines=kept) if lines and kept else self

    @cached_property
    def naming(self) -> tuple[int, ...]:
        """The labels rows are told apart by: words that vary, and neither remarks nor codes."""
        varying = [place for place in self.labels if len({cells[place].text for cells in self.lines}) > 1]
        named = [
            place
            for place in varying
            if not is_remark(self.headings[place])
            and any(re.search(r"[^\W\d_]", cells[place].text) for cells in self.lines)
        ]
        return tuple(named or varying or self.labels[:1])

    @cached_property
    def series(self) -> list[tuple[int, ...]]:
        """Columns that are one figure over time, each in order of time."""
        found = defaultdict(list)
        for place in self.figures:
            periods = periods_in(self.headings[place])
            if len(periods) == 1 and not kinds_in(self.headings[place]) & _DERIVED:
                found[stem(self.headings[place])].append((periods[0].upper(), place))
        return [tuple(place for _, place in sorted(each)) for each in found.values() if len(each) > 1]

    @cached_property
    def before(self) -> dict[int, int]:
        """The line of the period before, for lines that are periods and otherwise called the same."""
        for place in self.labels:
            told = [periods_in(cells[place].text) for cells in self.lines]
            if sum(1 for periods in told if len(periods) == 1) * 2 <= len(told):
                continue
            found: dict[tuple[str, ...], list[tuple[str, int]]] = defaultdict(list)
            others = [other for other in self.naming if other != place]
            for line, cells in enumerate(self.lines):
                if len(told[line]) == 1:
                    found[tuple(cells[other].text for other in others)].append((told[line][0].upper(), line))
            pairs = [pair for lines in found.values() for pair in pairwise(sorted(lines))]
            return {line: old for (first, old), (second, line) in pairs if first != second}
        return {}


def grid_of(rows: Iterable[tuple[int, Sequence[object]]]) -> Grid:
    """The grid of a file's rows (row number, cells). Raises AuditError without headings and two rows."""
    found = [
        (number, [_text(cell) for cell in cells], cells)
        for number, cells in islice(rows, MAX_ROWS + _LOOK_FOR_HEADINGS)
    ]
    found = [row for row in found if any(row[1])]
    if len(found) > MAX_ROWS:
        raise AuditError("large")
    top = _heading_place([texts for _, texts, _ in found])
    if top is None:
        raise AuditError("empty")
    width = max(len(texts) for _, texts, _ in found[top:])
    if width > MAX_COLUMNS:
        raise AuditError("large")
    names = found[top][1] + [""] * (width - len(found[top][1]))
    while top + 1 < len(found) and _goes_on(names, found[top + 1][1]):
        top += 1
        names = _joined(names, found[top][1])
    headings = tuple(text or letter(place) for place, text in enumerate(names))
    finest = _finest([cells for _, _, cells in found[top + 1 :]])
    lines = [
        tuple(
            Cell(number, place, texts[place], _figure(cells[place], finest.get(place, 0)))
            if place < len(texts)
            else Cell(number, place, "")
            for place in range(width)
        )
        for number, texts, cells in found[top + 1 :]
        if sum(1 for text in texts if text) > 1
    ]
    figures = tuple(place for place in range(width) if _holds_figures(headings[place], lines, place))
    labels = tuple(place for place in range(width) if place not in figures)
    if not figures or not lines:
        raise AuditError("empty")
    return Grid(headings, tuple(_exact(lines, figures, labels)), labels, figures)


def transposed(grid: Grid) -> Grid:
    """The same cells with rows as columns: what is a derived row there is a derived column here."""
    names = tuple(grid.name(line) for line in range(len(grid.lines)))
    lines = tuple(tuple(cells[place] for cells in grid.lines) for place in grid.figures)
    return Grid(names, lines, (), tuple(range(len(names))))


def _finest(rows: Iterable[Sequence[object]]) -> dict[int, int]:
    """The decimals a workbook's numbers are rounded to, by column: it keeps 2,0 as 2, but not 2,1."""
    known = list(rows)
    found: dict[int, int] = {}
    if not any(isinstance(cell, float) for cells in known for cell in cells):
        return found
    for cells in known:
        for place, cell in enumerate(cells):
            figure = read_figure(cell) if isinstance(cell, float) or "%" in str(cell) else None
            if figure:
                found[place] = max(found.get(place, 0), figure.decimals)
    return {place: decimals for place, decimals in found.items() if decimals <= _SHOWN}


def _figure(cell: object, finest: int) -> Figure | None:
    figure = read_figure(cell)
    return replace(figure, decimals=max(finest, figure.decimals)) if figure and finest else figure


def letter(place: int) -> str:
    """The spreadsheet's name of a column, for one without a heading: 0 is A."""
    first, last = divmod(place, 26)
    return (chr(ord("A") + first - 1) if first else "") + chr(ord("A") + last)


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip().replace(".", ",") if isinstance(cell, float) else str(cell).strip()


def _heading_place(texts: list[list[str]]) -> int | None:
    """The first row of at least two headings that has a row with a figure below it."""
    for place, cells in enumerate(texts[:_LOOK_FOR_HEADINGS]):
        filled = [text for text in cells if text]
        words = [text for text in filled if not _looks_measured(text)]
        below = texts[place + 1 : place + 4]
        if (
            len(filled) >= 2
            and len(words) * 2 > len(filled)
            and any(read_figure(text) for row in below for text in row)
        ):
            wide = max(sum(1 for text in row if text) for row in below)
            if len(filled) * 2 >= wide:
                return place
    return None


def _goes_on(names: list[str], texts: list[str]) -> bool:
    """Whether a row is the lower part of headings, some of which span several columns."""
    filled = [place for place, text in enumerate(texts) if text]
    spanned = {place for place in filled if not names[place] and any(names[:place])}
    spanned |= {place - 1 for place in spanned}
    return bool(len(filled) > 1 and spanned) and all(
        re.search(r"[^\W\d_]", texts[place]) or (place in spanned and periods_in(texts[place]))
        for place in filled
    )


def _joined(names: list[str], texts: list[str]) -> list[str]:
    """The headings with those under them: one that spans columns is said in each of them."""
    found, over = [], ""
    for place, name in enumerate(names):
        below = texts[place] if place < len(texts) else ""
        over = name or (over if below else "")
        found.append(f"{name or over} {below}".strip() if below else name)
    return found


def _looks_measured(text: str) -> bool:
    figure = read_figure(text)
    return figure is not None and not (figure.is_whole and 1900 <= figure.value <= 2100)


def _holds_figures(heading: str, lines: list[tuple[Cell, ...]], place: int) -> bool:
    if is_label(heading):
        return False
    filled = [line[place] for line in lines if line[place].text]
    numbers = [cell.figure for cell in filled if cell.figure]
    if not numbers or len(numbers) * 2 < len(filled):
        return False
    years = all(figure.is_whole and 1900 <= figure.value <= 2100 for figure in numbers)
    one_year = len(numbers) > 1 and len({figure.value for figure in numbers}) == 1
    return not (years and (one_year or place == 0 or len(numbers) < len(filled)))


def _exact(
    lines: list[tuple[Cell, ...]], figures: tuple[int, ...], labels: tuple[int, ...]
) -> Iterable[tuple[Cell, ...]]:
    """Whole numbers were counted where a column has nothing else; among percentages they were rounded."""
    measured = [line for line in lines if not any(kinds_in(line[place].text) & _DERIVED for place in labels)]
    counted = set()
    for place in figures:
        numbers = [figure for line in measured if (figure := line[place].figure)]
        whole = all(figure.is_whole for figure in numbers)
        thousands = len(numbers) > 2 and all(figure.value % 1000 == 0 for figure in numbers)
        if whole and not thousands:
            counted.add(place)
    for line in lines:
        yield tuple(
            replace(cell, figure=replace(cell.figure, exact=True))
            if cell.figure and cell.figure.is_whole and cell.column in counted
            else cell
            for cell in line
        )


_DERIVED = {"change", "points"}
