"""The whole control of a table: what is derived, what is wrong, why, and what follows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from indicators.table_audit.blame import Culprit, culprits
from indicators.table_audit.causes import OPERAND, UNKNOWN, Around, Cause, digits_swapped, fitting
from indicators.table_audit.columns import Derived, find_derived, series_in
from indicators.table_audit.consequences import Consequence, consequences_of
from indicators.table_audit.figures import write_like
from indicators.table_audit.forest import Forest, find_forest
from indicators.table_audit.grid import Cell, Grid, grid_of, transposed
from indicators.table_audit.headings import kinds_in, may_be_summed
from indicators.table_audit.relations import Check, Kind
from indicators.table_audit.totals import Total, find_totals

# What a row may say it is of other rows; sums of rows are found by `totals`.
_ROWS = {"change", "points", "mean"}


@dataclass(frozen=True)
class Finding:
    """One wrong printed cell. `printed` as in the file, `computed` written the same way.

    `check` is the relation it breaks (the first, when it is an operand of several). `headings` and `names`
    (of rows, by number) are those of the table.
    """

    cell: Cell
    heading: str
    row_name: str
    computed: str
    cause: Cause
    check: Check
    headings: tuple[str, ...]
    names: Mapping[int, str]
    consequences: tuple[Consequence, ...] = ()

    @property
    def row(self) -> int:
        return self.cell.row

    @property
    def printed(self) -> str:
        return self.cell.text


@dataclass(frozen=True)
class Relation:
    """What a column (or derived row, or the totals) was taken as. `checked` cells, of which `wrong`."""

    kind: Kind
    target: str
    operands: tuple[str, ...]
    factor: int
    place: str  # "column", "row" or "totals"
    whole: str
    checked: int
    wrong: int


@dataclass(frozen=True)
class Audit:
    """`findings` by row and column; `relations` that were checked; `unchecked` headings of derived figures
    whose operands are not in the table."""

    grid: Grid
    findings: tuple[Finding, ...]
    relations: tuple[Relation, ...]
    unchecked: tuple[str, ...]
    checked: int


def audit(rows: Iterable[tuple[int, Sequence[object]]]) -> Audit:
    """The control of a file's rows (row number, cells). Raises AuditError when there is no table in them."""
    whole = grid_of(rows)
    down = _derived_rows(whole)
    grid = whole.without({*down, *_relative_rows(whole)})
    forest = find_forest(grid)
    across = find_derived(grid, forest)
    totals, doubted = find_totals(grid, forest, across)
    checks = _unique(across, down, totals)
    wrong = culprits(checks, doubted)
    blamed = {culprit.cell: culprit for culprit in wrong}
    findings = _findings(whole, grid, forest, wrong, checks)
    values = {cell: culprit.value for cell, culprit in blamed.items()}
    told = consequences_of(grid, forest, across, values)
    findings = [replace(one, consequences=tuple(told.get(one.cell, ()))) for one in findings]
    return Audit(
        grid=whole,
        findings=tuple(sorted(findings, key=lambda one: (one.row, one.cell.column))),
        relations=tuple(_relations(whole, across, down, totals, blamed)),
        unchecked=tuple(_unchecked(grid, across, totals)),
        checked=len({check.target for check in checks}),
    )


def _derived_rows(grid: Grid) -> dict[int, Derived]:
    """Rows that say by their name that they are the change or the mean of other rows."""
    across = transposed(grid)
    said = {
        line for line, name in enumerate(across.headings) if kinds_in(name) & {"change", "points", "mean"}
    }
    if not said:
        return {}
    found = find_derived(across, Forest({}, {}), named_only=True)
    return {line: one for line, one in found.items() if line in said}


def _relative_rows(grid: Grid) -> Iterable[int]:
    """Rows of changes in percent: they are no part of any column's sums, whatever they are changes of."""
    for line, cells in enumerate(grid.lines):
        relative = any(cell.figure and cell.figure.unit in ("%", "pp") for cell in cells)
        if relative and kinds_in(grid.name(line)) & {"change", "points"}:
            yield line


