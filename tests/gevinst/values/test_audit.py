"""Tallkontroll as a page: pasted, answered, kept nowhere."""

from __future__ import annotations

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gevinst.values.audit_example import example
from gevinst.values.audit_form import MOST_BYTES
from tests.cast import Cast
from tests.gevinst.values.conftest import Send, heading_of, text_of

pytestmark = pytest.mark.django_db

PAGE = "/malinger/tallkontroll/"
WRONG = "navn\t2021\t2022\tendring 2021-2022\nA\t100\t110\t9,1\nB\t200\t150\t-25,0\n"
RIGHT = WRONG.replace("9,1", "10,0")
PERSON = "01819000049"  # synthetic: month + 80, both check digits right


@pytest.fixture
def kari(cast: Cast) -> Client:
    return cast.client("kari")


def test_a_stranger_is_asked_to_log_in(client: Client):
    response = client.get(PAGE)
    assert response.status_code == 302
    assert "/konto/logg-inn/" in response["Location"]


def test_the_finding_is_the_heading(kari: Client):
    response = kari.post(PAGE, {"text": WRONG})
    assert heading_of(response) == "1 av 2 trykte endringstall er feil"
    text = text_of(response)
    assert "Delt på det nye tallet, ikke det gamle" in text
    assert "Feil: trykt 9,1 riktig 10,0" in text


def test_a_right_table_is_said_to_be_right(kari: Client):
    response = kari.post(PAGE, {"text": RIGHT})
    assert heading_of(response) == "2 trykte tall er regnet ut på nytt, og alle er riktige"
    assert "(«2022» − «2021») / «2021» · 100" in text_of(response)


def test_the_example_names_its_source(kari: Client):
    response = kari.get(f"{PAGE}?eksempel=1")
    assert heading_of(response) == "49 av 90 trykte endringstall er feil"
    text = text_of(response)
    assert "Helse Sør-Øst, styringsinformasjon til Oslo helsefellesskap, 2023" in text
    assert "Oslo helsefellesskap har størst økning, ikke" in text
    assert response.content.decode().count("data-wrong") == 49


def test_the_example_can_be_sent_back_as_it_was_pasted(kari: Client):
    assert heading_of(kari.post(PAGE, {"text": example()[0]})) == "49 av 90 trykte endringstall er feil"


def test_a_text_file_is_read_like_pasted_cells(kari: Client):
    raw = WRONG.replace("\t", ";").replace("navn", "område").encode("cp1252")
    response = kari.post(PAGE, {"file": SimpleUploadedFile("tabell.csv", raw)})
    assert heading_of(response) == "1 av 2 trykte endringstall er feil"
    assert "område" in text_of(response)


def test_a_workbook_is_sent_to_its_cells(kari: Client):
    response = kari.post(PAGE, {"file": SimpleUploadedFile("tabell.xlsx", b"PK\x03\x04\x00\x00")})
    assert heading_of(response) == "Tallkontroll"
    assert "Åpne filen, kopier cellene og lim dem inn" in text_of(response)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"text": "  "}, "Lim inn en tabell eller velg en fil."),
        ({"text": "bare ord\nog flere ord"}, "Vi fant ingen tabell å kontrollere."),
        ({"text": "a;b\n" + "1;2\n" * 2_001}, "Tabellen har over 2 000 rader"),
        ({"text": "a;b\n" + "1;2" * MOST_BYTES}, "Tabellen har over 2 000 rader"),
    ],
)
def test_what_cannot_be_controlled_is_explained(kari: Client, given: dict[str, str], said: str):
    response = kari.post(PAGE, given)
    assert response.status_code == 200
    assert said in text_of(response)


def test_a_personal_number_is_refused_and_never_shown_again(kari: Client):
    clean = kari.post(PAGE, {"text": WRONG + "C\t1\t2\t100,0\n"})
    assert heading_of(clean) == "1 av 3 trykte endringstall er feil"
    response = kari.post(PAGE, {"text": WRONG + f"{PERSON}\t1\t2\t100,0\n"})
    assert "Rad 4 inneholder noe som er et gyldig fødselsnummer eller D-nummer" in text_of(response)
    assert PERSON not in response.content.decode()


def test_markup_in_a_table_is_shown_as_text(kari: Client):
    response = kari.post(PAGE, {"text": WRONG.replace("A\t", "<script>alert(1)</script>\t")})
    assert "<script>alert(1)" not in response.content.decode()
    assert "&lt;script&gt;alert(1)" in response.content.decode()


def test_the_faults_can_be_taken_away_as_a_file(kari: Client):
    response = kari.post(f"{PAGE}feil.csv", {"text": WRONG.replace("A\t", "=A1\t")})
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == ["Rad", "Navn", "Kolonne", "Trykt", "Riktig", "Sannsynlig årsak", "Det endrer"]
    assert rows[1][:6] == [
        "2",
        "'=A1",
        "endring 2021-2022",
        "9,1",
        "10,0",
        "delt på det nye tallet, ikke det gamle",
    ]
    assert "attachment" in response["Content-Disposition"]


def test_a_long_table_shows_only_rows_with_faults(kari: Client):
    many = "".join(f"N{place}\t100\t110\t10,0\n" for place in range(220))
    text = text_of(kari.post(PAGE, {"text": WRONG + many}))
    assert "Tabellen er lang. Her vises bare rader med feil." in text
    assert "N7 " not in text.split("Kontroller på nytt")[1]


def test_the_list_of_values_leads_here(kari: Client):
    assert PAGE in kari.get("/malinger/").content.decode()


def test_the_table_of_an_imported_file_is_controlled_and_leads_back(kari: Client, send: Send):
    upload = send("kommunenr;2021;2022;endring 2021-2022\n1539;100;110;9,1\n", name="med-endring.csv")
    page = f"/malinger/import/{upload.pk}/"
    assert f'href="{PAGE}?fil={upload.pk}"' in kari.get(page).content.decode()
    found = kari.get(f"{PAGE}?fil={upload.pk}")
    assert heading_of(found) == "1 av 1 trykte endringstall er feil"
    assert f'href="{page}"' in found.content.decode()
    again = kari.post(f"{PAGE}?fil={upload.pk}", {"text": RIGHT})
    assert f'href="{page}"' in again.content.decode(), "back also after another try"


def test_a_file_without_printed_figures_offers_no_control(kari: Client, send: Send):
    upload = send()
    assert "tallkontroll/?fil" not in kari.get(f"/malinger/import/{upload.pk}/").content.decode()
    assert kari.get(f"{PAGE}?fil={upload.pk}").status_code == 404


def test_somebody_elses_file_is_not_there_to_be_controlled(cast: Cast, send: Send):
    upload = send("kommunenr;2021;2022;endring 2021-2022\n1539;100;110;9,1\n")
    assert cast.client("per").get(f"{PAGE}?fil={upload.pk}").status_code == 404
