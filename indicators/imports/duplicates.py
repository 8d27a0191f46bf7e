"""The same actor, period and indicator twice in a file: neither can be taken for the right one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from indicators.actors.models import Actor
from indicators.catalogue.models import Indicator
from indicators.imports.accepted import AboutKey, Accepted
from indicators.measurements.models import Breakdown
from indicators.messages import Message, gettext_noop
from indicators.messages import gettext as _


class Twin(NamedTuple):
    """A value whose key stands elsewhere in the file too, and the words for it."""

    row: int
    column: str
    message: Message


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


def _said(rows: list[int], place: int) -> Message:
    same, many = min(rows) == max(rows), len(rows) > 2
    other = max(rows) if place == 0 else min(rows)
    return _(_WORDS[same, many]).format(row=other, count=len(rows))


_WORDS = {
    (True, False): gettext_noop(
        "Samme aktør, periode og måleindikator står flere ganger på rad {row}. Behold bare den ene."
    ),
    (True, True): gettext_noop(
        "Samme aktør, periode og måleindikator står flere ganger på rad {row} (i alt {count} ganger). "
        "Behold bare den ene."
    ),
    (False, False): gettext_noop(
        "Samme aktør, periode og måleindikator står også på rad {row}. Behold bare den ene."
    ),
    (False, True): gettext_noop(
        "Samme aktør, periode og måleindikator står også på rad {row} (i alt {count} ganger). "
        "Behold bare den ene."
    ),
}
