"""Whether the baselines will be there when everything changes: afterwards nobody can measure how it was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gevinst.onboarding.facts import Chosen, Facts

# Days before go-live from which a missing baseline is warned of.
NEAR = 90


@dataclass(frozen=True)
class Readiness:
    """`days` to go-live, negative after it. `too_late`: those whose baseline is to be measured after it."""

    days: int
    missing: list[Chosen]
    too_late: list[Chosen]

    @property
    def passed(self) -> bool:
        return self.days < 0

    @property
    def tone(self) -> str:
        return "bad" if self.passed or self.days <= NEAR // 3 else "warn"


def readiness(facts: Facts) -> Readiness | None:
    """The warning, or None when there is nothing to warn of."""
    return warning(facts.programme.go_live, facts.today, facts.lacking_baseline)


def warning(day: date | None, today: date, missing: list[Chosen]) -> Readiness | None:
    """`day`: of go-live, where that is known; `missing`: those without a baseline."""
    if day is None or not missing or (day - today).days > NEAR:
        return None
    too_late = [one for one in missing if one.baseline_due and one.baseline_due >= day]
    return Readiness((day - today).days, missing, too_late)
