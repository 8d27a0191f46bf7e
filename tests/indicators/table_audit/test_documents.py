"""The tables of the source documents: what is wrong is found, and nothing else is said."""

from __future__ import annotations

import csv
import io
import json
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
import xlsxwriter
from django.core.management import call_command

from indicators.imports.formats import open_table
from indicators.table_audit.audit import audit
from indicators.table_audit.paste import rows_of
from indicators.table_audit.told import told_by
from indicators.table_audit.words import cause_words, verdict

DIAGNOSES = "bup_diagnosegrupper_2018_2022.csv"
EXAMPLES = Path(__file__).parents[3] / "indicators/imports/examples"
CHANGES = {
    "publ_endring_2018_2019": ("2018", "2019"),
    "publ_endring_2019_2020": ("2019", "2020"),
    "publ_endring_2020_2021": ("2020", "2021"),
    "publ_endring_2021_2022": ("2021", "2022"),
    "publ_endring_totalt": ("2018", "2022"),
}


def truth(path: Path) -> list[tuple[int, str, str]]:
    """Row, column and right figure of every wrong change: plain arithmetic on the file, nothing of ours."""
    wrong = []
    with path.open(encoding="utf-8") as file:
        for row, line in enumerate(csv.DictReader(file, delimiter=";"), 2):
            for column, (old, new) in CHANGES.items():
                change = (Decimal(line[new]) - Decimal(line[old])) * 100 / Decimal(line[old])
                right = change.quantize(Decimal("0.1"), ROUND_HALF_UP)
                if right != Decimal(line[column].replace(",", ".")):
                    wrong.append((row, column, str(right).replace(".", ",")))
    return wrong


def run(*arguments: str) -> tuple[str, int]:
    out, code = io.StringIO(), 0
    try:
        call_command("audit_table", *arguments, stdout=out, stderr=io.StringIO())
    except SystemExit as end:
        code = int(end.code or 0)
    return out.getvalue(), code


def test_the_diagnosis_groups_have_exactly_the_wrong_cells_a_plain_recomputation_finds():
    path = EXAMPLES / DIAGNOSES
    expected = truth(path)
    assert len(expected) == 49
    out, code = run(str(path), "--json")
    found = json.loads(out)
    assert [(one["row"], one["column"], one["computed"]) for one in found] == expected
    assert code == 1


def test_every_wrong_change_of_the_diagnosis_groups_has_its_cause():
    found = audit(open_table(EXAMPLES / DIAGNOSES, DIAGNOSES).rows())
    assert verdict(found) == "49 av 90 trykte endringstall er feil"
    causes = {(one.heading, cause_words(one)) for one in found.findings}
    assert causes == {
        ("publ_endring_2020_2021", "delt på det nye tallet, ikke det gamle"),
        ("publ_endring_2021_2022", "delt på det nye tallet, ikke det gamle"),
        ("publ_endring_totalt", "regnet som (2021 − 2018) / 2021"),
    }


def test_what_follows_is_said_once_for_all_it_holds_for():
    ((heading, told),) = told_by(audit(open_table(EXAMPLES / DIAGNOSES, DIAGNOSES).rows()))
    assert heading == "publ_endring_totalt"
    assert told[0] == (
        "Oslo helsefellesskap har størst økning, ikke Øvrige helsefellesskap i Helse Sør-Øst. Det gjelder "
        "samlet, og for Alvorlige psykiske lidelser, Depresjon og Spiseforstyrrelser."
    )
    assert told[2] == (
        "Spiseforstyrrelser har størst økning, ikke ADHD. Det gjelder for Oslo helsefellesskap og Øvrige "
        "helsefellesskap i Helse Sør-Øst."
    )
    assert told[3].startswith("3 tall er trykt som nedgang, men er en økning: Alvorlige psykiske lidelser, ")
    assert told[4] == (
        "1 tall er trykt som økning, men er en nedgang: "
        "Belastningslidelser, Oslo helsefellesskap (0,5 → -0,3)."
    )
    assert len(told) == 5


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.csv")), ids=lambda path: path.name)
def test_every_other_table_the_product_carries_is_without_fault(path: Path):
    out, code = run(str(path), "--json")
    if path.name == DIAGNOSES:
        assert code == 1
    else:
        assert (json.loads(out), code) == ([], 0)


def test_every_table_of_the_documents_is_without_fault_but_the_one(shared: Path):
    for path in sorted((shared / "data").glob("*.csv")):
        out, code = run(str(path), "--json")
        expected = truth(path) if path.name == DIAGNOSES else []
        found = [(one["row"], one["column"], one["computed"]) for one in json.loads(out)]
        assert (path.name, found, code) == (path.name, expected, int(bool(expected)))


@pytest.mark.parametrize(
    ("name", "checked"), [("bup_avviste_2022.csv", 52), ("skropelige_eldre_tjenester_2021.csv", 22)]
)
def test_a_table_without_fault_was_really_recomputed(name: str, checked: int):
    found = audit(open_table(EXAMPLES / name, name).rows())
    assert (found.findings, found.checked) == ((), checked)


def test_the_tables_can_be_pasted_straight_from_the_document(shared: Path):
    lines = next((shared / "seeds").glob("002_*.txt")).read_text().splitlines()
    starts = [place for place, line in enumerate(lines) if line.startswith("Diagnosegruppe BUP")]
    wrong = []
    for start in starts:
        end = next(place for place in range(start, len(lines)) if lines[place].startswith("Totalsum"))
        found = audit(rows_of("\n".join(lines[start : end + 1])))
        assert found.checked == 50
        wrong.append(len(found.findings))
    assert wrong == [25, 24]


def test_a_workbook_keeps_its_decimals_though_it_drops_the_zeros(tmp_path: Path):
    path = tmp_path / "diagnoser.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    with (EXAMPLES / DIAGNOSES).open(encoding="utf-8") as file:
        for row, cells in enumerate(csv.reader(file, delimiter=";")):
            for column, cell in enumerate(cells):
                number = column > 2 and row > 0
                sheet.write(row, column, float(cell.replace(",", ".")) if number else cell)
    book.close()
    found = json.loads(run(str(path), "--json")[0])
    assert [(one["row"], one["column"]) for one in found] == [
        (row, column) for row, column, _ in truth(EXAMPLES / DIAGNOSES)
    ]


def test_a_file_that_is_not_there_ends_in_2():
    assert run("finnes-ikke.csv")[1] == 2


def test_a_file_without_a_table_ends_in_2(tmp_path: Path):
    path = tmp_path / "tekst.csv"
    path.write_text("bare tekst\nog mer tekst\n")
    assert run(str(path))[1] == 2


def test_without_json_the_finding_comes_first():
    out, code = run(str(EXAMPLES / DIAGNOSES))
    assert out.startswith("49 av 90 trykte endringstall er feil.\n")
    assert "rad 2, publ_endring_2020_2021 (ADHD): 23,2 → 30,3, delt på det nye tallet, ikke det gamle" in out
    assert code == 1
