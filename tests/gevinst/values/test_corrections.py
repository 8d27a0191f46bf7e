"""A single value is put right, taken away or written by hand, with a reason, and can be undone."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from indicators.catalogue.models import Indicator
from indicators.imports.services import commit_upload
from indicators.measurements.figures import NewFigure
from indicators.measurements.models import Batch, EarlierMeasurement, Measurement
from indicators.measurements.services import correct, withdraw
from tests.cast import Cast, measure
from tests.gevinst.values.conftest import Send, heading_of, text_of

pytestmark = pytest.mark.django_db
Catalogue = dict[str, Indicator]
TRAIL = "/malinger/sporing/ukp-dogn/municipality/1539/2024-01/"
SHARE = "/malinger/sporing/pleiekontinuitet-hjemmetjenesten/municipality/1539/2024-03/"
WHY = "Telt på nytt"


def seen_in(page: HttpResponse) -> str:
    found = re.search(r'name="seen" value="([^"]*)"', page.content.decode())
    return found[1] if found else ""


def send(client: Client, url: str, **typed: str) -> Any:
    """As a person does: opens the form, types, sends it."""
    page = client.get(url)
    assert page.status_code == 200
    return client.post(url, {"seen": seen_in(page), **typed})


class TestCorrecting:
    def test_the_value_its_reason_and_the_old_one_are_told(self, cast: Cast, value: Measurement) -> None:
        client = cast.client("kari")
        assert f'href="{TRAIL}rett/"' in client.get(TRAIL).content.decode()
        sent = send(client, f"{TRAIL}rett/", value="1 313", reason=WHY)
        assert (sent.status_code, sent["Location"]) == (302, TRAIL)
        page = client.get(TRAIL)
        assert heading_of(page) == "1 313 døgn"
        words = text_of(page)
        assert "1 313 døgn gjelder nå Rettet – før dette: 12 døgn. Begrunnelse: «Telt på nytt»" in words
        batch = Batch.objects.latest("pk")
        assert (batch.origin, batch.note, batch.created_by, batch.changed_count) == (
            "manual",
            WHY,
            cast.kari,
            1,
        )

    def test_what_rests_on_it_shows_it_at_once(
        self, cast: Cast, value: Measurement, catalogue: Catalogue
    ) -> None:
        for month in range(2, 13):
            measure(catalogue["ukp-dogn"], cast.rauma, f"2024-{month:02}", numerator=1)
        client = cast.client("kari")
        board = "/sammenlign/?indikator=ukp-dogn&periode=2024&maal=antall&aktorer=1539"
        assert "23 døgn" in text_of(client.get(board))
        send(client, f"{TRAIL}rett/", value="20", reason=WHY)
        assert "31 døgn" in text_of(client.get(board))
        assert heading_of(client.get(TRAIL.replace("2024-01", "2024"))) == "31 døgn"

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ("ca. 12", "er ikke et tall. Skriv det målte tallet"),
            ("-3", "mindre enn null"),
            ("1,5", "ikke et helt tall"),
            ("1.234", "tusenskille eller desimaltegn"),
            ("12 %", "oppgitt i prosent"),
            ("", "Skriv tallet, eller.. når tallet mangler."),
        ],
    )
    def test_it_is_judged_as_an_imported_cell_is(
        self, cast: Cast, value: Measurement, typed: str, said: str
    ) -> None:
        page = send(cast.client("kari"), f"{TRAIL}rett/", value=typed, reason=WHY)
        assert page.status_code == 200
        assert said in text_of(page)
        assert Measurement.objects.get().numerator == 12

    @pytest.mark.parametrize("reason", ["", "    ", "feil", "1 2 3 4 5"])
    def test_without_a_reason_nothing_is_written(self, cast: Cast, value: Measurement, reason: str) -> None:
        page = send(cast.client("kari"), f"{TRAIL}rett/", value="13", reason=reason)
        assert page.status_code == 200
        assert "Skriv hvorfor verdien endres" in text_of(page)
        assert Measurement.objects.get().numerator == 12

    def test_the_same_value_again_changes_nothing(self, cast: Cast, value: Measurement) -> None:
        client = cast.client("kari")
        send(client, f"{TRAIL}rett/", value="12", reason=WHY)
        assert "Verdien er som før." in html.unescape(client.get(TRAIL).content.decode())
        assert not EarlierMeasurement.objects.exists()

    @pytest.mark.parametrize(
        ("figure", "cells"),
        [
            ({"numerator": 4, "denominator": 9}, {"numerator": "4", "denominator": "9"}),
            ({"stated": 44.5}, {"value": "44,5"}),
            ({"reason": "hidden"}, {"value": ":"}),
            ({"reason": "below", "stated": 5.0}, {"value": "<5"}),
            (
                {"numerator": 4, "denominator": 9, "status": "preliminary"},
                {"numerator": "4*", "denominator": "9"},
            ),
        ],
    )
    def test_the_form_opens_with_the_value_as_one_would_type_it(
        self, cast: Cast, catalogue: Catalogue, figure: dict[str, Any], cells: dict[str, str]
    ) -> None:
        indicator = catalogue["pleiekontinuitet-hjemmetjenesten"]
        was = measure(indicator, cast.rauma, "2024-03", **figure)
        client = cast.client("kari")
        body = html.unescape(client.get(f"{SHARE}rett/").content.decode())
        for name, typed in cells.items():
            assert re.search(rf'name="{name}" value="{re.escape(typed)}"', body), name
        send(client, f"{SHARE}rett/", **cells, reason=WHY)
        now = Measurement.objects.get()
        assert now.batch_id == was.batch_id, "sending the form as it opened changes the value"

    def test_two_who_write_at_once_see_each_other(self, cast: Cast, value: Measurement) -> None:
        client, url = cast.client("kari"), f"{TRAIL}rett/"
        seen = seen_in(client.get(url))
        correct(measurement=value, figure=NewFigure(numerator=14.0), reason="Ny opptelling", by=cast.ola)
        page = client.post(url, {"seen": seen, "value": "13", "reason": WHY})
        assert page.status_code == 409
        words = text_of(page)
        assert "Noen andre endret verdien mens du skrev" in words
        assert "14 døgn" in words
        assert "av Ola Prøve" in words
        assert "«Ny opptelling»" in words
        assert 'name="value" value="13"' in page.content.decode()
        assert Measurement.objects.get().numerator == 14
        again = client.post(url, {"seen": seen_in(page), "value": "13", "reason": WHY})
        assert again.status_code == 302
        assert Measurement.objects.get().numerator == 13


class TestWithdrawing:
    def test_it_asks_why_and_keeps_the_value_in_the_history(self, cast: Cast, value: Measurement) -> None:
        client = cast.client("kari")
        url = f"{TRAIL}trekk/"
        assert "Skriv hvorfor" in text_of(send(client, url, reason=""))
        assert send(client, url, reason="Feil kommune")["Location"] == TRAIL
        page = client.get(TRAIL)
        assert heading_of(page) == "Ingen verdi"
        words = text_of(page)
        assert "Ingen verdi gjelder nå Trukket – før dette: 12 døgn. Begrunnelse: «Feil kommune»" in words
        assert cast.client("anonymous").get(TRAIL).status_code == 404

    def test_one_that_has_changed_is_not_withdrawn(self, cast: Cast, value: Measurement) -> None:
        client, url = cast.client("kari"), f"{TRAIL}trekk/"
        seen = seen_in(client.get(url))
        correct(measurement=value, figure=NewFigure(numerator=14.0), reason=WHY, by=cast.ola)
        page = client.post(url, {"seen": seen, "reason": "Feil kommune"})
        assert page.status_code == 409
        assert "14 døgn" in text_of(page)
        assert Measurement.objects.get().numerator == 14

    def test_one_that_is_already_gone_says_so(self, cast: Cast, value: Measurement) -> None:
        client, url = cast.client("kari"), f"{TRAIL}trekk/"
        seen = seen_in(client.get(url))
        withdraw(measurement=value, reason="Feil kommune", by=cast.ola)
        page = client.post(url, {"seen": seen, "reason": "Feil kommune"})
        assert page.status_code == 409
        assert "ingen verdi (trukket" in text_of(page)
        assert client.get(url).status_code == 404


class TestWriting:
    def test_a_value_that_lacks_is_written_with_its_source(self, cast: Cast, catalogue: Catalogue) -> None:
        client = cast.client("kari")
        page = client.get(TRAIL)
        assert heading_of(page) == "Ingen verdi"
        assert f'href="{TRAIL}rett/"' in page.content.decode()
        assert "Skriv hvor tallet er hentet fra" in text_of(send(client, f"{TRAIL}rett/", value="7"))
        send(client, f"{TRAIL}rett/", value="7", source="Egen telling")
        page = client.get(TRAIL)
        assert heading_of(page) == "7 døgn"
        assert "Kilde Egen telling" in text_of(page)
        assert Batch.objects.get().origin == "manual"

    def test_one_that_came_meanwhile_is_shown_and_not_overwritten(
        self, cast: Cast, catalogue: Catalogue
    ) -> None:
        client, url = cast.client("kari"), f"{TRAIL}rett/"
        client.get(url)
        measure(catalogue["ukp-dogn"], cast.rauma, "2024-01", numerator=12)
        page = client.post(url, {"seen": "", "value": "7", "source": "Egen telling"})
        assert page.status_code == 409
        assert "12 døgn" in text_of(page)
        assert Measurement.objects.get().numerator == 12

    @pytest.mark.parametrize(
        ("period", "cells", "said"),
        [
            ("2024-W07", {"numerator": "1", "denominator": "2"}, "måles per"),
            ("2099-01", {"numerator": "1", "denominator": "2"}, "har ikke begynt"),
            ("2024-01", {"numerator": "3", "denominator": "2"}, "Er de byttet om?"),
            ("2024-01", {"numerator": "3"}, "Nevneren mangler"),
        ],
    )
    def test_what_cannot_be_is_refused_in_the_words_of_an_import(
        self, cast: Cast, catalogue: Catalogue, period: str, cells: dict[str, str], said: str
    ) -> None:
        url = TRAIL.replace("ukp-dogn", "ukp-andel-liggedogn").replace("2024-01", period) + "rett/"
        Indicator.objects.filter(slug="ukp-andel-liggedogn").update(
            definition={**catalogue["ukp-andel-liggedogn"].definition, "frequency": ["month"]}
        )
        page = send(cast.client("kari"), url, **cells, source="Egen telling")
        assert said in text_of(page)
        assert not Measurement.objects.exists()

    def test_a_part_of_the_whole_is_written_as_such(self, cast: Cast, catalogue: Catalogue) -> None:
        Indicator.objects.filter(slug="folkemengde").update(published=True)
        trail = "/malinger/sporing/folkemengde/municipality/1539/2024/"
        query = "?kategori=alder%3D75%2B"
        client = cast.client("kari")
        send(client, f"{trail}rett/{query}", value="900", source="SSB")
        assert Measurement.objects.get().breakdown.key == "alder=75+"
        assert heading_of(client.get(trail + query)).startswith("900")
        assert client.get(f"{trail}?kategori=alder%3Dfinnes-ikke").status_code == 404


class TestWho:
    @pytest.mark.parametrize("page", ["rett/", "trekk/"])
    @pytest.mark.parametrize(
        ("who", "status"), [("kari", 200), ("ola", 404), ("liv", 404), ("per", 404), ("nora", 404)]
    )
    def test_only_those_who_deliver_for_the_actor(
        self, cast: Cast, value: Measurement, who: str, status: int, page: str
    ) -> None:
        client = cast.client(who)
        assert client.get(TRAIL + page).status_code == status
        assert (f'href="{TRAIL}{page}"' in client.get(TRAIL).content.decode()) == (status == 200)
        if status != 200:
            mark = f"{value.pk}-{value.batch_id}"
            sent = client.post(TRAIL + page, {"seen": mark, "value": "13", "reason": WHY})
            assert sent.status_code == 404
            assert Measurement.objects.get().numerator == 12

    def test_somebody_elses_correction_is_not_undone(self, cast: Cast, value: Measurement) -> None:
        row = correct(measurement=value, figure=NewFigure(numerator=13.0), reason=WHY, by=cast.kari)
        for who in ("per", "liv"):
            assert cast.client(who).get(f"/malinger/rettelser/{row.batch_id}/").status_code == 404
            sent = cast.client(who).post(f"/malinger/rettelser/{row.batch_id}/angre/")
            assert sent.status_code == 404
        assert Measurement.objects.get().numerator == 13


def test_the_row_of_the_file_tells_what_it_said(cast: Cast, send: Send) -> None:
    batch = commit_upload(send(), by=cast.kari)
    client = cast.client("kari")
    link = f"/malinger/parti/{batch.pk}/rad/2/"
    correct(
        measurement=Measurement.objects.get(period_start__month=1),
        figure=NewFigure(numerator=30.0),
        reason=WHY,
        by=cast.kari,
    )
    assert f'href="{link}"' in client.get(TRAIL).content.decode()
    page = client.get(link)
    assert heading_of(page) == "Rad 2 i ukp.csv"
    assert "Rauma januar 2024 31 døgn Nei, endret senere" in text_of(page)
    assert "28 døgn Ja" in text_of(client.get(f"/malinger/parti/{batch.pk}/rad/3/"))
    assert client.get(f"/malinger/parti/{batch.pk}/rad/99/").status_code == 404
    assert cast.client("per").get(link).status_code == 404
