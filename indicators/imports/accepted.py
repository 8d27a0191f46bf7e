"""Values of a file that nothing is wrong with, as arrays: many alike for each thing they are about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

AboutKey = tuple[int | None, str, str | None, int | None]
FigureColumns = tuple[float | None, float | None, float | None, str, str, str | None]
Codes = NDArray[np.int64]
Rows = NDArray[np.int64]
ARRAYS = ("rows", "actors", "about", "figure")


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """Faultless values of one group of columns. The arrays have an element a value, in the order of the rows.

    `about` and `figure` are places in `abouts` (indicator, period kind, first day, breakdown) and `figures`
    (raw text and the columns of a figure).
    """

    column: str
    rows: Rows
    actors: Rows
    about: Codes
    figure: Codes
    abouts: list[AboutKey]
    figures: list[tuple[str, *FigureColumns]]

    def __len__(self) -> int:
        return len(self.rows)

    def only(self, places: NDArray[Any]) -> Accepted:
        """Those at these places, or where these are true."""
        return replace(self, **{name: getattr(self, name)[places] for name in ARRAYS})

    def each(self) -> Iterator[tuple[int, int, int, int]]:
        """Row, actor, and the places of what it is about and of its figure."""
        return zip(*(getattr(self, name).tolist() for name in ARRAYS), strict=True)
