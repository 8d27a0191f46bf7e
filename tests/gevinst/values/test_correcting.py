"""A person says what the columns are when we have understood them wrong."""

from __future__ import annotations

import pytest

from gevinst.jobs.runner import run_waiting
from gevinst.values.reading import Reading, choices, corrected
from indicators.imports.mapping import FIGURE_ROLES, Role
from indicators.imports.models import Upload
from tests.cast import Cast
from tests.gevinst.values.conftest import Send, page_of, text_of

pytestmark = pytest.mark.django_db
FILE = "kommunenr;periode;verdi;notat\n1539;2024-01;31;7\n"


def read_as(cast: Cast, upload: Upload, **columns: str) -> str:
    said = {f"kolonne-{letter}": code for letter, code in columns.items()}
    kari = cast.client("kari")
    response = kari.post(page_of(upload) + "rett/", said)
    run_waiting()
    return text_of(response if response.status_code == 200 else kari.get(page_of(upload)))


def test_another_column_is_taken_as_the_value(cast: Cast, send: Send) -> None:
    upload = send(FILE)
    assert "Brukes ikke D «notat»" in text_of(cast.client("kari").get(page_of(upload)))
    said = read_as(cast, upload, C="ignore", D="value")
    assert "D «notat» Verdi" in said
    assert "7 Rauma, januar 2024" in said
    assert "7 døgn" in said


def test_a_choice_that_leaves_nothing_to_read_is_refused_and_says_what_lacks(cast: Cast, send: Send) -> None:
    upload = send(FILE)
    said = read_as(cast, upload, B="ignore")
    assert "Velg hvilken kolonne som sier hvilken periode tallet gjelder." in said
    upload.refresh_from_db()
    assert upload.state == Upload.State.READY
    assert "mapping" not in upload.options


def test_what_is_not_among_the_choices_leaves_the_column_as_it_was(cast: Cast, send: Send) -> None:
    mapping = Reading(send(FILE)).mapping
    assert mapping
    assert corrected(mapping, {"C": "'; DROP TABLE", "D": ""}) == (mapping, [])


def test_every_role_of_a_column_can_be_chosen_and_has_words() -> None:
    offered = dict(choices())
    assert {role.value for role in Role if role is not Role.CATEGORY} <= offered.keys()
    assert offered["category:alder"] == "Inndeling: alder"
    assert all(offered.values())


def test_a_column_that_held_several_figures_holds_one_when_it_is_said_what(cast: Cast, send: Send) -> None:
    mapping = Reading(send("kommune;jan. 2024;feb. 2024\nRauma;3;4\n")).mapping
    assert mapping
    assert [use.period for use in mapping.uses(*FIGURE_ROLES)] == ["2024-01", "2024-02"]
    new, lacking = corrected(mapping, {"B": "value", "C": "period"})
    assert [(use.role, use.period) for use in new.columns[1:]] == [(Role.VALUE, ""), (Role.PERIOD, "")]
    assert lacking == []


def test_a_saved_file_is_not_read_again(cast: Cast, send: Send) -> None:
    upload = send(FILE)
    cast.client("kari").post(page_of(upload) + "lagre/")
    run_waiting()
    response = cast.client("kari").post(page_of(upload) + "igjen/", follow=True)
    assert "Filen kan ikke leses på nytt" in response.content.decode()
    upload.refresh_from_db()
    assert upload.state == Upload.State.COMMITTED
