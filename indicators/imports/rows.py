"""Reads blocks of rows by their mapping: which values they hold, and every fault of those they do not.

What a row is about, who it is about and what its figure is are each worked out once for the same cells and
then remembered: a file has few of each, and a million rows. The rows themselves are gone through as arrays.
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterator, Sequence
from datetime import date
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from indicators.imports.accepted import Accepted, Codes, Rows
from indicators.imports.mapping import Mapping
from indicators.imports.match import Matcher
from indicators.imports.parsing.blocks import Block
from indicators.imports.plan import Group, Plan
from indicators.imports.staging import REJECTED, Staged
from indicators.imports.table import is_blank, text_of
from indicators.imports.understanding import About, Cells, Fault, Understanding, What, Who
from indicators.messages import as_data, written

R = TypeVar("R")

_REMEMBERED = 200_000
_WIDEST_RAW = 200
_FEW = 1 << 20  # that an array of so many is quicker than sorting
_MANY = 1 << 40  # that a few times as many still fit in 64 bits


class Kinds(NamedTuple):
    """How rows fall into kinds: for each row its kind, and for each kind one row that is of it."""

    codes: Codes
    examples: list[int]


class Understood(NamedTuple):
    accepted: list[Accepted]
    rejected: list[Staged]


class RowReader:
    """`upload`: the id rows are staged under. `left_out` counts rows the mapping says are not for reading,
    `beyond` those with something in a cell to the right of all columns it knows.
    """

    def __init__(self, *, upload: int, mapping: Mapping, matcher: Matcher, today: date) -> None:
        plan = Plan(mapping)
        self._lanes = [
            Lane(upload, plan, group, Understanding(plan, group, matcher, today)) for group in plan.groups
        ]
        self._width = 1 + max(use.column for use in mapping.columns)
        self.left_out = self.beyond = 0

    def read(self, block: Block) -> Understood:
        """The values of a block. None for a blank row, nor for blank cells among several figure columns."""
        found = Understood([], [])
        for lane in self._lanes:
            left_out = lane.read(block, self._width, found, alone=len(self._lanes) == 1)
        self.left_out += left_out
        self.beyond += _filled(block, self._width)
        return found


class Lane:
    """Reads the figures of one group of columns, and remembers what it read."""

    def __init__(self, upload: int, plan: Plan, group: Group, understanding: Understanding) -> None:
        self._understanding = understanding
        self._upload = upload
        self._name = group.name
        self._about_columns = plan.about_columns
        self._actor_columns = plan.actor_columns
        self._figure_columns = [use.column for use in group.columns.values()]
        self._abouts: dict[Hashable, About] = {}
        self._whos: dict[Hashable, Who] = {}
        self._whats: dict[Hashable, What] = {}

    def read(self, block: Block, width: int, found: Understood, *, alone: bool) -> int:
        """Adds what the rows say through these columns to `found`; answers how many are left out on purpose.

        `alone`: no other columns have figures, so an empty cell among full ones is a fault.
        """
        abouts, about = self._read_abouts(block, width)
        whos, who = self._read_whos(block, width, abouts, about)
        whats, what = self._read_whats(block, width, abouts, about)
        left_out = _is([each.left_out for each in whos])[who]
        blank = _is([each.blank for each in whats])[what]
        sound = _is([not each.faults for each in abouts])[about]
        sound &= _is([not each.faults for each in whos])[who]
        sound &= _is([not each.faults for each in whats])[what]
        sound &= ~left_out & ~blank
        sound &= self._allowed(abouts, about, whats, what, sound)
        (places,) = np.nonzero(sound)
        if len(places):
            actors = np.array([each.actor or 0 for each in whos], dtype=np.int64)
            found.accepted.append(
                Accepted(
                    column=self._name,
                    rows=np.frombuffer(block.numbers, dtype=np.int64)[places],
                    actors=actors[who[places]],
                    about=about[places],
                    figure=what[places],
                    abouts=[(*each.key, each.breakdown) for each in abouts],
                    figures=[(each.raw, *each.columns) for each in whats],
                )
            )
        for place in np.nonzero(~sound & ~left_out & ~blank)[0].tolist():
            parts = abouts[about[place]], whos[who[place]]
            found.rejected.append(self._rejected(block, place, width, *parts))
        for place in np.nonzero(blank & ~left_out)[0].tolist() if alone else ():
            if not is_blank(cells := block.cells(place, width)):
                parts = abouts[about[place]], whos[who[place]]
                nothing = self._understanding.nothing(cells)
                found.rejected.append(self._staged(block.numbers[place], *parts, nothing))
        return int(left_out.sum())

    def _read_abouts(self, block: Block, width: int) -> tuple[list[About], Codes]:
        kinds = _kinds(block, self._about_columns)
        found = []
        keys = block.of(self._about_columns, kinds.examples)
        for example, key in zip(kinds.examples, keys, strict=True):
            if (known := self._abouts.get(key)) is None:
                known = self._understanding.about(block.cells(example, width))
                _remember(self._abouts, key, known)
            found.append(known)
        return found, kinds.codes

    def _read_whos(
        self, block: Block, width: int, abouts: list[About], about: Codes
    ) -> tuple[list[Who], Codes]:
        days: dict[date, int] = {}
        day = np.array([days.setdefault(each.on, len(days)) for each in abouts], dtype=np.int64)[about]
        kinds = _kinds(block, self._actor_columns, day)
        found = []
        ons = [abouts[place].on for place in about[kinds.examples].tolist()]
        keys = zip(ons, block.of(self._actor_columns, kinds.examples), strict=True)
        for example, key in zip(kinds.examples, keys, strict=True):
            if (known := self._whos.get(key)) is None:
                known = self._understanding.who(block.cells(example, width), key[0])
                _remember(self._whos, key, known)
            found.append(known)
        return found, kinds.codes

    def _read_whats(
        self, block: Block, width: int, abouts: list[About], about: Codes
    ) -> tuple[list[What], Codes]:
        sorts: dict[Hashable, int] = {}
        ways = [(each.sort, each.status, each.as_of) for each in abouts]
        sort = np.array([sorts.setdefault(way, len(sorts)) for way in ways], dtype=np.int64)[about]
        kinds = _kinds(block, self._figure_columns, sort)
        found = []
        subjects = about[kinds.examples].tolist()
        keys = zip(
            [ways[subject] for subject in subjects],
            block.of(self._figure_columns, kinds.examples),
            strict=True,
        )
        for example, subject, key in zip(kinds.examples, subjects, keys, strict=True):
            if (known := self._whats.get(key)) is None:
                known = self._understanding.what(abouts[subject], block.cells(example, width))
                _remember(self._whats, key, known)
            found.append(known)
        return found, kinds.codes

    def _allowed(
        self, abouts: list[About], about: Codes, whats: list[What], what: Codes, among: NDArray[np.bool_]
    ) -> NDArray[np.bool_]:
        """Whether such a figure may be for that period: decided by its reason, status and date."""
        ways: dict[Hashable, int] = {}
        way = np.array([ways.setdefault(each.columns[3:], len(ways)) for each in whats], dtype=np.int64)[what]
        kinds = _combined([about, way], len(about))
        verdicts = [
            not among[example] or not self._not_allowed(abouts[about[example]], whats[what[example]])
            for example in _examples_among(kinds, among)
        ]
        return _is(verdicts)[kinds.codes]

    def _not_allowed(self, about: About, what: What) -> tuple[Fault, ...]:
        key = what.columns[3:]
        found = about.allowed.get(key)
        if found is None:
            found = about.allowed[key] = self._understanding.not_allowed(about, what)
        return found

    def _rejected(self, block: Block, place: int, width: int, about: About, who: Who) -> Staged:
        # Read once more: what is wrong with a figure may be told with the name of the indicator.
        what = self._understanding.what(about, block.cells(place, width))
        return self._staged(block.numbers[place], about, who, what)

    def _staged(self, number: int, about: About, who: Who, what: What) -> Staged:
        """The value as a rejected row, with the faults of all its parts."""
        faults = about.faults + who.faults + what.faults
        if what.figure:
            faults += self._not_allowed(about, what)
        pk, kind, start = about.key
        column, raw, message = faults[0]
        listed = json.dumps(as_data(faults), ensure_ascii=False)
        return Staged(
            self._upload, number, column, raw[:_WIDEST_RAW], REJECTED, written(message), listed,
            pk, who.actor, kind, start,
        )  # fmt: skip


def _filled(block: Block, width: int) -> int:
    """How many rows have something in a column from this one on."""
    filled = np.zeros(len(block.numbers), dtype=np.bool_)
    for values, codes in block.columns[width:]:
        filled |= _is([bool(text_of(cell)) for cell in values])[np.frombuffer(codes, np.uint32)]
    return int(filled.sum())


def _kinds(block: Block, columns: Sequence[int], *more: Codes) -> Kinds:
    """Rows are of one kind when these columns, and what else is said about them, are alike."""
    width = len(block.columns)
    codes = [np.frombuffer(block.columns[column].codes, np.uint32) for column in columns if column < width]
    return _combined([*(each.astype(np.int64) for each in codes), *more], len(block.numbers))


def _combined(parts: list[Codes], rows: int) -> Kinds:
    combined, many = np.zeros(rows, dtype=np.int64), 1
    for part in parts:
        size = int(part.max(initial=0)) + 1
        if many * size > _MANY:
            examples, combined = _numbered(combined, many)
            many = len(examples)
        combined, many = combined * size + part, many * size
    examples, codes = _numbered(combined, many)
    return Kinds(codes, examples.tolist())


def _numbered(codes: Codes, many: int) -> tuple[Rows, Codes]:
    """The codes (each below `many`) numbered from 0 without gaps, and for each number a row that has it."""
    if many > _FEW:
        _, examples, numbered = np.unique(codes, return_index=True, return_inverse=True)
        return examples, numbered
    example = np.full(many, -1, dtype=np.int64)
    example[codes] = np.arange(len(codes))
    (found,) = np.nonzero(example >= 0)
    number = np.zeros(many, dtype=np.int64)
    number[found] = np.arange(len(found))
    return example[found], number[codes]


def _examples_among(kinds: Kinds, among: NDArray[np.bool_]) -> Iterator[int]:
    """For each kind a row of it that is among those asked for, if there is one."""
    examples = np.array(kinds.examples, dtype=np.int64)
    (places,) = np.nonzero(among)
    examples[kinds.codes[places]] = places
    yield from examples.tolist()


def _is(answers: list[bool]) -> NDArray[np.bool_]:
    return np.array(answers, dtype=np.bool_)


def _remember(memory: dict[Hashable, R], key: Hashable, found: R) -> None:
    if len(memory) >= _REMEMBERED:
        memory.clear()
    memory[key] = found


__all__ = ["Accepted", "Cells", "RowReader", "Understood"]
