"""Sixty municipalities on a phone: what one comes for is near the top, and the others are not in the way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest

from indicators.actors.models import Actor, Membership, Structure
from indicators.actors.services import rebuild_closure
from indicators.measurements.models import Measurement

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 320, "height": 640}
MANY = 60
GROUP, SHARED = "hef-st-olav", "gruppe=health_community:hef-st-olav&maaltall=ukp-dogn"


@pytest.fixture
def sixty(data: None) -> list[str]:
    """Rauma and 59 others, each with Rauma's figures and in the health community of St. Olav."""
    group, rauma = Actor.objects.get(code=GROUP), Actor.objects.get(code="1539")
    structure = Structure.objects.get(code="samarbeid")
    places = Actor.objects.filter(kind="municipality", valid_to=None).order_by("code")
    others = list(places.exclude(pk=rauma.pk).exclude(parent_links__parent=group)[: MANY - 1])
    figures = list(Measurement.objects.filter(indicator__slug="ukp-dogn", actor=rauma))
    Measurement.objects.filter(indicator__slug="ukp-dogn", actor__in=others).delete()
    Measurement.objects.bulk_create(copied(one, actor) for one in figures for actor in others)
    Membership.objects.bulk_create(
        Membership(structure=structure, parent=group, child=actor, valid_from=date(2020, 1, 1))
        for actor in others
    )
    rebuild_closure(structure=structure)
    return ["1539", *(actor.code for actor in others)]


def copied(measurement: Measurement, actor: Actor) -> Measurement:
    fields = {
        field.attname: getattr(measurement, field.attname) for field in Measurement._meta.concrete_fields
    }
    return Measurement(**fields | {"id": None, "actor_id": actor.pk})


@pytest.fixture
def phone(sixty: list[str], page: Page, product: str, log_in: Callable[[str], None]) -> Page:
    page.set_viewport_size(PHONE)
    return page


def height(page: Page, address: str) -> int:
    """Of the whole page, its charts drawn."""
    page.goto(address)
    for chart in page.locator("main [data-figure]").all():
        chart.scroll_into_view_if_needed()
        chart.locator(".main-svg").first.wait_for()
    tall: int = page.evaluate("document.documentElement.scrollHeight")
    return tall


def test_sixty_municipalities_are_compared_within_a_few_screens(
    phone: Page, product: str, log_in: Callable[[str], None], sixty: list[str]
) -> None:
    log_in("kari")
    asked = f"{product}/sammenlign/?indikator=ukp-dogn&aktorer={','.join(sixty)}&visning="
    assert height(phone, f"{asked}soyler") < 5000
    every = phone.locator("details", has=phone.get_by_text(f"Alle {MANY} kommuner"))
    assert every.locator("tbody tr").count() == MANY
    assert not every.locator("tbody").is_visible()
    assert phone.locator(".compared").first.get_by_text("Rauma").is_visible()
    assert height(phone, f"{asked}tabell") < 6200
    assert phone.locator(".compared tbody tr:visible").count() == MANY
    assert height(phone, f"{asked}varmekart") < 3200
    assert phone.locator(".heat tbody tr").count() == MANY


def test_the_community_of_sixty_is_read_without_scrolling_past_them_all(
    phone: Page, product: str, log_in: Callable[[str], None]
) -> None:
    log_in("siri")
    assert height(phone, f"{product}/samhandling/?{SHARED}") < 9500
    assert phone.locator("#aapnet > details tbody tr").count() >= MANY - 1
