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
# Of each row, where what stands beside its labels begins: from the left, and below the top of its cell.
BESIDE = """rows => rows.map(row => {
  const all = [...row.querySelectorAll('.cell')].filter(one => one.checkVisibility());
  const place = one => one.getBoundingClientRect();
  return [all.map(one => place(one).left), all.map(one => place(one).top - place(one.parentElement).top)];
})"""
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
    assert height(phone, f"{asked}utvikling") < 2800
    assert phone.locator(".multiples > li").count() == MANY
    assert phone.locator(".multiples > li:visible").count() == 4, "one's own, highest, middle and lowest"


def test_the_community_of_sixty_is_read_without_scrolling_past_them_all(
    phone: Page, product: str, log_in: Callable[[str], None]
) -> None:
    log_in("siri")
    assert height(phone, f"{product}/samhandling/?{SHARED}") < 9500
    assert phone.locator("#aapnet > details tbody tr").count() >= MANY - 1


def test_a_matrix_of_many_parts_is_read_on_a_phone_without_the_quiet_ones(
    phone: Page, product: str, log_in: Callable[[str], None], sixty: list[str]
) -> None:
    structure, region = Structure.objects.get(code="sykehus"), "883974832"
    trust = Actor.objects.get(code=region)
    Membership.objects.filter(structure=structure, parent=trust).delete()
    Membership.objects.bulk_create(
        Membership(structure=structure, parent=trust, child=actor, valid_from=date(2020, 1, 1))
        for actor in Actor.objects.filter(code__in=sixty[:10])
    )
    days = Measurement.objects.filter(indicator__slug="ukp-dogn", actor__code__in=sixty)
    days.update(numerator=7)
    fallen = Actor.objects.get(code=sixty[3])
    days.filter(actor=fallen, period_start__lt=date(2025, 6, 1)).update(numerator=70)
    rebuild_closure(structure=structure)
    log_in("siri")
    phone.goto(f"{product}/regional/?under=trust:{region}")
    row = phone.locator(".matrix tr[data-many]", has_text="Antall UKP-døgn")
    assert row.locator(".matrix__finding").is_visible()
    shown = row.locator("td[data-label]:visible").evaluate_all("all => all.map(one => one.dataset.label)")
    assert shown == ["Samlet", fallen.name]
    assert row.get_by_role("link", name="Se alle 10 delene").is_visible()
    phone.set_viewport_size({"width": 1280, "height": 800})
    assert row.locator("td[data-label]:visible").count() == 11
    assert not row.locator(".matrix__finding, .matrix__all").first.is_visible()


def test_what_stands_beside_a_label_on_a_phone_begins_at_one_edge(
    phone: Page, product: str, log_in: Callable[[str], None]
) -> None:
    log_in("siri")
    for address, rows in (
        ("/i/ukp-dogn/?aktor=municipality:1539", ".circle > tbody > tr"),
        (f"/samhandling/?{SHARED}", ".shared-measures > tbody > tr"),
    ):
        phone.goto(product + address)
        for edges, tops in phone.locator(rows).evaluate_all(BESIDE)[:5]:
            assert len(set(edges)) == 1, address
            assert max(tops) < 24, "beside its label, not under it"
        assert phone.locator(".table-region").evaluate_all(
            "all => all.every(one => one.scrollWidth <= one.clientWidth || one.className.includes('tall'))"
        ), address


def test_the_first_figures_of_the_open_table_are_in_sight_on_a_phone(phone: Page, product: str) -> None:
    phone.goto(f"{product}/apne-tall/")
    figure = phone.locator(".table--tree > tbody > tr > td.num a").first
    edge = figure.bounding_box()
    assert edge is not None
    assert edge["x"] + edge["width"] <= PHONE["width"] - 16
