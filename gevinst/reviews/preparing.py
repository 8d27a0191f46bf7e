"""Prepares the reviews that are due, with the figures as they are: for any number in as many queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F, OuterRef, Subquery
from django.utils import timezone

from gevinst.plans.attainment import AttainmentStatus
from gevinst.plans.lines import Line
from gevinst.plans.models import Benefit, Contribution
from gevinst.plans.progress import lines_for
from gevinst.reviews.models import Review, ReviewAnswer
from gevinst.reviews.schedule import due_on, eased, period_on
from indicators.measurements.periods import Period, PeriodKind

# As many values as the overview draws.
SERIES_POINTS = 24
# Benefits judged at a time: memory holds their figures.
PORTION = 1000


@dataclass(frozen=True)
class Wanted:
    """A contribution whose period is over. `watched`: it was reached at the last review that was answered;
    `eased` is then its next period as long as it stays so, if that is over too."""

    contribution: int
    benefit: int
    actor: int
    period: Period
    was: str
    watched: bool
    eased: Period | None


def wanted_on(today: date) -> list[Wanted]:
    """One query. Reviewed is what has a baseline, from the first period that ends with the plan in force. An
    example has always been in force."""
    mine = Review.objects.filter(contribution=OuterRef("pk")).order_by("-due")
    answered = mine.filter(answers__isnull=False)
    answers = ReviewAnswer.objects.filter(review__contribution=OuterRef("pk"))
    known = Contribution.objects.filter(baseline__isnull=False, baseline_on__isnull=False)
    rows = known.filter(benefit__in=Benefit.objects.all()).annotate(
        rhythm=F("benefit__review_every"),
        last_kind=Subquery(mine.values("period_kind")[:1]),
        last_start=Subquery(mine.values("period_start")[:1]),
        was=Subquery(answered.values("status")[:1]),
        decided=Subquery(answers.order_by("-review__due", "-number").values("decision")[:1]),
        begun=F("benefit__plan__created_at"),
        is_example=F("benefit__plan__is_example"),
    )
    columns = ("pk", "benefit_id", "actor_id", "baseline_on", "rhythm", "last_kind", "last_start", "was")
    found = rows.order_by("benefit", "pk").values(*columns, "decided", "begun", "is_example")
    return [one for row in found if (one := _wanted(row, today)) is not None]


def prepare(*, today: date | None = None) -> int:
    """Makes what is lacking, all at once; what is there stands. How many were made."""
    today = today or timezone.localdate()
    wanted = wanted_on(today)
    portions = [wanted[start : start + PORTION] for start in range(0, len(wanted), PORTION)]
    return sum(prepare_these(portion) for portion in portions)


@transaction.atomic
def prepare_these(wanted: Iterable[Wanted]) -> int:
    asked = {one.contribution: one for one in wanted}
    if not asked:
        return 0
    lines = _lines(asked.values())
    made = [
        review
        for pk, one in asked.items()
        if (line := lines.get(pk)) and (review := _review(one, line)) is not None
    ]
    before = Review.objects.count()
    Review.objects.bulk_create(made, ignore_conflicts=True, batch_size=500)
    return Review.objects.count() - before


def frozen(line: Line) -> dict[str, Any]:
    """The figures of a contribution as a review keeps them."""
    assessment, measured = line.assessment, _measured(line)
    limits = assessment.limits
    return {
        "status": assessment.status.value,
        "value": assessment.latest.value if assessment.latest else None,
        "value_kind": measured.period.kind.value if measured else "",
        "value_start": measured.period.start if measured else None,
        "value_months": measured.months if measured else 0,
        "baseline": line.contribution.baseline,
        "target": assessment.target,
        "expected": assessment.expected_then,
        "percent": assessment.percent,
        "series": line.values[-SERIES_POINTS:],
        "limits": [limits.lower, limits.upper] if limits else [],
        "is_example": line.is_example,
        "prepared_at": timezone.now(),
    }


def line_of(contribution: Contribution) -> Line:
    """The contribution with its figures of today."""
    one = Wanted(contribution.pk, contribution.benefit_id, contribution.actor_id, NEVER, "", False, None)
    return _lines([one])[contribution.pk]


NEVER = Period(PeriodKind.YEAR, date(1900, 1, 1))


def _measured(line: Line) -> Any:
    """The point behind the latest value: what ends on its day."""
    latest = line.assessment.latest
    if latest is None:
        return None
    return next(point for point in reversed(line.points) if point.period.end == latest.on)


def _wanted(row: dict[str, Any], today: date) -> Wanted | None:
    if row["decided"] == ReviewAnswer.Decision.END:
        return None
    kind = PeriodKind(row["rhythm"])
    last = Period(PeriodKind(row["last_kind"]), row["last_start"]) if row["last_kind"] else None
    since = row["baseline_on"]
    if not row["is_example"]:
        since = max(since, timezone.localdate(row["begun"]))

    def over(kind: PeriodKind) -> Period | None:
        period = period_on(kind, today)
        return period if period.end > since and (last is None or period.end > last.end) else None

    period, watched = over(kind), row["was"] == AttainmentStatus.REACHED
    if period is None:
        return None
    return Wanted(
        contribution=row["pk"],
        benefit=row["benefit_id"],
        actor=row["actor_id"],
        period=period,
        was=row["was"] or "",
        watched=watched,
        eased=over(eased(kind)) if watched else None,
    )


def _review(one: Wanted, line: Line) -> Review | None:
    """None while what was reached stays so and is not to be looked at yet."""
    period = one.period
    if one.watched and line.status is AttainmentStatus.REACHED:
        if one.eased is None:
            return None
        period = one.eased
    return Review(
        contribution_id=one.contribution,
        period_kind=period.kind.value,
        period_start=period.start,
        due=due_on(period),
        was=one.was,
        **frozen(line),
    )


def _lines(wanted: Iterable[Wanted]) -> dict[int, Line]:
    asked = list(wanted)
    benefits = Benefit.objects.for_overview().filter(pk__in={one.benefit for one in asked})
    found = lines_for(benefits, only=frozenset(one.actor for one in asked))
    lines = [line for each in found for line in [*([each.main] if each.main else []), *each.members]]
    return {line.contribution.pk: line for line in lines}
