"""The one page of a file: read, looked through, saved."""

from __future__ import annotations

import re

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from gevinst.jobs.runner import run_waiting
from indicators.imports.models import Upload
from indicators.measurements.models import Measurement
from indicators.quality.models import Finding
from tests.cast import Cast, measure
from tests.counting import queries
from tests.gevinst.values.conftest import BAD_ROW, GOOD, Send, page_of, text_of

pytestmark = pytest.mark.django_db


def test_a_file_goes_from_reading_over_looking_through_to_saved(cast: Cast, send: Send) -> None:
    upload = send(GOOD + BAD_ROW)
    kari = cast.client("kari")
    said = text_of(kari.get(page_of(upload)))
    assert "Lagre 2 nye verdier" in said
    assert "1 celle kan ikke brukes og blir ikke lagret. Rett den her eller i filen." in said
    assert "Du kan også lagre resten nå." in said
    assert Measurement.objects.count() == 0, "nothing counts before somebody says yes"

    kari.post(page_of(upload) + "lagre/")
    run_waiting()
    page = kari.get(page_of(upload))
    assert "2 nye verdier er lagret. 1 celle ble avvist." in text_of(page)
    assert 'href="/oversikt/municipality/1539/"' in page.content.decode()
    assert sorted(Measurement.objects.values_list("numerator", flat=True)) == [28, 31]


def test_how_the_file_was_read_is_told_in_words(cast: Cast, send: Send) -> None:
    said = text_of(cast.client("kari").get(page_of(send())))
    assert "Overskriftene står på rad 1." in said
    assert "A «kommunenr» Nummer på kommune eller annen aktør" in said
    assert re.search("Måleindikator Antall UKP-døgn .* gjelder hele filen", said)


def test_the_rejected_come_first_with_row_column_value_and_what_to_do(cast: Cast, send: Send) -> None:
    said = text_of(cast.client("kari").get(page_of(send(GOOD + BAD_ROW))))
    assert "Rad 4 verdi tolv Rauma, mars 2024" in said
    assert "«tolv» er ikke et tall. Skriv tallet som" in said


def test_all_that_is_wrong_with_a_row_is_told_at_once(cast: Cast, send: Send) -> None:
    said = text_of(cast.client("kari").get(page_of(send(GOOD + "1539;2024-13;-4\n"))))
    assert "2024 har måned 1 til 12" in said
    assert "−4 er mindre enn null" in said


def test_a_changed_value_stands_beside_what_it_replaces_before_and_after(
    cast: Cast, send: Send, catalogue
) -> None:
    measure(catalogue["ukp-dogn"], cast.rauma, "2024-01", numerator=40)
    upload = send()
    kari = cast.client("kari")
    before = text_of(kari.get(page_of(upload) + "?utfall=changed"))
    assert "Fra 40 døgn → til 31 døgn" in before
    assert "Lagre 1 ny og 1 endret verdi" in before
    kari.post(page_of(upload) + "lagre/")
    run_waiting()
    assert "Fra 40 døgn → til 31 døgn" in text_of(kari.get(page_of(upload) + "?utfall=changed"))


def test_a_category_is_told_by_its_name(cast: Cast, send: Send) -> None:
    upload = send("kommunenr;periode;indikator;alder;verdi\n1539;2024;folkemengde;75+;900\n")
    Upload.objects.filter(pk=upload.pk).update(state=Upload.State.RECEIVED, indicator=None)
    cast.client("kari").post(page_of(upload) + "igjen/")
    run_waiting()
    said = text_of(cast.client("kari").get(page_of(upload)))
    assert "75 år og eldre" in said
    assert "alder=75+" not in said


def test_cells_pasted_from_excel_are_read_like_a_file(cast: Cast, send: Send) -> None:
    pasted = "kommunenr\tperiode\tverdi\n1539\t2024-01\t31\n"
    response = cast.client("kari").post("/malinger/import/", {"pasted": pasted, "indicator": "ukp-dogn"})
    run_waiting()
    said = text_of(cast.client("kari").get(response["Location"]))
    assert "Lagre 1 ny verdi" in said
    assert re.search(r"limt inn \d\d\.\d\d\.\d{4} kl\. \d\d\.\d\d\.tsv", said)


