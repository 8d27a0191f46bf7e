"""The utvalgsliste as a workbook."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest
from django.test import Client

from indicators.catalogue.models import Indicator

pytestmark = pytest.mark.django_db


def rows(address: str) -> list[dict[str, object]]:
    response = Client().get(address)
    assert response.status_code == 200
    sheet = openpyxl.load_workbook(BytesIO(response.content)).active
    assert sheet is not None
    head, *body = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in body]


def test_it_holds_every_indicator_of_the_list(whole_catalogue: dict[str, Indicator]) -> None:
    found = rows("/utvalgsliste/last-ned/")
    assert len(found) == Indicator.objects.published().count()
    medicines = next(row for row in found if row["nøkkel"] == "andel-legemidler-innen-tidsintervall")
    assert medicines["id"] == "IM2, IU3, LE1"
    assert medicines["retning"] == "høyere er bedre"


def test_it_is_filtered_as_the_page_is(whole_catalogue: dict[str, Indicator]) -> None:
    assert [row["id"] for row in rows("/utvalgsliste/last-ned/?sok=H4")] == ["H4"]
