"""Values made by hand and judged without a database: `judge([...])` answers with the code of each find."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from indicators.measurements.periods import Period, parse_period
from indicators.quality.checks import CHECKS, check_for
from indicators.quality.context import Context, Facts
from indicators.quality.found import Found
from indicators.quality.values import ONE_NUMBER_EACH, Values, columns_from

TODAY = date(2026, 11, 22)
INDICATOR, ACTOR, WHOLE = 1, 1, 1
Row = tuple[Any, ...]


def facts(kind: str = "count", **said: Any) -> Facts:
    ratio = kind in ("share", "mean", "rate")
    known: dict[str, Any] = {
        "slug": "x",
        "kind": kind,
        "unit": "døgn",
        "decimals": 1 if ratio else 0,
        "needs_denominator": ratio,
        "multiplier": 100.0 if kind == "share" else 1000.0 if kind == "rate" else 1.0,
        "additive": True,
        "over_time": "sum",
        "band": "",
        "band_factor": 1000.0,
    }
    return Facts(**known | said)


def row(
    period: Period | str,
    top: float | None = None,
    bottom: float | None = None,
    *,
    stated: float | None = None,
    actor: int = ACTOR,
    indicator: int = INDICATOR,
    breakdown: int = WHOLE,
    reason: str = "",
    status: str = "final",
) -> Row:
    at = parse_period(period) if isinstance(period, str) else period
    return (indicator, actor, at.kind.value, at.start, breakdown, top, bottom, stated, reason, status)


def months(numbers: Iterable[float], *, first: str = "2023-01", **said: Any) -> list[Row]:
    """One row a month; None leaves a hole."""
    at, rows = parse_period(first), []
    for number in numbers:
        if number is not None:
            rows.append(row(at, number, **said))
        at = at.next()
    return rows


def steady(level: float, n: int = 24) -> list[float]:
    """A series with the usual ups and downs, the same each time."""
    wave = (0, 3, -2, 5, -4, 1, -1, 4, -3, 2, -5, 0)
    return [level * (1 + wave[place % 12] / 100) for place in range(n)]


@dataclass
class Judged:
    values: Values
    found: list[tuple[str, Found]] = field(default_factory=list)

    @property
    def codes(self) -> list[str]:
        return [code for code, _found in self.found]

    @property
    def periods(self) -> list[str]:
        return [self.values.period(found.row).code for _code, found in self.found]

    @property
    def parts(self) -> dict[str, Any]:
        (_code, found), *more = self.found
        assert not more
        return found.parts


Judge = Callable[..., Judged]


@pytest.fixture
def judge() -> Judge:
    def judge(
        rows: Sequence[Row],
        known: Sequence[Row] = (),
        *,
        of: Facts | dict[int, Facts] | None = None,
        only: Iterable[str] = CHECKS,
        **context: Any,
    ) -> Judged:
        described = of if isinstance(of, dict) else {INDICATOR: of or facts()}
        numbers = context.get("numbers", ONE_NUMBER_EACH)
        values = Values.of(columns_from(rows), columns_from(known) if known else None, numbers=numbers)
        around = Context(
            **{"today": TODAY, "facts": described, "breakdowns": {WHOLE: {}}} | context,
        )
        for indicator, rows_of in values.of_indicators():
            values.value[rows_of] = described[indicator].derive(
                values.numerator[rows_of], values.denominator[rows_of], values.stated[rows_of]
            )
        judged, claimed = Judged(values), set()
        for code in only:
            check = check_for(code)
            for found in check.find(values, around):
                if check.claims and found.row in claimed:
                    continue
                if check.claims:
                    claimed.add(found.row)
                judged.found.append((code, found))
        return judged

    return judge
