"""Named reads of findings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self

from django.db.models import Case, Count, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from indicators.actors.numbers import Numbers
from indicators.catalogue.models import Term
from indicators.quality.rules import Severity

if TYPE_CHECKING:
    from indicators.quality.models import Finding  # noqa: F401 - the base class names it


class FindingQuerySet(QuerySet["Finding"]):
    def stored(self) -> Self:
        """Open findings of saved values."""
        return self.filter(upload=None, closed_at=None)

    def of_upload(self, upload: int) -> Self:
        return self.filter(upload=upload)

    def about_actors(self, actors: Iterable[int], numbers: Numbers | None = None) -> Self:
        """Under whatever number the place had. One query more where `numbers` are not at hand."""
        known = Numbers.load() if numbers is None else numbers
        return self.filter(actor__in=known.all_of(actors))

    def answered(self) -> Self:
        """With `verdict`, the latest answer's, "" where there is none."""
        from indicators.quality.models import Answer

        latest = Answer.objects.filter(about=OuterRef("about")).order_by("-pk").values("verdict")[:1]
        return self.annotate(verdict=Coalesce(Subquery(latest), Value("")))

    def with_verdict(self, verdict: str) -> Self:
        """Those whose latest answer says so; "" for those without one."""
        return self.answered().filter(verdict=verdict)

    def unanswered(self) -> Self:
        return self.with_verdict("")

    def counts(self) -> dict[str, tuple[int, int]]:
        """How many there are, and how many of them block, by verdict. One query."""
        blocking = Count("pk", filter=Q(severity=Severity.BLOCKING), distinct=True)
        rows: Any = self.answered().order_by()
        counted = rows.values("verdict").annotate(n=Count("pk", distinct=True), blocking=blocking)
        return {row["verdict"]: (row["n"], row["blocking"]) for row in counted}

    def of_source(self, source: str) -> Self:
        """Of indicators the catalogue says come from there."""
        return self.filter(indicator__terms__kind=Term.Kind.SOURCE, indicator__terms__code=source)

    def most_urgent_first(self) -> Self:
        """Blocking ones, then the most likely, then the newest figures."""
        rank = Case(When(Q(severity=Severity.BLOCKING), then=0), default=1, output_field=IntegerField())
        return self.order_by(rank, "-likelihood", "-period_start", "pk")
