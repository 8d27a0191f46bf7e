"""On paper a 1-sider is what it is called."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from indicators.catalogue.models import Indicator
from tests.cast import make_cast, make_catalogue, measure

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
A4 = (595, 842)


def sheets_of_paper(pdf: bytes) -> list[tuple[int, int]]:
    """Width and height of each page, in points."""
    boxes = re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert len(boxes) == len(re.findall(rb"/Type\s*/Page\b", pdf))
    return [(round(float(width)), round(float(height))) for width, height in boxes]


def test_every_sheet_is_one_page_of_a4(page: Page, live_server: LiveServer) -> None:
    cast = make_cast()
    catalogue = make_catalogue(None)
    # As full as it gets: as many figures as are shown, of the longest names.
    for number in range(6):
        area = cast.network
        area.pk, area.kind, area.code = None, "health_community", f"hef-{number}"
        area.name = "Helsefellesskapet Nord-Trøndelag og omegn"
        area.save()
        for indicator in catalogue.values():
            if indicator.open:
                measure(indicator, area, "2023", numerator=123456, denominator=234567)
    long = [
        slug
        for slug in _printed(catalogue)
        if _print(page, f"{live_server.url}/utvalgsliste/{slug}/") != [A4]
    ]
    assert long == []


def test_the_list_would_have_been_too_long_for_one(page: Page, live_server: LiveServer) -> None:
    make_catalogue(None)
    assert len(_print(page, f"{live_server.url}/utvalgsliste/")) > 1


def _printed(catalogue: dict[str, Indicator]) -> list[str]:
    return [slug for slug, indicator in catalogue.items() if indicator.published or indicator.open]


def _print(page: Page, url: str) -> list[tuple[int, int]]:
    page.goto(url)
    page.evaluate("document.fonts.ready")
    return sheets_of_paper(page.pdf(format="A4", prefer_css_page_size=True))