def test_a_file_and_pasted_cells_at_once_are_not_guessed_between(cast: Cast) -> None:
    both = {"file": SimpleUploadedFile("a.csv", GOOD.encode()), "pasted": "kommunenr\tverdi\n1539\t3\n"}
    assert "Behold bare det ene" in text_of(cast.client("kari").post("/malinger/import/", both))
    assert not Upload.objects.exists()


def test_somebody_elses_municipality_is_refused_row_by_row(cast: Cast, send: Send) -> None:
    said = text_of(cast.client("kari").get(page_of(send(GOOD + "5006;2024-01;7\n"))))
    assert "1 verdi gjelder noen du ikke registrerer for, og blir ikke lagret: Steinkjer." in said
    assert "Lagre 2 nye verdier" in said


def test_the_same_file_again_is_told_when_and_by_whom_and_has_nothing_to_save(cast: Cast, send: Send) -> None:
    kari = cast.client("kari")
    kari.post(page_of(send()) + "lagre/")
    run_waiting()
    said = text_of(kari.get(page_of(send())))
    assert re.search(r"Samme fil ble importert \d\d\.\d\d\.\d{4} kl\. \d\d\.\d\d av Kari", said)
    assert "Det er ingenting nytt å lagre." in said


def test_nothing_chosen_is_told_by_the_field(cast: Cast) -> None:
    response = cast.client("kari").post("/malinger/import/", {})
    assert "Du har verken valgt en fil eller limt inn celler" in text_of(response)
    assert not Upload.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("tom.csv", b"", "har ingen rader med innhold"),
        ("bilde.png", b"\x89PNG\r\n", "er ikke en filtype vi kan lese"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_where_it_was_chosen(
    cast: Cast, name: str, content: bytes, words: str
) -> None:
    response = cast.client("kari").post("/malinger/import/", {"file": SimpleUploadedFile(name, content)})
    assert response.status_code == 200
    assert words in text_of(response)


def test_a_personal_number_stops_the_file_and_is_not_echoed(cast: Cast, uploads_folder) -> None:
    file = ContentFile(b"kommunenr;periode;verdi;merknad\n1539;2024-01;3;13097248022\n", name="tall.csv")
    response = cast.client("kari").post("/malinger/import/", {"file": file, "source": "Prøve"})
    said = text_of(response)
    assert "gyldig fødselsnummer" in said
    assert "på rad 2" in said
    assert "13097248022" not in said
    assert not Upload.objects.exists()
    assert not [path for path in uploads_folder.rglob("*") if path.is_file()]


def test_a_page_of_changed_rows_costs_the_same_for_one_and_for_fifty(
    cast: Cast, send: Send, catalogue
) -> None:
    months = [f"{year}-{month:02}" for year in range(2020, 2025) for month in range(1, 13)]
    for month in months:
        measure(catalogue["ukp-dogn"], cast.rauma, month, numerator=1)
    few = send("kommunenr;periode;verdi\n1539;2020-01;2\n")
    many = send("kommunenr;periode;verdi\n" + "".join(f"1539;{month};2\n" for month in months))
    Finding.objects.all().delete()  # a file in which sixty months double has more to tell
    kari = cast.client("kari")
    kari.get("/malinger/")
    for upload in (few, many):
        with queries("import: a page of changed rows"):
            page = kari.get(page_of(upload) + "?utfall=changed")
        assert "Fra 1 døgn → til 2 døgn" in text_of(page)


def test_the_population_by_single_years_of_age_comes_in_by_the_page(cast: Cast, send: Send) -> None:
    rows = "".join(f"K-1539 Rauma;{age} years;2\n" for age in range(105))
    content = f"region;age;Persons 2024\n{rows}K-1539 Rauma;105 years or older;2\n"
    upload = send(content, name="Personer2024.csv", indicator="folkemengde")
    told = text_of(cast.client("kari").get(page_of(upload)))
    assert "Ettårig alder i «age» er lagt sammen til alle" in told
    assert "Alder i enkeltår, legges sammen til aldersgrupper" in told
    assert upload.understood["counts"]["rejected"] == 0
    assert upload.staged.get(breakdown__key="").numerator == 212
