"""What a person has said of a file is remembered for the next one that looks like it."""

from __future__ import annotations

from datetime import date

import pytest

from gevinst.access.models import Role, RoleAssignment
from gevinst.jobs.runner import run_waiting
from gevinst.values.models import RememberedMapping
from gevinst.values.reading import Reading
from gevinst.values.remembering import applied, fingerprint
from indicators.imports.models import Upload
from tests.cast import Cast
from tests.gevinst.values.conftest import Send, page_of, text_of

pytestmark = pytest.mark.django_db
FIRST = "sted;kl.;antall dgr;sum\nRauma;2024-01;31;7\n"
NEXT = "sted;kl.;antall dgr;sum\nRauma;2024-02;28;9\n"
SAID = {"kolonne-A": "actor", "kolonne-B": "period", "kolonne-C": "value", "kolonne-D": "ignore"}


def taught(cast: Cast, send: Send, content: str = FIRST, **said: str) -> Upload:
    """A file Kari has explained and saved."""
    upload, kari = send(content), cast.client("kari")
    kari.post(page_of(upload) + "kolonner/", {"indikator": "ukp-dogn", **(said or SAID)})
    run_waiting()
    kari.post(page_of(upload) + "lagre/")
    run_waiting()
    upload.refresh_from_db()
    assert upload.state == Upload.State.COMMITTED, upload.problem
    return upload


def test_the_next_file_with_the_same_headings_is_read_the_same_way_and_the_page_says_so(
    cast: Cast, send: Send
) -> None:
    taught(cast, send)
    said = text_of(cast.client("kari").get(page_of(send(NEXT))))
    assert "Lest slik du rettet det sist, " in said
    assert "28 Rauma, februar 2024" in said
    assert "Lagre 1 ny verdi" in said


def test_a_file_with_other_headings_is_not(cast: Cast, send: Send) -> None:
    taught(cast, send)
    upload = send(NEXT.replace("antall dgr", "pasienter"))
    assert "Lest slik" not in text_of(cast.client("kari").get(page_of(upload)))


def test_a_colleagues_word_counts_and_is_told_as_theirs_and_a_strangers_does_not(
    cast: Cast, send: Send
) -> None:
    taught(cast, send)
    since = date(2020, 1, 1)
    RoleAssignment.objects.create(user=cast.nora, actor=cast.rauma, role=Role.COORDINATOR, valid_from=since)
    said = text_of(cast.client("nora").get(page_of(send(NEXT, who="nora"))))
    assert "Lest slik Kari Prøve rettet det sist" in said
    foreign = send(NEXT.replace("Rauma", "Steinkjer"), who="per")
    assert "Lest slik" not in text_of(cast.client("per").get(page_of(foreign)))


def test_one_click_forgets_it_for_this_file_and_those_after(cast: Cast, send: Send) -> None:
    taught(cast, send)
    upload, kari = send(NEXT), cast.client("kari")
    kari.post(page_of(upload) + "glem/")
    run_waiting()
    assert "Lest slik" not in text_of(kari.get(page_of(upload)))
    assert not RememberedMapping.objects.exists()


def test_the_period_of_one_file_is_not_taken_for_the_next(cast: Cast, send: Send) -> None:
    taught(cast, send, "kommunenr;kolonne\n1539;31\n", **{"kolonne-B": "value", "periode": "2024-01"})
    upload = send("kommunenr;kolonne\n1539;28\n")
    page = text_of(cast.client("kari").get(page_of(upload)))
    assert "Skriv hvilken periode tallene gjelder" in page
    assert "Si hvilken kolonne som har tallene" not in page
    mapping = Reading(upload).mapping
    assert mapping
    assert "period" not in mapping.constants


def test_what_was_not_saved_is_not_remembered(cast: Cast, send: Send) -> None:
    upload = send(FIRST)
    cast.client("kari").post(page_of(upload) + "kolonner/", {"indikator": "ukp-dogn", **SAID})
    run_waiting()
    assert not RememberedMapping.objects.exists()


def test_columns_of_a_new_month_join_those_that_were_explained(cast: Cast, send: Send) -> None:
    first = send("område x;jan. 2024;feb. 2024\nRauma;3;4\n")
    later = send("område x;jan. 2024;feb. 2024;mars 2024\nRauma;3;4;5\n")
    read, new = Reading(first).mapping, Reading(later).mapping
    assert read
    assert new
    assert fingerprint(read) == fingerprint(new)
    assert [use.period for use in applied(read, new).columns[1:]] == ["2024-01", "2024-02", "2024-03"]
