"""What a page says of a workbook that came back: before it is saved, and after."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gevinst.access.models import User
from gevinst.plan_files.models import ReturnedFile
from gevinst.plan_files.returning.cells import Fate, Standing, fate_words
from gevinst.plan_files.returning.reading import ChangedCell, Note
from gevinst.plan_files.returning.resource import run
from gevinst.plan_files.returning.services import cells_of, counted
from gevinst.plans.edits import Outcome

SHOWN = 500
_OUTCOMES = {
    Fate.CHANGED: "changed",
    Fate.CONFLICT: "changed",
    Fate.REFUSED: "rejected",
    Fate.GONE: "rejected",
}


@dataclass(frozen=True, kw_only=True)
class Line:
    """A cell of the file, and what becomes of it."""

    cell: ChangedCell
    standing: Standing

    @property
    def fate(self) -> str:
        return self.standing.fate.value

    @property
    def outcome(self) -> str:
        return _OUTCOMES.get(self.standing.fate, "same")


@dataclass(frozen=True, kw_only=True)
class Group:
    fate: str
    heading: str
    help: str
    lines: list[Line]
    more: int


@dataclass(frozen=True, kw_only=True)
class Preview:
    """`groups`: what wants an eye first. `saves`: how many cells the button is about."""

    finding: str
    groups: list[Group]
    notes: list[tuple[Note, str]]
    changed: int
    conflicts: int
    kept: int

    @property
    def saves(self) -> int:
        return self.changed + self.conflicts + self.kept

    @property
    def proposals(self) -> str:
        """What the button does beside saving; empty when nothing."""
        n = self.conflicts + self.kept
        words = ngettext(
            "%(n)s tekst legges i planen som forslag.", "%(n)s tekster legges i planen som forslag.", n
        )
        return words % {"n": n} if n else ""

    @property
    def button(self) -> str:
        if self.changed:
            return ngettext("Lagre %(n)s endring", "Lagre %(n)s endringer", self.changed) % {
                "n": self.changed
            }
        return _("Ta vare på forslagene")


def preview_of(returned: ReturnedFile, *, by: User) -> Preview:
    cells = cells_of(returned)
    found = run(plan=returned.plan, by=by, cells=cells, dry_run=True).cells
    lines = [Line(cell=cell, standing=standing) for cell, standing in zip(cells, found, strict=True)]
    notes = [Note(**note) for note in returned.notes]
    count = {fate: sum(line.standing.fate is fate for line in lines) for fate in Fate}
    return Preview(
        finding=_finding(count),
        groups=list(_groups(lines)),
        notes=[(note, note_words(note)) for note in notes],
        changed=count[Fate.CHANGED],
        conflicts=count[Fate.CONFLICT],
        kept=count[Fate.GONE],
    )


def _finding(count: dict[Fate, int]) -> str:
    changed, conflicts = count[Fate.CHANGED], count[Fate.CONFLICT]
    refused = count[Fate.REFUSED] + count[Fate.GONE]
    if not changed + conflicts + refused:
        return _("Ingen forskjeller. Planen sier det samme som filen.")
    said = [
        ngettext("%(n)s celle er endret", "%(n)s celler er endret", changed) % {"n": changed},
        ngettext("%(n)s er endret av noen andre imens", "%(n)s er endret av noen andre imens", conflicts)
        % {"n": conflicts},
        ngettext("%(n)s kan ikke brukes", "%(n)s kan ikke brukes", refused) % {"n": refused},
    ]
    kept = [words for words, n in zip(said, (changed, conflicts, refused), strict=True) if n]
    return listed(kept)


def listed(said: Sequence[str]) -> str:
    """As one sentence."""
    first, last = said[:-1], said[-1]
    return f"{', '.join(first)} {_('og')} {last}." if first else f"{last}."


def _groups(lines: list[Line]) -> Iterable[Group]:
    helps = {
        Fate.REFUSED: _("Rett disse i filen og last den opp igjen, eller skriv dem i planen."),
        Fate.GONE: _("Det du skrev, blir tatt vare på som forslag, men raden er slettet."),
        Fate.CONFLICT: _(
            "Det som står i planen nå, blir stående. Det du skrev, legges ved siden av som et forslag, og "
            "dere velger i planen."
        ),
        Fate.CHANGED: "",
        Fate.SAME: "",
    }
    for fate in (Fate.REFUSED, Fate.CONFLICT, Fate.GONE, Fate.CHANGED):
        found = [line for line in lines if line.standing.fate is fate]
        if found:
            yield Group(
                fate=fate.value,
                heading=fate_words()[fate],
                help=helps[fate],
                lines=found[:SHOWN],
                more=max(len(found) - SHOWN, 0),
            )


def note_words(note: Note) -> str:
    return {
        "new_row": _("Raden er ny. Legg den til i planen, så kan den endres i neste fil."),
        "unknown_row": _("Raden hører ikke til denne planen."),
        "twice": _("Raden står to ganger. Bare den første er lest."),
        "unknown_column": _("Kolonnen finnes ikke i planen, og er ikke lest."),
    }[note.what]


@dataclass(frozen=True, kw_only=True)
class Result:
    finding: str
    lines: list[tuple[ChangedCell, str, str]]
    conflicts: int


def result_of(returned: ReturnedFile) -> Result:
    """What became of a saved file: the cells that were not saved, each with the reason."""
    outcome = {address: tuple(said) for address, said in returned.outcome.items()}
    count = counted(what for what, _message in outcome.values())
    left = [
        (cell, *outcome[cell.address])
        for cell in cells_of(returned)
        if outcome.get(cell.address, ("unchanged",))[0] not in (Outcome.SAVED, Outcome.UNCHANGED)
    ]
    saved, conflicts = count[Outcome.SAVED], count[Outcome.CONFLICT] + count[Outcome.GONE]
    said = [ngettext("%(n)s celle er lagret", "%(n)s celler er lagret", saved) % {"n": saved}]
    if conflicts:
        words = ngettext("%(n)s venter som forslag", "%(n)s venter som forslag", conflicts)
        said.append(words % {"n": conflicts})
    return Result(finding=listed(said), lines=left, conflicts=conflicts)
