"""The pages of taking an import back, as it goes on and as it asks: for eyes and ears."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from gevinst.access.models import User
from gevinst.jobs.models import Job
from indicators.measurements.models import Batch
from tests.browser.test_pages import VIEWS, _axe, turn

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SOON = timezone.now() + timedelta(days=1)  # after the last test of a slow machine
STATES: dict[str, dict[str, Any]] = {
    "goes_on": {"state": Job.State.RUNNING, "lease_until": SOON, "done": 41_200, "total": 107_100},
    "stops": {"state": Job.State.RUNNING, "lease_until": SOON, "cancel_requested": True},
    "asks": {"state": Job.State.FAILED},
    "failed": {"state": Job.State.FAILED, "message": "Det er ikke mer plass på disken hos oss."},
}


@pytest.mark.parametrize(("width", "schemes"), VIEWS)
def test_no_page_of_undoing_has_a_fault_axe_knows_of(
    page: Page, product: str, log_in: Callable[[str], None], width: int, schemes: tuple[str, ...]
) -> None:
    log_in("kari")
    kari = User.objects.get(email="kari@example.com")
    file, later = (
        Batch.objects.create(
            origin=Batch.Origin.FILE,
            source="Egen telling",
            file_name=name,
            created_by=kari,
            new_count=107_100,
        )
        for name in ("ukp-2024.csv", "ukp-2024-rettet.csv")
    )
    page.set_viewport_size({"width": width, "height": 800})
    for name, columns in STATES.items():
        found = {"values": 12, "batches": [later.pk]} if name == "asks" else None
        Job.objects.update_or_create(kind="undo.all", subject=file.pk, defaults={**columns, "found": found})
        for path in ("angre/", "") if name == "goes_on" else ("angre/",):
            page.goto(f"{product}/malinger/parti/{file.pk}/{path}")
            page.wait_for_load_state("load")
            for scheme in schemes:
                turn(page, scheme)
                assert not _axe(page), (name, scheme)
                assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
            page.goto("about:blank")  # else it would fetch itself anew as the next begins