def _unique(across: dict[int, Derived], rows: dict[int, Derived], totals: list[Total]) -> list[Check]:
    every = [check for one in (*across.values(), *rows.values()) for check in one.checks.values()]
    return list(dict.fromkeys([*every, *(total.check for total in totals)]))


def _findings(
    whole: Grid, grid: Grid, forest: Forest, wrong: list[Culprit], checks: list[Check]
) -> list[Finding]:
    lines = {cell: line for line, cells in enumerate(grid.lines) for cell in cells}
    fits = {one.cell: _fitting(grid, forest, one, checks, lines) for one in wrong}
    counted: dict[int, Counter[object]] = defaultdict(Counter)
    for cell, causes in fits.items():
        counted[cell.column].update({cause.key() for cause in causes})
    names = {cells[0].row: whole.name(line) for line, cells in enumerate(whole.lines)}
    found = []
    for one in wrong:
        figure = one.cell.figure
        if figure is None:
            continue
        usual = counted[one.cell.column]
        texts = [cells[one.cell.column].text for cells in grid.lines]
        cause = max(fits[one.cell], key=lambda fit: usual[fit.key()], default=Cause(UNKNOWN))
        found.append(
            Finding(
                cell=one.cell,
                heading=grid.headings[one.cell.column],
                row_name=names[one.cell.row],
                computed=write_like(one.cell.text, one.value, figure, texts),
                cause=cause,
                check=one.checks[0],
                headings=grid.headings,
                names=names,
            )
        )
    return found


def _fitting(
    grid: Grid, forest: Forest, one: Culprit, checks: list[Check], lines: dict[Cell, int]
) -> list[Cause]:
    if one.is_operand:
        swapped = one.cell.figure is not None and digits_swapped(one.cell.figure, one.value)
        return [Cause("transposed" if swapped else OPERAND)]
    check = next(check for check in one.checks if check.target == one.cell)
    if one.cell not in lines:
        return fitting(Around(check))
    line = lines[one.cell]
    same = [
        other
        for other in checks
        if other.target.column == one.cell.column
        and other.kind is check.kind
        and other is not check
        and other.target in lines
    ]
    below = forest.children.get(line, ())
    around = Around(
        check,
        series=series_in(grid, line, check.operands[0].column),
        row=[grid.lines[line][place] for place in grid.figures if grid.lines[line][place].figure],
        same=sorted(same, key=lambda other: abs(lines[other.target] - line)),
        subtotals=[grid.lines[each][one.cell.column] for each in below if each in forest.children],
    )
    return fitting(around)


def _relations(
    grid: Grid,
    across: dict[int, Derived],
    rows: dict[int, Derived],
    totals: list[Total],
    blamed: dict[Cell, Culprit],
) -> Iterable[Relation]:
    names = tuple(grid.name(line) for line in range(len(grid.lines)))
    for place, headings, found in (("column", grid.headings, across), ("row", names, rows)):
        for target, one in found.items():
            yield Relation(
                one.candidate.kind,
                headings[target],
                tuple(headings[each] for each in one.candidate.operands),
                one.candidate.factor,
                place,
                one.candidate.whole,
                len(one.checks),
                sum(1 for check in one.checks.values() if check.target in blamed),
            )
    by_column = defaultdict(list)
    for total in totals:
        by_column[total.place].append(total)
    for column, found_here in by_column.items():
        wrong = sum(1 for total in found_here if total.check.target in blamed)
        yield Relation(Kind.SUM, grid.headings[column], (), 1, "totals", "", len(found_here), wrong)


def _unchecked(grid: Grid, across: dict[int, Derived], totals: list[Total]) -> Iterable[str]:
    """Columns that by their name are derived, but not from anything seen here."""
    used = {total.place for total in totals}
    used |= {place for one in across.values() for place in one.candidate.operands}
    for place in grid.figures:
        heading = grid.headings[place]
        named = kinds_in(heading) & {"change", "points", "share"}
        if place not in across and place not in used and named and not may_be_summed(heading):
            yield heading
