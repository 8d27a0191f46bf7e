"""What a figure has, whether stored, of own months, rolled up or a point of a series."""

from __future__ import annotations

from datetime import date
from typing import Protocol


class Summable(Protocol):
    """Its parts, or the reason there are none."""

    @property
    def numerator(self) -> float | None: ...
    @property
    def denominator(self) -> float | None: ...
    @property
    def reason(self) -> str: ...


class Figured(Summable, Protocol):
    """And the figure as its source printed it, when the parts are unknown."""

    @property
    def stated(self) -> float | None: ...


class AnyFigure(Figured, Protocol):
    """And how finished it is."""

    @property
    def status(self) -> str: ...
    @property
    def as_of(self) -> date | None: ...
