"""Names nobody knows are gathered and matched once."""

from __future__ import annotations

from datetime import date

import pytest

from gevinst.jobs.runner import run_waiting
from gevinst.values.reading import Reading
from gevinst.values.unknown import unknown_names
from indicators.actors.models import Actor, Succession
from tests.cast import Cast, make_actor
from tests.gevinst.values.conftest import Send, page_of, text_of

pytestmark = pytest.mark.django_db
FILE = "kommune;periode;verdi\n" + "".join(f"Rauma kommune øst;2024-{month:02};3\n" for month in range(1, 13))
FIELD = "navn-actor:Rauma kommune øst"


def test_rows_with_the_same_unknown_name_are_gathered_with_what_it_looks_like_first(
    cast: Cast, send: Send
) -> None:
    page = cast.client("kari").get(page_of(send(FILE)))
    assert "«Rauma kommune øst» Aktør, 12 verdier" in text_of(page)
    assert "Ligner" in page.content.decode() or "1539 Rauma" in page.content.decode()
    assert 'name="celle-2:A"' not in page.content.decode(), "one answer, not twelve"


def test_a_name_matched_once_holds_for_all_its_rows(cast: Cast, send: Send) -> None:
    upload, kari = send(FILE), cast.client("kari")
    kari.post(page_of(upload) + "navn/", {FIELD: f"#{cast.rauma.pk}"})
    run_waiting()
    said = text_of(kari.get(page_of(upload)))
    assert "Lagre 12 nye verdier" in said
    assert "«Rauma kommune øst» Rauma – valgt for hånd" in said


def test_rows_of_a_name_may_be_left_out(cast: Cast, send: Send) -> None:
    upload, kari = send(FILE + "Rauma;2024-01;5\n"), cast.client("kari")
    kari.post(page_of(upload) + "navn/", {FIELD: "utelat"})
    run_waiting()
    assert "Lagre 1 ny verdi" in text_of(kari.get(page_of(upload)))


def test_only_what_the_page_offered_is_taken(cast: Cast, send: Send) -> None:
    upload, kari = send(FILE), cast.client("kari")
    response = kari.post(page_of(upload) + "navn/", {FIELD: f"#{cast.steinkjer.pk}"}, follow=True)
    assert "Du har ikke valgt hva navnene står for" in response.content.decode()
    upload.refresh_from_db()
    assert "mapping" not in upload.options


def test_somebody_elses_municipality_is_known_and_not_offered_another_meaning(cast: Cast, send: Send) -> None:
    upload = send("kommune;periode;verdi\nSteinkjer;2024-01;3\n")
    mapping = Reading(upload).mapping
    assert mapping
    assert unknown_names(upload, mapping, [cast.rauma.pk]) == []


def test_what_became_of_an_actor_that_is_no_more_is_offered_first(cast: Cast, send: Send) -> None:
    old = make_actor("municipality", "1545", "Midsund")
    Actor.objects.filter(pk=old.pk).update(valid_from=date(2000, 1, 1), valid_to=date(2023, 12, 31))
    Succession.objects.create(
        predecessor=old, successor=cast.rauma, date=date(2024, 1, 1), kind=Succession.Kind.MERGE, share=1.0
    )
    upload = send("kommunenr;periode;verdi\n1545;2024-02;3\n")
    mapping = Reading(upload).mapping
    assert mapping
    [name] = unknown_names(upload, mapping, [cast.home_care.pk, cast.rauma.pk])
    assert name.likely[0] == (f"#{cast.rauma.pk}", "1539 Rauma")


def test_a_matched_name_is_remembered_for_the_next_file(cast: Cast, send: Send) -> None:
    upload, kari = send(FILE), cast.client("kari")
    kari.post(page_of(upload) + "navn/", {FIELD: f"#{cast.rauma.pk}"})
    run_waiting()
    kari.post(page_of(upload) + "lagre/")
    run_waiting()
    later = send("kommune;periode;verdi\nRauma kommune øst;2025-01;4\n")
    said = text_of(kari.get(page_of(later)))
    assert "Lest slik du rettet det sist" in said
    assert "Lagre 1 ny verdi" in said
