"""The measure of issue 4: the owner's monthly review of eight benefits takes ten clicks at most."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from gevinst.access.models import RoleAssignment, User
from gevinst.plans import services
from gevinst.plans.models import Benefit
from gevinst.plans.targets import Ambition, Baseline
from gevinst.reviews import preparing
from gevinst.reviews.models import Review, ReviewAnswer
from indicators.actors.models import Actor
from indicators.catalogue.models import Indicator
from indicators.measurements.models import Measurement
from indicators.measurements.periods import Period, PeriodKind, parse_period
from tests.browser.test_pages import _faults_now, turn
from tests.cast import measure

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Every press of the mouse, over all pages. A click on the words of a choice gives two events called click.
COUNTING = """addEventListener('mousedown', event => {
  if (event.isTrusted) sessionStorage.clicks = Number(sessionStorage.clicks || 0) + 1
}, true)"""
ON_COURSE, DEVIATING = 5, 3


@pytest.fixture
def eight(data: None) -> None:
    """Molde's plan: each benefit reviewed every month, five on course and three that are not."""
    molde = Actor.objects.get(kind="municipality", code="1506", valid_to=None)
    owner = User.objects.get(name__startswith="Ola")
    RoleAssignment.objects.filter(user=owner).update(actor=molde)
    indicator = Indicator.objects.get(slug="ukp-dogn")
    plan = services.create_plan(actor=molde, title="Plan for Molde", is_example=True)
    today = timezone.localdate()
    Measurement.objects.filter(indicator=indicator, actor=molde).delete()
    for month in _months(today, 24):
        measure(indicator, molde, month.code, numerator=40)
    for number in range(ON_COURSE + DEVIATING):
        benefit = services.add_benefit(plan=plan, indicator=indicator, title=f"Gevinst nummer {number + 1}")
        services.set_contribution(
            benefit=benefit,
            actor=molde,
            baseline=Baseline(value=60, period=parse_period("2022-12"), source="NPR"),
            ambition=Ambition(
                form="at_most",
                target=20 if number < ON_COURSE else 1,
                by=today + timedelta(days=4000 if number < ON_COURSE else 30),
            ),
        )
        Benefit.objects.filter(pk=benefit.pk).update(review_every="M")
    preparing.prepare()


def _months(today: date, number: int) -> list[Period]:
    months = [Period.of(PeriodKind.MONTH, today).previous()]
    while len(months) < number:
        months.append(months[-1].previous())
    return months


def test_the_monthly_review_of_eight_benefits_takes_ten_clicks_at_most(
    page: Page, eight: None, product: str, log_in: Callable[[str], None]
) -> None:
    assert Review.objects.waiting().count() >= ON_COURSE + DEVIATING
    log_in("ola")
    page.add_init_script(COUNTING)
    page.goto(f"{product}/oppfolging/")
    page.get_by_role("button", name=f"Alle {ON_COURSE} stemmer, ingen avvik").click()
    page.wait_for_selector(f"text={ON_COURSE} gevinster er bekreftet.")
    for row in page.locator(".review--open").all():
        row.get_by_text("Tiltaket er forsinket", exact=True).click()
        row.get_by_text("Juster tiltaket", exact=True).click()
    page.get_by_role("button", name="Lagre svarene").click()
    page.wait_for_selector("text=Ingenting venter på oppfølging")
    clicks = int(page.evaluate("sessionStorage.clicks"))
    assert ReviewAnswer.objects.count() == ON_COURSE + DEVIATING
    assert set(ReviewAnswer.objects.filter(decision="adjust").values_list("cause", flat=True)) == {
        "action_late"
    }
    assert clicks == 1 + 2 * DEVIATING + 1 <= 10


def test_a_full_page_of_reviews_has_no_fault_axe_knows_of(
    page: Page, eight: None, product: str, log_in: Callable[[str], None]
) -> None:
    log_in("ola")
    page.goto(f"{product}/oppfolging/")
    page.get_by_role("button", name="Lagre svarene").click()
    page.locator(".review--open").first.get_by_text("Annet", exact=True).click()
    page.get_by_role("button", name="Lagre svarene").click()
    page.wait_for_selector("text=Skriv hva årsaken er.")
    page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true })")
    faults: list[Any] = []
    for width, scheme in ((1280, "light"), (1280, "dark"), (320, "dark"), (320, "light")):
        page.set_viewport_size({"width": width, "height": 800})
        turn(page, scheme)
        faults += _faults_now(page)
    assert faults == []
