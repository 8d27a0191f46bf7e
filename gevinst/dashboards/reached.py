"""What was reached lately, so that it is said: «Nådd i oktober: Færre døgn på sykehus.»"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from gevinst.plans.attainment import AttainmentStatus
from gevinst.plans.lines import Line
from gevinst.plans.models import Benefit
from gevinst.plans.plain import ambition_of
from indicators.measurements.periods import Period

# A tertial, and the weeks its figures take to come.
LATELY = timedelta(days=183)


@dataclass(frozen=True)
class Reached:
    """Benefits whose ambition was first met in the same period, and has been since."""

    period: Period
    benefits: list[Benefit]

    @property
    def words(self) -> str:
        return _("Nådd i %(period)s") % {"period": self.period.name() or self.period.label()}

    @property
    def links(self) -> list[tuple[str, str]]:
        return [(one.title, reverse("plans:benefit", args=[one.pk])) for one in self.benefits]


def reached_lately(lines: Iterable[Line], today: date) -> list[Reached]:
    """The newest first. What was to stay as it was is not reached, but kept, and is not told of."""
    found: dict[Period, list[Benefit]] = {}
    for line in lines:
        first = reached_in(line)
        if first and today - first.end <= LATELY:
            found.setdefault(first, []).append(line.benefit)
    return [Reached(period, found[period]) for period in sorted(found, key=lambda one: one.end, reverse=True)]


def reached_in(line: Line) -> Period | None:
    """The first period of the unbroken run of figures that meet the ambition, up to the latest; None while
    it is not met."""
    start, ambition = line.contribution.baseline, ambition_of(line.contribution)
    if line.status != AttainmentStatus.REACHED or start is None or ambition is None:
        return None
    if ambition.is_hold(start):
        return None
    first = None
    for point, value in zip(reversed(line.points), reversed(line.values), strict=True):
        if not ambition.is_met(value, start):
            break
        first = point.period
    return first
