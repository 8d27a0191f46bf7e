"""Named reads of reviews. Only the gate may start from them in a view."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db.models import Exists, OuterRef, Prefetch, QuerySet

if TYPE_CHECKING:
    from gevinst.reviews.models import Review  # noqa: F401 - the base class names it


class ReviewQuerySet(QuerySet["Review"]):
    def for_page(self) -> Self:
        """All a page of reviews shows, in three queries."""
        answers = apps.get_model("reviews", "ReviewAnswer").objects.select_related("by")
        return self.select_related(
            "contribution__actor",
            "contribution__benefit__plan__actor",
            "contribution__benefit__indicator",
        ).prefetch_related(
            Prefetch("answers", answers.order_by("number")),
            "contribution__benefit__actions",
        )

    def waiting(self) -> Self:
        """Neither answered nor overtaken by the review of a later period."""
        later = self.model._default_manager.filter(
            contribution=OuterRef("contribution"), due__gt=OuterRef("due")
        )
        return self.filter(~Exists(later), answers__isnull=True)

    def overdue(self, today: date) -> Self:
        return self.waiting().filter(due__lt=today)

    def in_order(self) -> Self:
        """As the plans have their benefits."""
        benefit = "contribution__benefit"
        return self.order_by(
            f"{benefit}__plan__actor__name",
            f"{benefit}__plan",
            f"{benefit}__order",
            benefit,
            "contribution__actor__name",
        )
