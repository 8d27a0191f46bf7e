"""The checks, one after the other, on values read once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from hashlib import sha256
from itertools import islice
from typing import Any

from indicators.quality.checks import CHECKS, check_for
from indicators.quality.context import Context
from indicators.quality.found import Found
from indicators.quality.loading import judged, judged_against, silent
from indicators.quality.models import Finding
from indicators.quality.rules import severity_of
from indicators.quality.values import Columns, Values, columns_from

# A file that is wrong throughout is wrong in one way; nobody reads on after so many.
MOST_OF_A_CHECK = 2_000


def findings_for(
    changes: Iterable[Sequence[Any]] | Columns,
    *,
    today: date | None = None,
    alive: Callable[[], None] = silent,
) -> list[Finding]:
    """What the checks find of values about to be saved, most urgent first; unsaved rows.

    `changes`: the new and changed values only, as plain tuples of `values.COLUMNS` - indicator_id, actor_id,
    period_kind ("M"), period_start (a date or ISO text), breakdown_id, numerator, denominator, stated,
    reason, status - each key once, in any order. Anything iterable, read 2 000 at a time:
    `StagedValue.objects.filter(upload=…, outcome__in=…).values_list(*COLUMNS).iterator()`.

    Who has the columns already gives them as `values.Columns`, and saves two seconds in a million. `alive` is
    called now and then and may raise to stop.

    They are judged together with what is stored of the same and tied indicators; ten queries at most, however
    many there are. Nothing is written: see `services.keep`.
    """
    fresh = changes if isinstance(changes, Columns) else columns_from(changes)
    if not len(fresh):
        return []
    return checked(*judged(fresh, judged_against(fresh, alive), today=today))


def findings_of(stored: Columns, *, today: date | None = None) -> list[Finding]:
    """What the checks find of these values alone, most urgent first; unsaved rows."""
    return checked(*judged(stored, None, today=today)) if len(stored) else []


def checked(values: Values, context: Context, codes: Iterable[str] = CHECKS) -> list[Finding]:
    """All checks on the touched values; of those with the same claim, the first keeps a value."""
    claimed: dict[str, set[int]] = {}
    findings = []
    for code in codes:
        check = check_for(code)
        taken = claimed.setdefault(check.claims, set()) if check.claims else set()
        for found in islice(check.find(values, context), MOST_OF_A_CHECK):
            if found.row not in taken:
                taken.add(found.row)
                findings.append(_finding(code, found, values))
    return sorted(findings, key=lambda each: (not each.is_blocking, -each.likelihood))


def _finding(code: str, found: Found, values: Values) -> Finding:
    row = found.row
    period = values.period(row)
    finding = Finding(
        check_code=code,
        severity=severity_of(code),
        likelihood=found.likelihood,
        indicator_id=int(values.indicator[row]),
        actor_id=int(values.actor[row]),
        period_kind=period.kind.value,
        period_start=period.start,
        breakdown_id=int(values.breakdown[row]),
        parts=found.parts,
    )
    finding.about = _digest(finding, found.judged)[:32]
    return finding


def _digest(finding: Finding, figures: tuple[float, ...]) -> str:
    key = (
        finding.check_code,
        finding.indicator_id,
        finding.actor_id,
        finding.period.code,
        finding.breakdown_id,
        *(repr(float(figure)) for figure in figures),
    )
    return sha256("|".join(map(str, key)).encode()).hexdigest()
