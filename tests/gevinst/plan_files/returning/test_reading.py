from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from shutil import which
from subprocess import run
from typing import Any

import pytest

from gevinst.plan_files.returning.reading import read_file, text_in
from gevinst.plans import services
from gevinst.plans.models import Action, Plan
from indicators.imports.errors import FileError, FileFault
from tests.cast import Cast
from tests.gevinst.plan_files.conftest import NASTY, cell

Make = Callable[..., Path]


def read(path: Path, plan: Plan) -> Any:
    return read_file(path, path.name, plan=plan.pk)


def test_a_file_nobody_wrote_in_has_no_differences(plan: Plan, file: Make) -> None:
    plan.benefits.update(title=NASTY, note=f"{NASTY}\nto linjer\tog tab ", owner_title="0301")
    plan.benefits.get().contributions.update(baseline=0.333333, tolerance=-75.63, target_text="2022")
    found = read(file(), plan)
    assert (found.cells, found.notes, found.rows) == ([], [], 8)


def test_a_file_saved_by_another_program_has_none_either(plan: Plan, file: Make) -> None:
    plan.benefits.update(title=NASTY)
    assert read(file(lambda book: None), plan).cells == []


def test_every_changed_cell_is_found_with_its_place_and_what_stood(
    plan: Plan, file: Make, action: Action
) -> None:
    def change(book: Any) -> None:
        cell(book, "Tiltak", "title").value = "Tavlemøte hver dag"
        cell(book, "Tiltak", "due").value = datetime(2026, 9, 1)  # noqa: DTZ001
        cell(book, "Nullpunkt og ambisjon", "target").value = 37.5

    found = read(file(change), plan)
    told = [(one.sheet, one.row, one.address.partition("-")[0], one.stood, one.text) for one in found.cells]
    assert told == [
        ("Nullpunkt og ambisjon", 3, "mal", "40", "37,5"),
        ("Tiltak", 3, "tiltak", "Tavlemøte hver morgen", "Tavlemøte hver dag"),
        ("Tiltak", 3, "tiltak", "30.06.2026", "01.09.2026"),
    ]
    assert found.cells[1].address == f"tiltak-{action.pk}-title"


def test_rows_may_be_sorted_and_columns_moved(plan: Plan, file: Make, action: Action) -> None:
    services.add_action(benefit=action.benefit, title="Andre tiltak")

    def change(book: Any) -> None:
        sheet = book["Tiltak"]
        rows = [[one.value for one in row] for row in sheet.iter_rows(min_row=1)]
        rows[2:] = reversed(rows[2:])
        for number, row in enumerate(rows, 1):
            for column, value in enumerate([row[2], row[1], *row[3:], row[0]], 1):
                sheet.cell(row=number, column=column).value = value

    assert read(file(change), plan).cells == []


def test_new_copied_and_foreign_rows_and_columns_are_told(plan: Plan, file: Make) -> None:
    def change(book: Any) -> None:
        sheet = book["Tiltak"]
        address = cell(book, "Tiltak", f"#plan-{plan.pk}")
        sheet.cell(row=4, column=2).value = "Nytt tiltak"
        sheet.cell(row=5, column=2).value = "Kopi"
        sheet.cell(row=5, column=address.column).value = address.value
        sheet.cell(row=6, column=2).value = "Tull"
        sheet.cell(row=6, column=address.column).value = "bruker-1"
        sheet.cell(row=2, column=20).value = "Fra møtet"

    notes = [(one.row, one.column, one.what, one.text) for one in read(file(change), plan).notes]
    assert notes == [
        (2, "T", "unknown_column", "Fra møtet"),
        (4, "", "new_row", "Nytt tiltak"),
        (5, "", "twice", "Kopi"),
        (6, "", "unknown_row", "Tull"),
    ]


def test_the_file_of_another_plan_is_refused(plan: Plan, file: Make, cast: Cast) -> None:
    other = services.create_plan(actor=cast.rauma, title="En annen")
    with pytest.raises(FileError, match="laget av en annen plan") as refused:
        read_file(file(), "plan.xlsx", plan=other.pk)
    assert refused.value.fault is FileFault.NOT_THE_TEMPLATE


def test_a_workbook_that_was_not_made_here_is_refused(plan: Plan, file: Make) -> None:
    def change(book: Any) -> None:
        for sheet in book.worksheets:
            sheet.delete_rows(1)

    with pytest.raises(FileError, match="Last ned planen som regneark"):
        read(file(change), plan)


def test_a_personal_number_in_a_cell_is_refused_and_not_repeated(plan: Plan, file: Make) -> None:
    def change(book: Any) -> None:
        cell(book, "Tiltak", "title").value = "Ring 13097248022 i dag"

    with pytest.raises(FileError, match="gyldig fødselsnummer") as refused:
        read(file(change), plan)
    assert "13097248022" not in str(refused.value)


@pytest.mark.parametrize(
    ("given", "text"),
    [
        (None, ""),
        (1250.0, "1250"),
        (0.1, "0,1"),
        (1e15, "1000000000000000"),
        (datetime(2026, 2, 1, 12, 0), "01.02.2026"),  # noqa: DTZ001
        (" a\r\nb ", "a\nb"),
        ("a\x00b", "ab"),
    ],
)
def test_a_cell_is_read_as_it_would_be_typed(given: Any, text: str) -> None:
    assert text_in(given) == text


def test_a_file_saved_by_libreoffice_has_no_differences(plan: Plan, file: Make, tmp_path: Path) -> None:
    office = which("soffice")
    if office is None:
        pytest.skip("LibreOffice finnes ikke på denne maskinen")
    plan.benefits.update(title=NASTY, note="to\nlinjer")
    profile, kind = f"-env:UserInstallation=file://{tmp_path}/profile", "xlsx:Calc MS Excel 2007 XML"
    asked = ["--headless", "--convert-to", kind, "--outdir", str(tmp_path / "saved"), str(file())]
    done = run([office, profile, *asked], capture_output=True, text=True, timeout=120, check=False)
    saved = tmp_path / "saved" / "plan.xlsx"
    if not saved.exists():
        pytest.skip(f"LibreOffice Calc finnes ikke på denne maskinen: {done.stdout}{done.stderr}")
    found = read(saved, plan)
    assert (found.cells, found.notes, found.rows) == ([], [], 8)
