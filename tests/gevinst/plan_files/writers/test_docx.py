from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from shutil import which
from subprocess import run
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from gevinst.plan_files.document import PlanDocument
from gevinst.plan_files.gathering import document_of
from gevinst.plan_files.writers import docx
from gevinst.plans.models import Plan
from tests.gevinst.plan_files.conftest import NASTY


def opened(document: PlanDocument) -> Any:
    return Document(io.BytesIO(docx.write(document)))


def test_headings_are_headings_in_their_order(document: PlanDocument) -> None:
    found = [(one.style.name, one.text) for one in opened(document).paragraphs if "Head" in one.style.name]
    assert found == [
        ("Heading 1", "Oversikt"),
        ("Heading 1", "Uten gevinstmål"),
        ("Heading 2", "Færre døgn på sykehus"),
        ("Heading 3", "Milepæler"),
        ("Heading 3", "Tiltak"),
        ("Heading 3", "Om gevinsten"),
        ("Heading 3", "Risiko"),
        ("Heading 3", "Ulemper"),
    ]


def test_every_table_repeats_its_header_and_no_row_is_cut(document: PlanDocument) -> None:
    tables = opened(document).tables
    assert len(tables) == 7
    for table in tables:
        head, *rows = table._tbl.tr_lst
        assert head.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)


def test_the_language_is_said_and_no_person_stands_in_the_properties(document: PlanDocument) -> None:
    made = opened(document)
    said = made.styles.element.find(f".//{qn('w:lang')}").get(qn("w:val"))
    about = made.core_properties
    assert (said, about.language) == ("nb-NO", "nb-NO")
    assert (about.author, about.last_modified_by, about.comments) == ("Rauma", "Rauma", "")
    assert opened(replace(document, language="nn")).core_properties.language == "nn-NO"


def test_pages_are_numbered_in_the_footer(document: PlanDocument) -> None:
    footer = opened(document).sections[0].footer._element.xml
    assert 'w:instr="PAGE"' in footer
    assert 'w:instr="NUMPAGES"' in footer


def test_what_a_plan_says_is_kept_letter_for_letter(plan: Plan) -> None:
    plan.benefits.update(title=NASTY, note=f"{NASTY}\x08\x0b\nandre linje")
    texts = [one.text for one in opened(document_of(plan)).paragraphs]
    assert NASTY in texts
    assert f"{NASTY}\nandre linje" in texts


def test_libreoffice_opens_it(document: PlanDocument, tmp_path: Path) -> None:
    office = which("soffice")
    if office is None:
        pytest.skip("LibreOffice finnes ikke på denne maskinen")
    path = tmp_path / "plan.docx"
    path.write_bytes(docx.write(document))
    done = run(
        [
            office,
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            *("--convert-to", "pdf", "--outdir", str(tmp_path)),
            str(path),
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (tmp_path / "plan.pdf").read_bytes().startswith(b"%PDF"), done.stdout + done.stderr
