"""A person says what the columns are, and what holds for the whole file, where we have understood it wrong or
not at all."""

from __future__ import annotations

import io

import pytest
from openpyxl import Workbook

from gevinst.jobs.runner import run_waiting
from gevinst.values.correcting import ColumnsForm, corrected
from gevinst.values.reading import Reading, choices
from indicators.imports.mapping import FIGURE_ROLES, Role
from indicators.imports.models import Upload
from indicators.measurements.models import Measurement
from tests.cast import Cast
from tests.gevinst.values.conftest import Send, page_of, text_of

pytestmark = pytest.mark.django_db
FILE = "kommunenr;periode;verdi;notat\n1539;2024-01;31;7\n"
NO_PERIOD = "kommunenr;verdi\n1539;31\n"


def say(cast: Cast, upload: Upload, **said: str) -> str:
    """What the page says after these answers; single letters are columns."""
    form = {f"kolonne-{name}" if len(name) == 1 else name: text for name, text in said.items()}
    kari = cast.client("kari")
    response = kari.post(page_of(upload) + "kolonner/", form)
    run_waiting()
    upload.refresh_from_db()
    return text_of(response if response.status_code == 200 else kari.get(page_of(upload)))


def test_another_column_is_taken_as_the_value(cast: Cast, send: Send) -> None:
    upload = send(FILE)
    assert "Brukes ikke D «notat»" in text_of(cast.client("kari").get(page_of(upload)))
    said = say(cast, upload, C="ignore", D="value", indikator="ukp-dogn")
    assert "D «notat» Verdi" in said
    assert "7 Rauma, januar 2024" in said
    assert "7 døgn" in said


def test_a_choice_that_leaves_nothing_to_read_is_refused_by_the_field_and_keeps_the_rest(
    cast: Cast, send: Send
) -> None:
    upload = send(FILE)
    said = say(cast, upload, B="ignore", D="status", indikator="ukp-dogn")
    assert said.count("Skriv hvilken periode tallene gjelder, eller si hvilken kolonne det står i.") == 2
    page = cast.client("kari").post(
        page_of(upload) + "kolonner/", {"kolonne-B": "ignore", "kolonne-D": "status"}
    )
    assert '<option value="status" selected>' in page.content.decode()
    assert 'href="#id_periode"' in page.content.decode()
    assert upload.state == Upload.State.READY
    assert "mapping" not in upload.options


def test_a_column_said_to_be_something_unheard_of_is_refused(cast: Cast, send: Send) -> None:
    upload = send(FILE)
    say(cast, upload, C="'; DROP TABLE", indikator="ukp-dogn")
    assert "mapping" not in upload.options


def test_nothing_said_leaves_the_columns_as_they_were(cast: Cast, send: Send) -> None:
    mapping = Reading(send(FILE)).mapping
    assert mapping
    assert tuple(corrected(mapping.columns, {"kolonne-C": ""})) == mapping.columns


def test_every_role_of_a_column_can_be_chosen_and_has_words() -> None:
    offered = dict(choices())
    assert {role.value for role in Role if role not in (Role.CATEGORY, Role.AGE)} <= offered.keys()
    assert offered["category:alder"] == "Inndeling: alder"
    assert offered["age:alder"] == "Alder i enkeltår, legges sammen til aldersgrupper"
    assert all(offered.values())


def test_a_column_that_held_several_figures_holds_one_when_it_is_said_what(cast: Cast, send: Send) -> None:
    mapping = Reading(send("kommune;jan. 2024;feb. 2024\nRauma;3;4\n")).mapping
    assert mapping
    assert [use.period for use in mapping.uses(*FIGURE_ROLES)] == ["2024-01", "2024-02"]
    columns = list(corrected(mapping.columns, {"kolonne-B": "value", "kolonne-C": "period"}))
    assert [(use.role, use.period) for use in columns[1:]] == [(Role.VALUE, ""), (Role.PERIOD, "")]


def test_a_file_that_lacks_a_period_asks_for_it_and_is_then_read(cast: Cast, send: Send) -> None:
    upload = send(NO_PERIOD)
    said = text_of(cast.client("kari").get(page_of(upload)))
    assert "Vi trenger svar fra deg før filen kan leses" in said
    assert "Skriv hvilken periode tallene gjelder" in said
    assert "Venter på svar" in text_of(cast.client("kari").get("/malinger/"))
    assert "Lagre 1 ny verdi" in say(cast, upload, periode="mars 2024", indikator="ukp-dogn")
    cast.client("kari").post(page_of(upload) + "lagre/")
    run_waiting()
    assert Measurement.objects.get().period.code == "2024-03"


def test_a_period_that_is_none_is_told_by_the_field(cast: Cast, send: Send) -> None:
    upload = send(NO_PERIOD)
    assert "«vinteren» er ikke en periode" in say(cast, upload, periode="vinteren", indikator="ukp-dogn")
    assert upload.state == Upload.State.REFUSED


