"""The spreadsheet of a workshop: the form to fill in beside it, and what was found."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from gevinst.workshops.columns import COLUMNS, NUMBERS
from gevinst.workshops.models import Workshop
from gevinst.workshops.summary import Summary, replies_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ROWS_TO_FILL = 500
WIDTHS = {"service": 30, "title": 42, "who": 26, "change": 50}


def form(workshop: Workshop) -> bytes:
    """One row a task, with the services to choose from, and how to fill it in on a sheet of its own."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet(_("Oppgaver"))
        _heading(book, sheet)
        names = [service.name for service in workshop.services.all()]
        about = book.add_worksheet(_("Slik fyller du ut"))
        about.set_column(0, 0, 100)
        for line, text in enumerate([*_advice(workshop), "", _("Tjenestene du kan velge mellom:"), *names]):
            about.write_string(line, 0, text)
        places = list(COLUMNS)
        first, last = len(_advice(workshop)) + 3, len(_advice(workshop)) + 2 + len(names)
        sheet.data_validation(
            1,
            places.index("service"),
            ROWS_TO_FILL,
            places.index("service"),
            {
                "validate": "list",
                "source": f"='{about.get_name()}'!$A${first}:$A${last}",
                "error_title": _("Tjenesten finnes ikke"),
                "error_message": _("Velg en av tjenestene i listen."),
            },
        )
        for field in NUMBERS:
            place = places.index(field)
            sheet.data_validation(
                1,
                place,
                ROWS_TO_FILL,
                place,
                {
                    "validate": "decimal",
                    "criteria": ">=",
                    "value": 0,
                    "error_title": _("Dette er ikke et tall"),
                    "error_message": _("Skriv et tall, for eksempel 12 eller 2,5."),
                },
            )
    return out.getvalue()


def result(summary: Summary, made: datetime) -> bytes:
    """Every task that counts with its hours, the replies, and how the hours are worked out."""
    workshop, out = summary.workshop, io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet(_("Oppgaver"))
        hours = [_("Timer i året, lavest"), _("Timer i året, sannsynlig"), _("Timer i året, høyest")]
        _heading(book, sheet, hours)
        number = book.add_format({"num_format": "#,##0"})
        for line, each in enumerate(summary.tasks, 1):
            for place, field in enumerate(COLUMNS):
                _write(sheet, line, place, getattr(each.task, field))
            for place, figure in enumerate(
                (each.hours.low, each.hours.likely, each.hours.high), len(COLUMNS)
            ):
                sheet.write_number(line, place, figure, number)
        said = book.add_worksheet(_("Svar"))
        said.set_column(0, 0, 36)
        said.set_column(1, 1, 90)
        rows = [(text, one.text) for text, replies in replies_of(workshop) for one in replies]
        for line, (question, text) in enumerate([(_("Spørsmål"), _("Svar")), *rows]):
            said.write_string(line, 0, question)
            said.write_string(line, 1, text)
        about = book.add_worksheet(_("Om tallene"))
        about.set_column(0, 0, 110)
        told = [
            f"{workshop.title}, {workshop.date:%d.%m.%Y}",
            formula_words(workshop.weeks),
            _("Hentet %(moment)s") % {"moment": f"{made:%d.%m.%Y %H.%M}"},
        ]
        for line, text in enumerate(told):
            about.write_string(line, 0, text)
    return out.getvalue()


def formula_words(weeks: int) -> str:
    """How hours are worked out, with the number of weeks used."""
    return _(
        "Timer i året = ganger i uken × %(weeks)s arbeidsuker × antall som gjør oppgaven × "
        "(minutter i dag − minutter etterpå) / 60."
    ) % {"weeks": weeks}


def _heading(book: Any, sheet: Any, more: list[str] | None = None) -> None:
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    for place, (field, label) in enumerate(COLUMNS.items()):
        sheet.set_column(place, place, WIDTHS.get(field, 14))
        sheet.write_string(0, place, str(label), bold)
    for place, label in enumerate(more or (), len(COLUMNS)):
        sheet.set_column(place, place, 16)
        sheet.write_string(0, place, label, bold)
    sheet.set_row(0, 32)
    sheet.freeze_panes(1, 2)


def _write(sheet: Any, line: int, place: int, value: object) -> None:
    # Strings are written as strings, so that nothing is run as a formula.
    if isinstance(value, int | float):
        sheet.write_number(line, place, value)
    else:
        sheet.write_string(line, place, str(value))


def _advice(workshop: Workshop) -> list[str]:
    return [
        workshop.title,
        "",
        _("Skriv én oppgave på hver rad i arket «Oppgaver»."),
        _(
            "Ganger i uken er for hver av dem som gjør oppgaven. Har dere regnet for alle, "
            "skriver dere 1 person."
        ),
        _(
            "Minutter etterpå er hvor lang tid oppgaven tar når endringen er gjort. Vet dere bare ett tall, "
            "skriver dere det som sannsynlig og lar lavest og høyest stå tomme."
        ),
        _("Skriv aldri navn på pasienter, fødselsnummer eller andre opplysninger om enkeltpersoner."),
    ]
