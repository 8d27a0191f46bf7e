"""The same actor, period and indicator twice in a file: neither can be taken for the right one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from indicators.actors.models import Actor
from indicators.catalogue.models import Indicator
from indicators.imports.rows import AboutKey, Accepted
from indicators.measurements.models import Breakdown


class Twin(NamedTuple):
    """A value whose key stands elsewhere in the file too, and the words for it."""

    row: int
    column: str
    message: str


class Seen:
    """The key of every value of a file, 16 bytes each, to be compared when all are read."""

    def __init__(self) -> None:
        self._abouts: dict[AboutKey, int] = {}
        self._columns: list[str] = []
        self._keys: list[NDArray[np.int64]] = []
        self._rows: list[NDArray[np.int64]] = []

    def add(self, values: Accepted) -> None:
        places = [self._abouts.setdefault(about, len(self._abouts)) for about in values.abouts]
        about = np.array(places, dtype=np.int64)[values.about]
        self._keys.append((about << 32) | values.actors)
        self._rows.append(values.rows)
        self._columns.append(values.column)

    def named(self) -> dict[str, list[int]]:
        """The ids the values name, by table."""
        actors = {int(actor) for keys in self._keys for actor in np.unique(keys & 0xFFFFFFFF)}
        return {
            Actor._meta.db_table: sorted(actors),
            Indicator._meta.db_table: sorted({indicator for indicator, *_ in self._abouts if indicator}),
            Breakdown._meta.db_table: sorted({part for *_, part in self._abouts if part}),
        }

    def twins(self) -> Iterator[Twin]:
        """In the order of the keys; those of one key in the order they were read."""
        if not self._keys:
            return
        keys = np.concatenate(self._keys)
        order = np.argsort(keys, kind="stable")
        repeated = np.flatnonzero(np.diff(keys[order]) == 0)
        if not len(repeated):
            return
        rows, part = np.concatenate(self._rows), self._part()
        for group in np.split(repeated, np.flatnonzero(np.diff(repeated) > 1) + 1):
            members = order[group[0] : group[-1] + 2].tolist()
            found = [int(rows[member]) for member in members]
            for place, member in enumerate(members):
                yield Twin(found[place], self._columns[part[member]], _said(found, place))

    def _part(self) -> NDArray[np.int64]:
        return np.repeat(np.arange(len(self._keys)), [len(keys) for keys in self._keys])


def _said(rows: list[int], place: int) -> str:
    first, last, other = min(rows), max(rows), max(rows) if place == 0 else min(rows)
    where = f"flere ganger på rad {first}" if first == last else f"også på rad {other}"
    times = f" (i alt {len(rows)} ganger)" if len(rows) > 2 else ""
    return f"Samme aktør, periode og måleindikator står {where}{times}. Behold bare den ene."
