"""From what waits on min forside to having done it: three clicks at most, whoever one is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from gevinst.access.models import User
from gevinst.plans.contents import content_of
from gevinst.plans.models import Action, Benefit, Plan, Version
from gevinst.reviews.models import Review, ReviewAnswer

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MOST = 3


class Counted:
    """Clicks that are counted; what is written or chosen in a field is not one."""

    def __init__(self, page: Page) -> None:
        self.page, self.clicks = page, 0

    def click(self, what: Locator) -> None:
        self.clicks += 1
        what.click()


@pytest.fixture
def at_home(page: Page, log_in: Callable[[str], None]) -> Callable[[str], Counted]:
    def come_in(who: str) -> Counted:
        log_in(who)
        return Counted(page)

    return come_in


def test_a_coordinator_says_that_a_late_action_is_done(at_home: Callable[[str], Counted]) -> None:
    late = Action.objects.filter(
        benefit__plan__actor__code="1539", due__lt=timezone.localdate(), state__in=Action.GOING_ON
    ).first()
    assert late is not None
    kari = at_home("kari")
    row = kari.page.locator(".attention > li", has_text=late.title)
    kari.click(row.get_by_role("link"))
    kari.page.locator("main select[name=state], main [name=state][value=done]").first.evaluate(
        "one => one.tagName === 'SELECT' ? (one.value = 'done') : (one.checked = true)"
    )
    kari.click(kari.page.locator("main form button[type=submit]").first)
    kari.page.wait_for_load_state()
    assert Action.objects.get(pk=late.pk).state == Action.State.DONE
    assert kari.clicks <= MOST


def test_an_owner_approves_the_plan_that_waits(at_home: Callable[[str], Counted]) -> None:
    plan = Plan.objects.get(actor__code="1539", actor__kind="municipality")
    kari = User.objects.get(email="kari@example.com")
    version = Version.objects.create(plan=plan, number=1, content=content_of(plan), submitted_by=kari)
    ola = at_home("ola")
    first = ola.page.locator(".attention > li").first
    assert "venter på godkjenning" in first.inner_text()
    ola.click(first.get_by_role("link"))
    ola.click(ola.page.get_by_role("button", name="Godkjenn planen"))
    ola.page.wait_for_load_state()
    version.refresh_from_db()
    assert version.state == Version.State.APPROVED
    assert ola.clicks <= MOST


def test_a_leader_confirms_the_follow_up_of_a_benefit_of_hers(at_home: Callable[[str], Counted]) -> None:
    liv = User.objects.get(email="liv@example.com")
    benefit = Benefit.objects.get(plan__actor__code="1539", title="Flere innbyggere bruker HelsaMi")
    Benefit.objects.filter(pk=benefit.pk).update(owner=liv)
    waiting = Review.objects.overdue(timezone.localdate()).filter(contribution__benefit=benefit)
    if not waiting.exists():
        Review.objects.filter(contribution__benefit=benefit).update(due=date(2026, 1, 1))
    leader = at_home("liv")
    row = leader.page.locator(".attention > li", has_text="ikke fulgt opp")
    leader.click(row.get_by_role("link"))
    leader.click(leader.page.get_by_role("button", name="Stemmer, ingen avvik").first)
    leader.page.wait_for_load_state()
    assert ReviewAnswer.objects.filter(review__contribution__benefit=benefit, by=liv).exists()
    assert leader.clicks <= MOST
