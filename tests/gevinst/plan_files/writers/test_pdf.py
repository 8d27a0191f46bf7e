from __future__ import annotations

from dataclasses import replace

import pytest

from gevinst.plan_files.document import PlanDocument
from gevinst.plan_files.gathering import document_of
from gevinst.plan_files.writers import pdf
from gevinst.plans import services
from gevinst.plans.models import Plan
from tests.cast import Cast
from tests.gevinst.plan_files.conftest import NASTY


def test_the_pdf_is_tagged_and_says_that_it_holds_ua_1(document: PlanDocument) -> None:
    made = pdf.write(document)
    assert made.startswith(b"%PDF-1.7")
    assert b"/Marked true" in made
    assert b"<pdfuaid:part>1</pdfuaid:part>" in made
    assert b"/Lang(nb-NO)" in made


def test_a_document_without_a_title_would_not_hold_ua_1(document: PlanDocument) -> None:
    with pytest.raises(RuntimeError, match="title"):
        pdf.write(replace(document, title=""))


def test_a_plan_of_the_whole_country_and_an_empty_one_hold_it_too(cast: Cast) -> None:
    empty = services.create_plan(actor=cast.rauma, title="Tom plan", is_example=True)
    assert pdf.write(document_of(empty))


def test_what_a_plan_says_is_data_and_never_layout(plan: Plan) -> None:
    plan.benefits.update(title=NASTY, note=NASTY, source_note='#panic(1) #read("/etc/passwd")')
    made = pdf.write(document_of(plan))
    assert made.startswith(b"%PDF-1.7")


def test_the_same_document_is_the_same_file(document: PlanDocument) -> None:
    assert pdf.write(document) == pdf.write(document)


def test_it_is_in_the_language_of_the_reader(document: PlanDocument) -> None:
    assert b"/Lang(nn-NO)" in pdf.write(replace(document, language="nn"))
