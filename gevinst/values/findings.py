"""What the checks say of the values of a file before they are saved, and of keeping that in step with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypedDict

from gevinst.values.quality import shown
from indicators.imports.models import StagedValue, Upload
from indicators.quality.models import Finding
from indicators.quality.rules import Severity
from indicators.quality.run import findings_for
from indicators.quality.services import drop, keep
from indicators.quality.values import COLUMNS

SHOWN = 12
# Above this the checks take longer than whoever cancels should wait.
MOST_CHECKED = 50_000
TOLD_EVERY = 2_000
CHANGING = (StagedValue.Outcome.NEW, StagedValue.Outcome.CHANGED)


class ShownFinding(TypedDict):
    """`severity`: blocking, warning or note. `where`: indicator, actor and period. `what`: the finding in
    sentences. `likely`: how likely it is an error, in words. `action`: what to do."""

    severity: str
    where: str
    what: str
    likely: str
    action: str


@dataclass(frozen=True)
class Findings:
    """The most urgent of a file's findings, and how many there are in all and that must be settled."""

    listed: list[ShownFinding]
    count: int
    blocking: int


def check(upload: Upload, *, alive: Callable[[], None]) -> None:
    """Judges the values about to be saved, together with what is stored, and keeps what was found.

    `alive()` is called now and then and may raise to stop.
    """
    changing = upload.staged.filter(outcome__in=CHANGING)
    if upload.state != Upload.State.READY or changing.count() > MOST_CHECKED:
        drop(upload=upload.pk)
        return
    values = changing.values_list(*COLUMNS).iterator(chunk_size=TOLD_EVERY)
    keep(findings_for(_told(values, alive)), upload=upload.pk)


def findings_of(upload: Upload) -> Findings:
    """Of a file not yet saved. Five queries at most."""
    found = Finding.objects.of_upload(upload.pk)
    listed = list(found.most_urgent_first().select_related("indicator", "actor", "breakdown")[:SHOWN])
    if not listed:
        return Findings([], 0, 0)
    blocking = found.filter(severity=Severity.BLOCKING).count()
    return Findings([_shown(one) for one in shown(listed)], found.count(), blocking)


def blocks(upload: Upload) -> bool:
    """Whether something of the file cannot be true. One query."""
    return Finding.objects.of_upload(upload.pk).filter(severity=Severity.BLOCKING).exists()


def _shown(one: Any) -> ShownFinding:
    finding = one.finding
    return ShownFinding(
        severity=str(finding.severity),
        where=f"{finding.indicator.title}, {one.where}",
        what=" ".join(filter(None, (one.words.what, one.words.expected))),
        likely=finding.how_likely,
        action=one.words.advice,
    )


def _told(values: Iterator[Any], alive: Callable[[], None]) -> Iterator[Any]:
    for place, value in enumerate(values):
        if place % TOLD_EVERY == 0:
            alive()
        yield value
