"""The utvalgsliste to take along, filtered as on the page."""

from __future__ import annotations

from django.utils import timezone

from indicators.catalogue.models import Indicator
from indicators.catalogue.resources import IndicatorResource

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_xlsx(indicators: list[Indicator]) -> bytes:
    """A workbook with one row an indicator, in the order given."""
    resource = IndicatorResource()  # type: ignore[no-untyped-call]
    content: bytes = resource.export(indicators).xlsx  # type: ignore[no-untyped-call]
    return content


def file_name() -> str:
    return f"utvalgsliste-{timezone.localdate():%Y-%m-%d}.xlsx"
