"""Named reads of workshops."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db.models import Count, Q, QuerySet

if TYPE_CHECKING:
    from gevinst.workshops.models import Task, Workshop  # noqa: F401 - the base classes name them


class WorkshopQuerySet(QuerySet["Workshop"]):
    def with_counts(self) -> Self:
        """`participant_count`, and `task_count` of those that are not merged into another."""
        return self.select_related("actor").annotate(
            participant_count=Count("participants", distinct=True),
            task_count=Count("tasks", distinct=True, filter=Q(tasks__merged_into=None)),
        )


class TaskQuerySet(QuerySet["Task"]):
    def counted(self) -> Self:
        """Those whose hours count: not merged into another."""
        return self.filter(merged_into=None)

    def merged(self) -> Self:
        return self.exclude(merged_into=None)

    def for_summary(self) -> Self:
        return self.select_related("service").prefetch_related("sources", "benefits")
