"""A bad cell is mended where it is shown; what was written is kept beside the file, with who wrote it."""

from __future__ import annotations

import pytest

from gevinst.values.cells import corrections_of
from indicators.imports.models import Upload
from tests.cast import Cast
from tests.gevinst.values.conftest import BAD_ROW, GOOD, Send, page_of, text_of

pytestmark = pytest.mark.django_db


def test_each_rejected_cell_has_a_field_beside_its_fault(cast: Cast, send: Send) -> None:
    page = cast.client("kari").get(page_of(send(GOOD + BAD_ROW))).content.decode()
    assert 'name="celle-4:C"' in page
    assert 'name="celle-2:C"' not in page


def test_a_row_that_stands_twice_has_none_since_no_other_figure_would_help(cast: Cast, send: Send) -> None:
    page = cast.client("kari").get(page_of(send(GOOD + "1539;2024-02;29\n")))
    assert "står også på rad" in text_of(page)
    assert 'name="celle-' not in page.content.decode()


def test_what_is_written_is_kept_with_what_stood_there_and_who_wrote_it(cast: Cast, send: Send) -> None:
    upload = send(GOOD + BAD_ROW)
    cast.client("kari").post(page_of(upload) + "celler/", {"celle-4:C": " 12,5 "})
    upload.refresh_from_db()
    assert upload.options["corrections"] == {"4:C": "12,5"}
    assert upload.state == Upload.State.RECEIVED
    [cell] = corrections_of(upload)
    assert (cell.row, cell.column, cell.was, cell.text, cell.who) == (4, "C", "tolv", "12,5", "Kari Prøve")
    assert corrections_of(upload, row=3) == []


def test_the_page_tells_which_cells_were_mended_and_by_whom(cast: Cast, send: Send) -> None:
    upload, kari = send(GOOD + BAD_ROW), cast.client("kari")
    kari.post(page_of(upload) + "celler/", {"celle-4:C": "12"})
    Upload.objects.filter(pk=upload.pk).update(state=Upload.State.READY)
    upload.refresh_from_db()
    assert "Celle C4" not in text_of(kari.get(page_of(upload))), "somebody is still to read it"


def test_a_second_thought_keeps_what_the_file_itself_said(cast: Cast, send: Send) -> None:
    upload, kari = send(GOOD + BAD_ROW), cast.client("kari")
    for text in ("12", "13"):
        kari.post(page_of(upload) + "celler/", {"celle-4:C": text})
    upload.refresh_from_db()
    [cell] = corrections_of(upload)
    assert (cell.was, cell.text) == ("tolv", "13")


def test_what_is_no_number_is_told_by_the_field_and_keeps_what_was_written(cast: Cast, send: Send) -> None:
    upload = send(GOOD + BAD_ROW)
    page = cast.client("kari").post(page_of(upload) + "celler/", {"celle-4:C": "en del"})
    assert "«en del» er ikke et tall" in text_of(page)
    assert 'value="en del" aria-invalid="true"' in page.content.decode()
    assert 'href="#celle-4:C"' in page.content.decode()
    upload.refresh_from_db()
    assert "corrections" not in upload.options


def test_a_personal_number_is_never_stored_and_never_echoed_as_accepted(cast: Cast, send: Send) -> None:
    upload = send(GOOD + BAD_ROW)
    page = cast.client("kari").post(page_of(upload) + "celler/", {"celle-4:A": "13097248022"})
    assert "ligner et fødselsnummer" in text_of(page)
    assert "13097248022" not in page.content.decode()
    upload.refresh_from_db()
    assert "13097248022" not in str(upload.options)


@pytest.mark.parametrize("key", ["4:Q", "fire:C", "4", ":", "-1:C"])
def test_a_cell_that_is_not_there_is_not_mended(cast: Cast, send: Send, key: str) -> None:
    upload = send(GOOD + BAD_ROW)
    response = cast.client("kari").post(page_of(upload) + "celler/", {f"celle-{key}": "1"}, follow=True)
    assert "Du har ikke skrevet noe i cellene" in response.content.decode()
    upload.refresh_from_db()
    assert "corrections" not in upload.options
