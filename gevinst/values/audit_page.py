"""The result of a control as a page shows it: marks and footnotes in the table as it was pasted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from django.utils.translation import gettext as _

from indicators.table_audit.audit import Audit, Finding
from indicators.table_audit.grid import Cell
from indicators.table_audit.headings import is_remark
from indicators.table_audit.told import told_by
from indicators.table_audit.words import cause_words, relation_words, verdict

# A longer table is shown only where something is wrong.
MOST_SHOWN = 200


@dataclass(frozen=True)
class ShownCell:
    """A cell; wrong when there is a `computed` figure, with the `mark` of its cause."""

    text: str
    is_figure: bool
    computed: str = ""
    mark: str = ""
    cause: str = ""


@dataclass(frozen=True)
class ShownRow:
    """`group` is what the rows from here belong to, when that is another than above."""

    group: str
    name: ShownCell
    cells: tuple[ShownCell, ...]


class AuditPage:
    """What the template of a control reads."""

    def __init__(self, found: Audit) -> None:
        self.found = found
        self.verdict = verdict(found)
        self.findings = found.findings
        self.checked = found.checked
        self.told = told_by(found)
        causes = Counter(map(cause_words, found.findings))
        self.marks = {cause: _mark(place) for place, (cause, _n) in enumerate(causes.most_common())}
        self.causes = [(self.marks[cause], cause, count) for cause, count in causes.most_common()]
        self.relations = [
            (one.target, relation_words(one), one.checked, one.wrong)
            for one in found.relations
            if one.place != "totals"
        ]
        totals = [one for one in found.relations if one.place == "totals"]
        if totals:
            names = ", ".join(one.target for one in totals)
            checked, wrong = sum(one.checked for one in totals), sum(one.wrong for one in totals)
            self.relations.append((_("Totaler: %s") % names, relation_words(totals[0]), checked, wrong))
        self.unchecked = found.unchecked
        self.faults = [(one, cause_words(one)) for one in found.findings]

    @property
    def headings(self) -> list[tuple[str, bool]]:
        """The headings but the first, and whether figures stand under them."""
        grid = self.found.grid
        return [(grid.headings[place], place in grid.figures) for place in self._places[1:]]

    @property
    def first_heading(self) -> str:
        return self.found.grid.headings[self._places[0]]

    @cached_property
    def rows(self) -> list[ShownRow]:
        wrong = {one.cell: one for one in self.findings}
        lines = self.found.grid.lines
        if len(lines) > MOST_SHOWN:
            lines = tuple(cells for cells in lines if any(cell in wrong for cell in cells))[:MOST_SHOWN]
        group, shown = "", []
        for cells in lines:
            own = cells[self._group].text if self._group is not None else ""
            name, *rest = [self._shown(cells[place], wrong.get(cells[place])) for place in self._places]
            shown.append(ShownRow(own if own != group else "", name, tuple(rest)))
            group = own
        return shown

    @property
    def is_cut(self) -> bool:
        return len(self.found.grid.lines) > MOST_SHOWN

    @cached_property
    def _group(self) -> int | None:
        """The column that says what a row belongs to, where the rows of each stand together."""
        grid = self.found.grid
        if len(grid.naming) < 2 or self.is_cut:
            return None
        place = grid.naming[-2]
        texts = [cells[place].text for cells in grid.lines]
        changes = sum(1 for above, below in pairwise(texts) if above != below)
        return place if 0 < changes < len(set(texts)) < len(texts) else None

    @cached_property
    def _places(self) -> list[int]:
        """The columns with anything in them, the names of the rows first."""
        grid = self.found.grid
        filled = [p for p in range(len(grid.headings)) if self._tells(p)]
        name = grid.naming[-1] if grid.naming else filled[0]
        return [name, *(place for place in filled if place not in (name, self._group))]

    def _tells(self, place: int) -> bool:
        """Whether there is anything in the column - more than one and the same source or remark, that is."""
        grid = self.found.grid
        texts = {cells[place].text for cells in grid.lines}
        return bool(texts - {""}) and (len(texts) > 1 or not is_remark(grid.headings[place]))

    def _shown(self, cell: Cell, finding: Finding | None) -> ShownCell:
        is_figure = cell.column in self.found.grid.figures
        if finding is None:
            return ShownCell(cell.text, is_figure)
        cause = cause_words(finding)
        return ShownCell(cell.text, is_figure, finding.computed, self.marks[cause], cause)


def _mark(place: int) -> str:
    """Footnotes are letters, since the cells hold figures."""
    return chr(ord("a") + place) if place < 26 else f"a{place - 25}"
