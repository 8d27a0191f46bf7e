"""The spreadsheet out and in: every fault told by its row, and nothing half-written."""

from __future__ import annotations

import io

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation
from python_calamine import CalamineWorkbook

from gevinst.workshops import reading
from gevinst.workshops.columns import COLUMNS
from tests.gevinst.workshops.world import make_task

pytestmark = pytest.mark.django_db
HEAD = (
    "Tjeneste;Arbeidsoppgave;Hvem gjør den;Antall som gjør den;Ganger i uken;Minutter i dag;"
    "Minutter etterpå, lavest;Minutter etterpå, sannsynlig;Minutter etterpå, høyest;Hva må endres\n"
)
RIGHT = "Legekontor;Sende e-resept på nytt;lege;2;12,5;4;1;2;3;Varsling\n"
LIKELY_ONLY = "Helsetjenester i hjemmet;Skrive kjøreliste;;;5;30;;10;;\n"


def send(client: Client, workshop, content: str | bytes):
    body = content.encode() if isinstance(content, str) else content
    name = "skjema.csv" if isinstance(content, str) else "skjema.xlsx"
    file = SimpleUploadedFile(name, body)
    return client.post(f"/workshop/{workshop.pk}/fil/", {"file": file}, follow=True)


def sheets(content: bytes) -> dict[str, list[list[object]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_the_form_filled_in_and_sent_back_gives_its_tasks(cast, workshop):
    client = cast.client("kari")
    blank = client.get(f"/workshop/{workshop.pk}/skjema/")
    assert "attachment" in blank["Content-Disposition"]
    head = sheets(blank.content)["Oppgaver"][0]
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("Oppgaver")
        sheet.write_row(0, 0, head)
        sheet.write_row(
            1, 0, ["Legekontor", "Sende e-resept på nytt", "lege", 2, 12.5, 4, 1, 2, 3, "Varsling"]
        )
    page = send(client, workshop, out.getvalue()).content.decode()
    assert "1 oppgave er lagt til." in page
    task = workshop.tasks.get()
    assert (task.service.name, task.people, task.times, task.minutes_high) == ("Legekontor", 2, 12.5, 3.0)
    assert task.participant is None


def test_the_same_file_twice_makes_nothing_twice(cast, workshop):
    client = cast.client("kari")
    send(client, workshop, HEAD + RIGHT + LIKELY_ONLY)
    page = send(client, workshop, HEAD + RIGHT + LIKELY_ONLY).content.decode()
    assert "0 oppgaver er lagt til. 2 rader fantes fra før." in page
    assert workshop.tasks.count() == 2


def test_every_fault_is_told_by_row_and_column_and_nothing_is_kept(cast, workshop):
    rows = [
        RIGHT,
        "Tannlege;Borre;;;5;30;;10;;\n",
        "Legekontor;;;;ofte;30;;10;;\n",
        "Legekontor;Ringe;;;5;30;20;10;;\n",
    ]
    page = send(cast.client("kari"), workshop, HEAD + "".join(rows))
    found = [(fault.row, fault.column) for fault in page.context["faults"]]
    assert found == [
        (3, "Tjeneste"),
        (4, "Arbeidsoppgave"),
        (4, "Ganger i uken"),
        (5, "Minutter etterpå, lavest"),
    ]
    assert "Tjenesten er ikke med i workshopen." in page.content.decode()
    assert "1 rad er i orden." in page.content.decode()
    assert not workshop.tasks.exists()


def test_a_file_with_a_personal_number_is_refused_whole(cast, workshop):
    page = send(
        cast.client("kari"), workshop, HEAD + RIGHT.replace("Varsling", "13097248022")
    ).content.decode()
    assert "fødselsnummer" in page
    assert "13097248022" not in page
    assert not workshop.tasks.exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("navn;tall\nx;1\n", "Vi fant ikke det vi trenger"),
        ("", "ingen rader med innhold"),
        (HEAD, "ingen rader med innhold"),
        (b"PK\x03\x04 torn", "er skadet"),
    ],
)
def test_a_file_that_is_not_the_form_is_told_what_it_lacks(cast, workshop, content, said):
    assert said in send(cast.client("kari"), workshop, content).content.decode()


def test_no_file_and_too_large_a_file_have_words_of_their_own(cast, workshop, monkeypatch):
    client = cast.client("kari")
    assert "Du har ikke valgt noen fil" in client.post(f"/workshop/{workshop.pk}/fil/").content.decode()
    monkeypatch.setattr(reading, "MOST_BYTES", 10)
    assert "Grensen er" in send(client, workshop, HEAD + RIGHT).content.decode()


def test_headings_in_nynorsk_are_read_too(cast, workshop):
    with translation.override("nn"):
        nynorsk = ";".join(str(label) for label in COLUMNS.values()) + "\n"
    send(cast.client("kari"), workshop, nynorsk + RIGHT)
    assert workshop.tasks.count() == 1


def test_the_result_holds_numbers_and_runs_nothing(cast, workshop):
    make_task(workshop, title="=HYPERLINK(1)")
    content = cast.client("kari").get(f"/workshop/{workshop.pk}/resultat/").content
    found = sheets(content)
    assert found["Oppgaver"][1][1] == "=HYPERLINK(1)"
    assert found["Oppgaver"][1][-3:] == [23.0, 46.0, pytest.approx(61.33, abs=0.01)]
    assert "46 arbeidsuker" in str(found["Om tallene"])
