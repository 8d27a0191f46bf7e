"""A file that has been here before is recognised before it is read, and the person chooses."""

from __future__ import annotations

import re

import pytest

from gevinst.jobs.models import Job
from gevinst.jobs.runner import run_waiting
from indicators.imports.models import Upload
from tests.cast import Cast
from tests.gevinst.values.conftest import GOOD, Send, page_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def saved(cast: Cast, send: Send) -> Upload:
    upload = send()
    cast.client("kari").post(page_of(upload) + "lagre/")
    run_waiting()
    return upload


def test_it_is_told_when_and_by_whom_it_was_imported_and_is_not_read(
    cast: Cast, send: Send, saved: Upload
) -> None:
    again = send(name="et annet navn.csv", wait=True)
    said = text_of(cast.client("kari").get(page_of(again)))
    assert re.search(r"Samme fil ble importert \d+\. \w+ \d{4} kl\. \d\d\.\d\d av Kari Prøve", said)
    assert "Da ble 2 nye verdier lagret." in said
    assert not Job.objects.filter(subject=again.pk).exists()
    assert "Samme fil som før" in text_of(cast.client("kari").get("/malinger/"))


def test_it_is_read_when_the_person_wants_it_all_the_same(cast: Cast, send: Send, saved: Upload) -> None:
    again, kari = send(wait=True), cast.client("kari")
    kari.post(page_of(again) + "igjen/")
    run_waiting()
    assert "Det er ingenting nytt å lagre." in text_of(kari.get(page_of(again)))


def test_it_is_forgotten_when_they_stop(cast: Cast, send: Send, saved: Upload) -> None:
    again = send(wait=True)
    cast.client("kari").post(page_of(again) + "avbryt/")
    again.refresh_from_db()
    assert again.state == Upload.State.CANCELLED


def test_one_that_waits_to_be_looked_through_is_led_to(cast: Cast, send: Send) -> None:
    first = send()
    page = cast.client("kari").get(page_of(send(wait=True)))
    assert "Denne filen ligger alt til gjennomgang" in text_of(page)
    assert f'href="{page_of(first)}"' in page.content.decode()


def test_one_that_is_just_being_read_is_led_to(cast: Cast, send: Send) -> None:
    first, second = send(wait=True), send(wait=True)
    page = cast.client("kari").get(page_of(second))
    assert "Denne filen leses alt" in text_of(page)
    assert f'href="{page_of(first)}"' in page.content.decode()
    assert not Job.objects.filter(subject=second.pk).exists()


def test_nobody_is_told_of_a_strangers_file(cast: Cast, send: Send, saved: Upload) -> None:
    foreign = send(GOOD, who="per", wait=True)
    assert Job.objects.filter(subject=foreign.pk).exists()
    assert "Kari" not in text_of(cast.client("per").get(page_of(foreign)))


def test_an_undone_import_does_not_stand_in_the_way(cast: Cast, send: Send, saved: Upload) -> None:
    saved.refresh_from_db()
    cast.client("kari").post(f"/malinger/parti/{saved.batch_id}/angre/")
    run_waiting()
    assert Job.objects.filter(subject=send(wait=True).pk).exists()
