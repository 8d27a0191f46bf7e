"""What a check is, and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise

if TYPE_CHECKING:
    from indicators.catalogue.models import Indicator
    from indicators.quality.context import Context
    from indicators.quality.values import Values

Parts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """Row `row` of the values judged.

    `likelihood` (0-1) that something is wrong. `parts` is what the message is made of, as plain data.
    `judged`: the figures found wanting; the same figures are the same finding, and an answer to it holds.
    """

    row: int
    likelihood: float
    judged: tuple[float, ...]
    parts: Parts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Words:
    """A finding to its reader: what was found, what was expected, and what to do."""

    what: str
    expected: str
    advice: str


@dataclass(frozen=True, kw_only=True)
class Check:
    """`find` judges values, `say` puts what was found into the reader's language.

    Of several checks with the same `claims`, a value is found by the first in the registry alone.
    """

    code: str
    name: Promise | str
    find: Callable[[Values, Context], Iterable[Found]]
    say: Callable[[Parts, Indicator], Words]
    claims: str = ""
