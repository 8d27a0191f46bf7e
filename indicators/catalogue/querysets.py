"""Named reads of the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db.models import Q, QuerySet

if TYPE_CHECKING:
    from indicators.catalogue.models import Indicator  # noqa: F401 - the base class names it


class IndicatorQuerySet(QuerySet["Indicator"]):
    def published(self) -> Self:
        return self.filter(published=True)

    def with_page(self) -> Self:
        """Those with a page of their own: also base figures that no plan can choose, as the population."""
        return self.filter(Q(published=True) | Q(open=True))

    def open(self) -> Self:
        """Those that may stand on the open page without disclosure control."""
        return self.filter(published=True, open=True)

    def with_sheet(self) -> Self:
        return self.prefetch_related("codes", "terms")
