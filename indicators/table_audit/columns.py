"""Finds how each column is derived, where the table itself shows it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from indicators.table_audit.blame import whole_of
from indicators.table_audit.candidates import Candidate, Named, candidates
from indicators.table_audit.causes import OF_METHOD, OF_PERIODS, Around, fitting
from indicators.table_audit.forest import Forest
from indicators.table_audit.grid import Cell, Grid
from indicators.table_audit.headings import plain
from indicators.table_audit.relations import Check, Kind

_TASTED = 12
Score = tuple[bool, float, int]


@dataclass(frozen=True)
class Derived:
    """A column and how it was found to be derived; `checks` by line."""

    candidate: Candidate
    checks: dict[int, Check]


def find_derived(grid: Grid, forest: Forest, *, named_only: bool = False) -> dict[int, Derived]:
    """The derived columns by their place. `named_only`: only what headings name wholly or in kind."""
    found = {}
    for target in grid.figures:
        best: tuple[Score, Derived] | None = None
        for one in candidates(grid, target):
            if one.named is not Named.WHOLLY and best and best[0][0]:
                break  # what the heading says wholly, and the figures bear out, is not looked for elsewhere
            judged = _judge(grid, forest, one, named_only)
            if judged and (best is None or judged[0] > best[0]):
                best = judged
        if best:
            found[target] = best[1]
    return found


def series_in(grid: Grid, line: int, place: int) -> list[Cell]:
    """The row's own figures over time that a column's figure belongs with."""
    every = grid.series
    series = next((each for each in every if place in each), every[0] if every else ())
    return [cell for cell in (grid.lines[line][each] for each in series) if cell.figure]


def _judge(grid: Grid, forest: Forest, one: Candidate, named_only: bool) -> tuple[Score, Derived] | None:
    """How well a way of deriving fits, and the checks it makes; None when it is not believed."""
    if named_only and one.named is Named.NOT:
        return None
    if one.named is not Named.WHOLLY and not _tastes_right(grid, forest, one):
        return None
    checks = {
        line: check for line in range(len(grid.lines)) if (check := one.check(grid, forest, line)) is not None
    }
    verdicts = {line: False if check.is_far_off() else check.holds() for line, check in checks.items()}
    right = sum(1 for verdict in verdicts.values() if verdict)
    wrong = [line for line, verdict in verdicts.items() if verdict is False]
    telling = sum(1 for line, verdict in verdicts.items() if verdict and checks[line].is_telling())
    explained = _explained(grid, one, [checks[line] for line in wrong]) if wrong else 0
    if one.whole in ("parent", "root"):
        explained = max(explained, _by_one_whole(checks.values(), verdicts.values()))
    if not _believed(one, right, telling, explained, len(wrong)):
        return None
    fit = right + 0.5 * explained + 0.01 * telling - 0.25 * (len(wrong) - explained)
    return (one.named is Named.WHOLLY, fit, _nearness(grid, one)), Derived(one, checks)


def _nearness(grid: Grid, one: Candidate) -> int:
    """Of two ways that fit alike: the one the heading says more of, and the one within the row."""
    target = plain(grid.headings[one.target]).split()
    mentioned = any(set(plain(grid.headings[place]).split()) & set(target) for place in one.operands)
    return 4 * one.named + 2 * mentioned + (not one.whole)


def _believed(one: Candidate, right: int, telling: int, explained: int, wrong: int) -> bool:
    everything, named = right + wrong, one.named
    if not everything:
        return False
    if named is Named.WHOLLY:
        by_chance = telling < 3 or right * 4 < everything
        return everything == 1 or (right + explained) * 2 >= everything or not by_chance
    if named is Named.KIND:
        by_method = explained >= 3 and (right + explained) * 10 >= everything * 9
        most = right > wrong or (one.kind is Kind.SUM and right * 3 >= everything)
        return by_method or (telling >= 2 and most)
    return telling >= 3 and right >= 3 * wrong


def _explained(grid: Grid, one: Candidate, wrong: list[Check]) -> int:
    """How many of the wrong cells one and the same mistake of method would have given."""
    codes = (*OF_METHOD, *OF_PERIODS) if one.named is Named.WHOLLY else ("new_base",)
    lines = {cells[one.target]: line for line, cells in enumerate(grid.lines)}
    counted: Counter[object] = Counter()
    for check in wrong:
        series = series_in(grid, lines[check.target], one.operands[0]) if one.named is Named.WHOLLY else ()
        counted.update({cause.key() for cause in fitting(Around(check, series), codes)})
    return max(counted.values(), default=0)


def _by_one_whole(checks: Iterable[Check], verdicts: Iterable[bool | None]) -> int:
    """How many shares are wrong only because the total they are of is, which is said to be all of itself."""
    shares = defaultdict(list)
    for check, verdict in zip(checks, verdicts, strict=True):
        shares[check.operands[1]].append((check, verdict))
    found = 0
    for whole, of_it in shares.items():
        wrong = [check for check, verdict in of_it if verdict is False]
        is_all = any(check.operands[0] == whole and verdict for check, verdict in of_it)
        value = whole_of(whole, [check for check, _ in of_it]) if is_all and len(wrong) > 2 else None
        if value is not None and whole.figure is not None:
            put = replace(whole.figure, value=value)
            if all(check.with_operand(whole, put).holds() is not False for check, _ in of_it):
                found += len(wrong)
    return found


def _tastes_right(grid: Grid, forest: Forest, one: Candidate) -> bool:
    """A quick look at a few rows spares the long one for nearly every candidate."""
    tasted, wrong = 0, list[Check]()
    for check in _some(grid, forest, one):
        tasted += 1
        if check.is_far_off() or check.holds() is False:
            wrong.append(check)
        if one.named is Named.NOT and len(wrong) > _TASTED // 3:
            return False
    if tasted and len(wrong) * 2 <= tasted:
        return True
    return one.named is Named.KIND and _is_by_method(one, tasted, wrong)


def _is_by_method(one: Candidate, tasted: int, wrong: list[Check]) -> bool:
    """Whether so much wrong may come of one mistake: in the method, or in the total that shares are of."""
    if one.kind is Kind.SUM:
        return tasted > 0 and len(wrong) * 3 <= tasted * 2
    if one.kind is Kind.CHANGE:
        return sum(1 for check in wrong if fitting(Around(check), ("new_base",))) * 2 >= len(wrong) > 0
    if one.whole in ("parent", "root"):
        wholes = {check.operands[1] for check in wrong}
        return any(whole_of(whole, [check for check in wrong if whole in check.operands]) for whole in wholes)
    return False


def _some(grid: Grid, forest: Forest, one: Candidate) -> Iterator[Check]:
    step = max(1, -(-len(grid.lines) // _TASTED))
    for line in range(0, len(grid.lines), step):
        check = one.check(grid, forest, line)
        if check is not None:
            yield check
