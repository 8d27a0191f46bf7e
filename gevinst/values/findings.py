"""What the checks say of the values of a file before they are saved, and of keeping that in step with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypedDict

from gevinst.values import changing
from gevinst.values.quality import shown
from indicators.imports.models import Upload
from indicators.quality.models import Finding
from indicators.quality.portions import portions
from indicators.quality.rules import Severity
from indicators.quality.run import findings_for
from indicators.quality.services import drop, keep
from indicators.quality.values import Columns

SHOWN = 12
# Values judged at once, and how many more a portion may hold before its oldest are left out: what the memory
# of a worker has room for beside the stored values they are judged against.
MOST_AT_ONCE, LARGEST = 250_000, 1_000_000
LEFT_OUT = "not_checked"


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
    """The most urgent of a file's findings, how many there are in all and that must be settled, and how many
    values were too many to be checked."""

    listed: list[ShownFinding]
    count: int
    blocking: int
    not_checked: int = 0


def check(upload: Upload, *, alive: Callable[[], None]) -> None:
    """Judges the values about to be saved, together with what is stored, and keeps what was found.

    A portion of the file at a time, however large it is; of a portion that would not fit in memory the newest
    periods, and what was left out is told on the page. `alive()` is called now and then and may raise to
    stop.
    """
    drop(upload=upload.pk)
    if upload.state != Upload.State.READY:
        return
    found, left_out = [], 0
    for values, older in _portions(upload, alive):
        alive()
        left_out += older
        found += findings_for(values, alive=alive)
    keep(found, upload=upload.pk)
    if left_out:
        upload.understood = {**upload.understood, LEFT_OUT: left_out}
        upload.save(update_fields=["understood"])


def _portions(upload: Upload, alive: Callable[[], None]) -> Iterator[tuple[Columns, int]]:
    """The values of some indicators at a time, and how many of them are left out because they are too old."""
    counts = changing.counted(upload)
    by_indicator = Counter[int]()
    for (indicator, _day), n in counts.items():
        by_indicator[indicator] += n
    for some in portions(by_indicator, most=MOST_AT_ONCE):
        days = Counter[date]()
        for (indicator, day), n in counts.items():
            if indicator in some:
                days[day] += n
        first = min(days) if days.total() <= LARGEST else _first_day(days)
        left_out = sum(n for day, n in days.items() if day < first)
        yield changing.read(upload, some, first, alive), left_out


def _first_day(days: Mapping[date, int]) -> date:
    """The periods from here on hold no more values than are judged at once - or it is the newest of all."""
    room, newest_first = MOST_AT_ONCE, sorted(days, reverse=True)
    found = newest_first[0]
    for day in newest_first:
        room -= days[day]
        if room < 0:
            break
        found = day
    return found


def findings_of(upload: Upload) -> Findings:
    """Of a file not yet saved. Five queries at most."""
    found, left_out = Finding.objects.of_upload(upload.pk), upload.understood.get(LEFT_OUT, 0)
    listed = list(found.most_urgent_first().select_related("indicator", "actor", "breakdown")[:SHOWN])
    if not listed:
        return Findings([], 0, 0, left_out)
    blocking = found.filter(severity=Severity.BLOCKING).count()
    return Findings([_shown(one) for one in shown(listed)], found.count(), blocking, left_out)


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
