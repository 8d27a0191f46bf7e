"""Corrections are undone, and listed for those who deliver for the actor."""

from __future__ import annotations

from indicators.measurements.figures import NewFigure
from indicators.measurements.models import Batch, Measurement
from indicators.measurements.services import correct
from tests.cast import Cast, measure
from tests.counting import queries
from tests.gevinst.values.conftest import heading_of, text_of
from tests.gevinst.values.test_corrections import TRAIL, WHY, Catalogue, send


class TestUndoing:
    def test_the_last_of_two_corrections_is_undone_and_every_step_is_told(
        self, cast: Cast, value: Measurement
    ) -> None:
        client = cast.client("kari")
        for typed, why in (("13", "Telt på nytt"), ("14", "Telt enda en gang")):
            send(client, f"{TRAIL}rett/", value=typed, reason=why)
        last, first = Batch.objects.order_by("-pk")[:2]
        page = client.get(f"/malinger/rettelser/{last.pk}/")
        assert heading_of(page) == "Rettet fra 13 døgn til 14 døgn"
        done = client.post(f"/malinger/rettelser/{last.pk}/angre/")
        assert done["Location"] == TRAIL
        words = text_of(client.get(TRAIL))
        steps = [
            "13 døgn gjelder nå Angret – før dette: 14 døgn",
            "14 døgn Rettet – før dette: 13 døgn. Begrunnelse: «Telt enda en gang»",
            "13 døgn Rettet – før dette: 12 døgn. Begrunnelse: «Telt på nytt»",
            "12 døgn Lagt inn",
        ]
        assert f"av Kari Prøve ( rettelse nr. {first.pk} ) Begrunnelse Telt på nytt" in words
        places = [words.index(step) for step in steps]
        assert places == sorted(places)
        assert "Angret" in text_of(client.get(f"/malinger/rettelser/{last.pk}/"))

    def test_an_undoing_tells_from_what_and_to_what(self, cast: Cast, value: Measurement) -> None:
        client = cast.client("kari")
        for typed, why in (("13", "Telt på nytt"), ("14", "Telt enda en gang")):
            send(client, f"{TRAIL}rett/", value=typed, reason=why)
        client.post(f"/malinger/rettelser/{Batch.objects.latest('pk').pk}/angre/")
        listed = text_of(client.get("/malinger/rettelser/"))
        assert "Fra 14 døgn → til 13 døgn angring" in listed
        assert "Fra 13 døgn → til 14 døgn angret" in listed
        page = client.get(f"/malinger/rettelser/{Batch.objects.latest('pk').pk}/")
        assert heading_of(page) == "Angret fra 14 døgn til 13 døgn"

    def test_it_asks_when_the_value_has_changed_since(self, cast: Cast, value: Measurement) -> None:
        client = cast.client("kari")
        for typed, why in (("13", "Telt på nytt"), ("14", "Telt enda en gang")):
            send(client, f"{TRAIL}rett/", value=typed, reason=why)
        first = Batch.objects.filter(origin="manual").earliest("pk")
        page = client.post(f"/malinger/rettelser/{first.pk}/angre/")
        assert page.status_code == 409
        assert "«Telt enda en gang»" in text_of(page)
        assert Measurement.objects.get().numerator == 14
        client.post(f"/malinger/rettelser/{first.pk}/angre/", {"behold": "1"})
        assert Measurement.objects.get().numerator == 14

    def test_a_withdrawal_taken_back_is_told_with_who(self, cast: Cast, value: Measurement) -> None:
        client = cast.client("kari")
        send(client, f"{TRAIL}trekk/", reason="Feil kommune")
        client.post(f"/malinger/rettelser/{Batch.objects.latest('pk').pk}/angre/")
        words = text_of(client.get(TRAIL))
        assert "12 døgn gjelder nå Angret – før dette: ingen verdi" in words
        assert "Ingen verdi Trukket – før dette: 12 døgn" in words

    def test_a_value_written_by_hand_and_undone_is_gone(self, cast: Cast, catalogue: Catalogue) -> None:
        client = cast.client("kari")
        send(client, f"{TRAIL}rett/", value="7", source="Egen telling")
        client.post(f"/malinger/rettelser/{Batch.objects.get().pk}/angre/")
        words = text_of(client.get(TRAIL))
        assert "Ingen verdi gjelder nå Angret – før dette: 7 døgn" in words
        assert "7 døgn Ført for hånd" in words

    def test_an_import_is_shown_on_its_own_page(self, cast: Cast, value: Measurement) -> None:
        Batch.objects.update(created_by=cast.kari)
        page = cast.client("kari").get(f"/malinger/rettelser/{value.batch_id}/")
        assert page["Location"] == f"/malinger/parti/{value.batch_id}/"
        assert cast.client("kari").get("/malinger/rettelser/99/").status_code == 404


class TestTheList:
    def test_it_tells_what_who_and_why(self, cast: Cast, value: Measurement) -> None:
        client = cast.client("kari")
        assert "Ingen rettelser ennå" in text_of(client.get("/malinger/rettelser/"))
        send(client, f"{TRAIL}rett/", value="13", reason=WHY)
        words = text_of(client.get("/malinger/rettelser/"))
        assert "Rauma, januar 2024" in words
        assert "Fra 12 døgn → til 13 døgn" in words
        assert "Kari Prøve" in words
        assert WHY in words
        assert "Ingen rettelser" in text_of(cast.client("per").get("/malinger/rettelser/"))

    def test_its_queries_do_not_grow(self, cast: Cast, catalogue: Catalogue) -> None:
        client = cast.client("kari")
        client.get("/malinger/rettelser/")
        for month in range(1, 7):
            row = measure(catalogue["ukp-dogn"], cast.rauma, f"2024-{month:02}", numerator=12)
            correct(measurement=row, figure=NewFigure(numerator=13.0), reason=WHY, by=cast.kari)
            if month in (1, 6):
                with queries("list of corrections"):
                    client.get("/malinger/rettelser/")
        with queries("trail of a corrected value"):
            client.get(TRAIL)
