from __future__ import annotations

import io
from datetime import datetime
from typing import Any

import openpyxl

from gevinst.plan_files.document import PlanDocument
from gevinst.plan_files.gathering import document_of
from gevinst.plan_files.writers import xlsx
from gevinst.plans.models import Action, Plan
from tests.gevinst.plan_files.conftest import NASTY, cell


def opened(document: PlanDocument) -> Any:
    return openpyxl.load_workbook(io.BytesIO(xlsx.write(document)))


def test_each_kind_of_row_has_a_sheet_with_a_frozen_header(document: PlanDocument) -> None:
    book = opened(document)
    assert book.sheetnames == [
        "Om filen", "Gevinster", "Nullpunkt og ambisjon", "Milepæler", "Tiltak", "Risiko", "Ulemper",
        "Funksjonalitet og endringer", "Koblinger i gevinstkartet",
    ]  # fmt: skip
    for name in book.sheetnames[1:]:
        assert book[name].freeze_panes == "B3"
        assert book[name].row_dimensions[1].hidden


def test_days_are_days_and_numbers_numbers(document: PlanDocument) -> None:
    book = opened(document)
    assert cell(book, "Nullpunkt og ambisjon", "baseline").value == 120
    assert cell(book, "Nullpunkt og ambisjon", "target_date").value == datetime(2027, 12, 31)  # noqa: DTZ001
    assert cell(book, "Milepæler", "amount").value == 50
    assert cell(book, "Tiltak", "due").number_format == "dd.mm.yyyy"
    assert cell(book, "Tiltak", "state").value == "planlagt"


def test_a_hidden_column_says_which_row_it_is_and_from_which_plan(
    document: PlanDocument, action: Action
) -> None:
    found = cell(opened(document), "Tiltak", f"#plan-{document.pk}")
    assert found.value == f"tiltak-{action.pk}"
    stood = cell(opened(document), "Tiltak", "=title")
    assert stood.value == "Tavlemøte hver morgen"
    hidden = found.parent.column_dimensions[stood.column_letter]
    assert hidden.hidden
    assert hidden.min <= stood.column <= found.column <= hidden.max


def test_text_is_never_a_formula_and_is_kept_letter_for_letter(plan: Plan) -> None:
    for start in "=+-@":
        plan.benefits.update(title=f"{start}{NASTY}")
        found = cell(opened(document_of(plan, with_cells=True)), "Gevinster", "title")
        assert (found.value, found.data_type) == (f"{start}{NASTY}", "s")
        assert found.quotePrefix


def test_a_choice_is_offered_in_the_cell(document: PlanDocument) -> None:
    rules = opened(document)["Tiltak"].data_validations.dataValidation
    assert [rule.formula1 for rule in rules] == ['"planlagt,i gang,gjennomført,avsluttet uten gjennomføring"']
