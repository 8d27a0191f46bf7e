"""What happened while the figures of a chart were measured, in words beside its drawing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from gevinst.dashboards.figures import Mark, listed, within
from gevinst.dashboards.figures.marks import Span
from gevinst.values.former_numbers import recent


@dataclass(frozen=True)
class Words:
    """Sentences with a place for `marks`."""

    drawn: Promise
    early: Promise


EVENTS = Words(
    drawn=gettext_lazy("Hendelser: %(marks)s."),
    early=gettext_lazy("Før første måling i figuren: %(marks)s."),
)
ACTIONS = Words(
    drawn=gettext_lazy("Tiltak: %(marks)s."),
    early=gettext_lazy("Tiltak før første måling i figuren: %(marks)s."),
)


@dataclass(frozen=True)
class Happened:
    """`drawn`: in the order of their numbers; `early`: just before the drawing begins, and told alone."""

    drawn: list[Mark]
    early: list[Mark]

    def told(self, words: Words) -> Iterator[str]:
        if self.early:
            yield str(words.early) % {"marks": ", ".join(mark.text for mark in self.early)}
        if self.drawn:
            yield str(words.drawn) % {"marks": listed(self.drawn)}


def happened(marks: Iterable[Mark], span: Span | None, begins: date | None) -> Happened:
    """`span`: the first and last day drawn, None with nothing to draw; `begins`: the first day of what is
    measured, which may lie before it is drawn."""
    if span is None:
        return Happened([], [])
    known = sorted(marks, key=lambda mark: (mark.day, mark.text))
    since = min(span[0], begins or span[0])
    return Happened(
        drawn=within(known, span),
        early=[mark for mark in known if mark.day < span[0] and recent(mark.day, since)],
    )
