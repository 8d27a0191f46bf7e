"""The minutes as files: what they say, and that anybody can have them read aloud."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from docx import Document

from gevinst.meetings import agenda
from gevinst.meetings.freezing import freeze
from gevinst.meetings.minutes import pdf
from gevinst.meetings.minutes.document import document_of
from gevinst.meetings.models import Meeting
from gevinst.meetings.people import Person
from gevinst.meetings.proposing import proposals_for
from gevinst.meetings.services import add_participant
from indicators.catalogue.models import Indicator
from indicators.measurements.models import Batch
from tests.cast import Cast
from tests.gevinst.meetings.test_decisions import decided
from tests.gevinst.meetings.world import correct, make_meeting

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(meeting: Meeting, cast: Cast, days: Indicator) -> Meeting:
    agenda.take_in(meeting=meeting, proposals=proposals_for(meeting, AnonymousUser()))
    add_participant(meeting=meeting, person=Person(cast.rauma.pk, "coordinator", cast.kari.pk))
    add_participant(meeting=meeting, person=Person(cast.molde.pk, "owner"))
    freeze(meeting=meeting)
    meeting.refresh_from_db()
    decided(meeting, cast, days)
    correct(days, cast.rauma, 400)
    return meeting


def fetched(cast: Cast, meeting: Meeting, form: str) -> Any:
    answer = cast.client("liv").get(f"/moter/{meeting.pk}/referat.{form}")
    assert answer.status_code == 200
    name = f'attachment; filename="referat-nettverksmote-{meeting.date}.{form}"'
    assert answer["Content-Disposition"] == name
    return io.BytesIO(answer.content)


EXPECTED = (
    "Nettverksmøte",
    "Rauma er nede på 24 døgn i måneden",
    "Tall slik de var ",
    "Rauma prøver daglig avklaring",
    "gevinstkoordinator i Rauma",
    "Kari Prøve",
    "ansvarlig i Molde",
)


def test_the_word_file_says_agenda_figures_decisions_and_participants(held: Meeting, cast: Cast) -> None:
    docx = Document(fetched(cast, held, "docx"))
    cells = [cell.text for table in docx.tables for row in table.rows for cell in row.cells]
    said = " ".join([*(one.text for one in docx.paragraphs), *cells]).replace("\u00a0", " ")
    for words in EXPECTED:
        assert words in said
    assert "400" not in said
    assert docx.core_properties.subject == "Referat"


def test_the_pdf_is_tagged_and_says_that_it_holds_ua_1(held: Meeting, cast: Cast) -> None:
    made = fetched(cast, held, "pdf").getvalue()
    assert made.startswith(b"%PDF-1.7")
    assert b"/Marked true" in made
    assert b"<pdfuaid:part>1</pdfuaid:part>" in made
    assert b"/Lang(nb-NO)" in made


def test_minutes_of_an_empty_meeting_hold_it_too(cast: Cast, days: Indicator) -> None:
    empty = make_meeting(cast, [days])
    assert pdf.write(document_of(empty, cast.liv))


def test_figures_that_are_made_up_are_said_to_be_in_every_form(
    meeting: Meeting, cast: Cast, days: Indicator
) -> None:
    def said() -> str:
        docx = Document(fetched(cast, meeting, "docx"))
        return "\n".join(one.text for one in docx.paragraphs)

    agenda.take_in(meeting=meeting, proposals=proposals_for(meeting, AnonymousUser()))
    assert "ksempeltall" not in said()
    Batch.objects.update(is_example=True)
    assert "Møtet så på eksempeltall." in said()
    assert "Kilde: NPR – Norsk pasientregister. Eksempeltall." in said()
    document = document_of(meeting, cast.liv)
    assert {item.example for item in document.items if item.rows} == {"Eksempeltall"}
    assert pdf.write(document)


def test_what_is_written_is_data_and_never_layout(held: Meeting, cast: Cast) -> None:
    nasty = '#panic(1) #read("/etc/passwd") <b>=HYPERLINK("x")'
    held.items.update(title=nasty, text=nasty)
    held.decisions.update(text=nasty)
    assert pdf.write(document_of(held, cast.liv)).startswith(b"%PDF-1.7")
    docx = Document(fetched(cast, held, "docx"))
    assert any(nasty in one.text for one in docx.paragraphs)


def test_a_form_we_do_not_write_is_not_there(held: Meeting, cast: Cast) -> None:
    assert cast.client("liv").get(f"/moter/{held.pk}/referat.xlsx").status_code == 404
    assert cast.client("per").get(f"/moter/{held.pk}/referat.pdf").status_code == 404
