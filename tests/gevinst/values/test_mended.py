"""A cell mended before the file was saved is told in the trail of the value: the file did not say so."""

from __future__ import annotations

import re

import pytest

from gevinst.jobs.runner import run_waiting
from indicators.catalogue.models import Indicator
from indicators.imports.models import Upload
from tests.cast import Cast
from tests.gevinst.values.conftest import BAD_ROW, GOOD, Send, page_of, text_of

pytestmark = pytest.mark.django_db
TRAIL = "/malinger/sporing/ukp-dogn/municipality/1539"
SAID = "Celle C4 ble rettet fra «tolv» til «12» av Kari Prøve"


@pytest.fixture
def saved(cast: Cast, send: Send) -> Upload:
    """«tolv» in row 4 was written over with 12, and then the file was saved."""
    upload, kari = send(GOOD + BAD_ROW), cast.client("kari")
    for step, said in (("celler/", {"celle-4:C": "12"}), ("lagre/", {})):
        kari.post(page_of(upload) + step, said)
        run_waiting()
    upload.refresh_from_db()
    assert upload.batch_id is not None
    return upload


def test_the_trail_says_what_the_file_said_and_who_wrote_over_it(cast: Cast, saved: Upload) -> None:
    kari = cast.client("kari")
    assert f"Rettet i importen {SAID}" in text_of(kari.get(f"{TRAIL}/2024-03/"))
    assert "Rettet i importen" not in text_of(kari.get(f"{TRAIL}/2024-01/"))


def test_it_is_still_told_when_the_value_is_corrected_later(cast: Cast, saved: Upload) -> None:
    kari = cast.client("kari")
    page = f"{TRAIL}/2024-03/rett/"
    seen = re.search(r'name="seen" value="([^"]*)"', kari.get(page).content.decode())
    assert seen is not None
    kari.post(page, {"seen": seen[1], "value": "13", "reason": "Telt på nytt"})
    said = text_of(kari.get(f"{TRAIL}/2024-03/"))
    assert "13 døgn" in said
    assert f"Rettet i importen: {SAID}" in said


def test_those_who_are_not_logged_in_are_told_that_but_not_what_or_who(
    cast: Cast, catalogue: dict[str, Indicator], saved: Upload
) -> None:
    said = text_of(cast.client("anonymous").get(f"{TRAIL}/2024-03/"))
    assert "En celle i raden ble rettet før filen ble lagret." in said
    assert "tolv" not in said
    assert "Kari" not in said