def test_a_period_for_all_beside_a_column_of_periods_is_not_silently_ignored(cast: Cast, send: Send) -> None:
    said = say(cast, send(FILE), periode="2025", indikator="ukp-dogn")
    assert "Kolonnen B «periode» sier det alt" in said


def test_a_file_that_names_no_indicator_is_told_which_it_is(cast: Cast, send: Send) -> None:
    upload = send("kommunenr;periode;verdi\n1539;2024-01;31\n", indicator="")
    assert "Velg hvilken måleindikator tallene gjelder" in text_of(cast.client("kari").get(page_of(upload)))
    assert "Lagre 1 ny verdi" in say(cast, upload, indikator="ukp-dogn")


def test_headings_that_say_nothing_can_all_be_explained_with_the_first_cells_beside(
    cast: Cast, send: Send
) -> None:
    upload = send("hvem;naar;hvor mange\nRauma;2024-02;28\nRauma;2024-03;30\n")
    said = text_of(cast.client("kari").get(page_of(upload)))
    assert "C hvor mange 28 30" in said
    assert "Si hvilken kolonne som har tallene." in said
    said = say(cast, upload, A="actor", B="period", C="value", indikator="ukp-dogn")
    assert "Lagre 2 nye verdier" in said


def workbook(**sheets: list[list[object]]) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def table(value: int) -> list[list[object]]:
    return [["kommunenr", "periode", "verdi"], ["1539", "2024-01", value]]


def test_a_first_sheet_without_figures_is_passed_by(cast: Cast, send: Send) -> None:
    front = [["Rapport fra Helseplattformen"], ["Uttrekk", "02.11.2026"]]
    said = text_of(
        cast.client("kari").get(page_of(send(workbook(Forside=front, Tall=table(2)), name="rapport.xlsx")))
    )
    assert "Arket «Tall»" in said
    assert "Lagre 1 ny verdi" in said


def test_of_sheets_that_all_lack_something_the_one_that_lacks_least_is_asked_about(
    cast: Cast, send: Send
) -> None:
    content = workbook(Forside=[["Rapport"]], Tall=[["kommunenr", "verdi"], ["1539", 2]])
    said = text_of(cast.client("kari").get(page_of(send(content, name="rapport.xlsx"))))
    assert "Vi har sett på arket «Tall»" in said
    assert "Skriv hvilken periode tallene gjelder" in said


def test_another_sheet_is_read_when_it_is_chosen(cast: Cast, send: Send) -> None:
    kari = cast.client("kari")
    upload = send(workbook(Forside=table(1), Tall=table(2)), name="to ark.xlsx")
    assert "Arket «Forside»" in text_of(kari.get(page_of(upload)))
    said = say(cast, upload, ark="Tall", indikator="ukp-dogn")
    assert "Arket «Tall»" in said
    assert "2 døgn" in said


def test_headings_on_another_row_are_asked_about_column_by_column(cast: Cast, send: Send) -> None:
    upload = send("kommune;periode;verdi\nhvem;naar;dgr\nRauma;2024-02;28\n")
    said = say(cast, upload, rad="2", indikator="ukp-dogn")
    assert "Vi leste overskriftene på rad 2." in said
    assert "C dgr 28" in said
    said = say(cast, upload, A="actor", B="period", C="value", indikator="ukp-dogn")
    assert "Overskriftene står på rad 2." in said
    assert "Lagre 1 ny verdi" in said


def test_a_year_over_its_months_is_read_with_them_and_what_else_was_said_is_kept(
    cast: Cast, send: Send
) -> None:
    rows: list[list[object]] = [["UKP-døgn"], ["Kommune", 2024, None], [None, "jan", "feb"], ["Rauma", 3, 4]]
    upload = send(workbook(Tall=rows), name="rapport.xlsx", indicator="")
    assert "Velg hvilken måleindikator" not in say(cast, upload, rad="2", indikator="ukp-dogn")
    say(cast, upload, rad="3", indikator="ukp-dogn")
    assert "Lagre 2 nye verdier" in say(cast, upload, rad="3", indikator="ukp-dogn")


def test_headings_where_nothing_stands_leave_the_file_as_it_was_read(cast: Cast, send: Send) -> None:
    assert "Overskriftene står på rad 1." in say(cast, send(FILE), rad="90", indikator="ukp-dogn")
    assert "Den første raden er rad 1." in say(cast, send(FILE), rad="0", indikator="ukp-dogn")


def test_only_actors_the_sender_delivers_for_can_be_chosen_for_a_file(cast: Cast, send: Send) -> None:
    form = ColumnsForm({"aktor": str(cast.steinkjer.pk)}, reading=Reading(send(FILE)), actors=[cast.rauma.pk])
    assert "aktor" in form.errors


def test_a_saved_file_is_not_read_again(cast: Cast, send: Send) -> None:
    upload = send(FILE)
    cast.client("kari").post(page_of(upload) + "lagre/")
    run_waiting()
    response = cast.client("kari").post(page_of(upload) + "igjen/", follow=True)
    assert "Filen kan ikke leses på nytt" in response.content.decode()
    upload.refresh_from_db()
    assert upload.state == Upload.State.COMMITTED
