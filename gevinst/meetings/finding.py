"""What an item says in figures, and what may be put on the agenda, as plain values."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from indicators.actors.models import Actor
from indicators.catalogue.models import Indicator


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A slide: the finding as a sentence, the drawing as plain Plotly data, and the same as a table.

    `head` and `rows` are texts; `url`: the board where the same is looked into. All of it can be kept as
    JSON, and shown from there.
    """

    sentence: str
    why: str = ""
    unit: str = ""
    direction: str = ""
    source: str = ""
    updated: str = ""
    reading: str = ""
    figure: dict[str, Any] | None = None
    head: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    is_example: bool = False
    url: str = ""

    def plain(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """What a signal asks to be taken up. `weight` orders those of one kind; `note` is for the chair alone."""

    kind: str
    title: str
    finding: str
    why: str
    weight: float
    indicator: Indicator
    actor: Actor | None = None
    benefit: int | None = None
    note: str = ""
    url: str = ""

    @property
    def key(self) -> str:
        """The same for the same thing, each time it is proposed."""
        actor = self.actor.pk if self.actor else ""
        return f"{self.kind}-{self.indicator.pk}-{actor}-{self.benefit or ''}"
