from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from indicators.imports.models import Upload
from indicators.measurements.models import Batch, Measurement
from tests.indicators.imports.conftest import House, long
from tests.indicators.imports.test_personal_ids import NUMBER

GOOD = long("1539;KPI1;2023;5", "1506;KPI1;2023;6")
HALF = long("1539;KPI1;2023;5", "1506;KPI1;2023;x")


@pytest.fixture
def file(house: House, tmp_path: Path) -> Path:
    return tmp_path / "tall.csv"


def run(file: Path, content: str, *options: str) -> tuple[dict[str, Any], int]:
    file.write_text(content, encoding="utf-8")
    out, code = io.StringIO(), 0
    try:
        call_command("import_values", str(file), "--json", *options, stdout=out, stderr=io.StringIO())
    except SystemExit as stop:
        code = int(str(stop.code))
    return json.loads(out.getvalue()), code


def test_the_answer_is_json_and_nothing_else(file: Path) -> None:
    answer, code = run(file, GOOD)
    batch = Batch.objects.get().pk
    assert answer == {
        "rows": 2,
        "new": 2,
        "changed": 0,
        "same": 0,
        "rejected": 0,
        "batch": batch,
        "errors": [],
    }
    assert code == 0


def test_rejected_values_are_listed_the_rest_saved_and_the_exit_code_says_so(file: Path) -> None:
    answer, code = run(file, HALF)
    assert (answer["rows"], answer["new"], answer["rejected"], code) == (2, 1, 1, 1)
    fault = answer["errors"][0]
    assert list(fault) == ["row", "column", "value", "message"]
    assert (fault["row"], fault["column"], fault["value"]) == (3, "verdi", "x")
    assert Measurement.objects.count() == 1


def test_all_or_nothing_saves_nothing(file: Path) -> None:
    answer, code = run(file, HALF, "--all-or-nothing")
    assert (answer["batch"], answer["rejected"], code) == (None, 1, 1)
    assert not Measurement.objects.exists()


def test_a_dry_run_answers_and_leaves_nothing(file: Path) -> None:
    answer, code = run(file, HALF, "--dry-run")
    assert (answer["new"], answer["rejected"], answer["batch"], code) == (1, 1, None, 0)
    assert not Measurement.objects.exists()
    assert not Batch.objects.exists()
    assert set(Upload.objects.values_list("state", "file")) == {("cancelled", "")}


def test_a_refused_file_is_an_error_of_the_whole(file: Path) -> None:
    answer, code = run(file, "navn;farge\nRauma;blå\n")
    assert (answer["rows"], answer["batch"], code) == (0, None, 1)
    assert answer["errors"][0]["row"] is None
    assert "Vi fant ikke det vi trenger" in answer["errors"][0]["message"]


def test_a_personal_number_is_never_echoed(file: Path) -> None:
    answer, code = run(file, long(f"{NUMBER};KPI1;2023;5"))
    assert code == 1
    assert "på rad 2" in answer["errors"][0]["message"]
    assert NUMBER not in json.dumps(answer)


def test_the_indicator_and_layout_may_be_given(file: Path) -> None:
    answer, _ = run(file, "kommune;2022;2023\nRauma;5;6\n", "--indicator", "KPI1", "--layout", "wide")
    assert answer["new"] == 2
    answer, code = run(file, "kommune;2022;2023\nRauma;5;6\n", "--indicator", "KPI99")
    assert code == 1
    assert "er ikke en måleindikator" in answer["errors"][0]["message"]


def test_a_recipe_has_its_own_file_and_source(house: House) -> None:
    out = io.StringIO()
    call_command("import_values", "--recipe", "ld_ukp_2021", stdout=out)
    assert Batch.objects.get().source == "Styringsdata helsefellesskap, Helse Sør-Øst (25.08.2022)"
    assert "52 nye, 0 endrede, 0 uendrede, 0 avviste. Lagret som import" in out.getvalue()


def test_in_words_the_faults_come_first_with_their_place(file: Path) -> None:
    file.write_text(HALF, encoding="utf-8")
    out, err = io.StringIO(), io.StringIO()
    with pytest.raises(SystemExit):
        call_command("import_values", str(file), stdout=out, stderr=err)
    assert "rad 3, verdi «x»: «x» er ikke et tall." in err.getvalue()
    assert "1 nye, 0 endrede, 0 uendrede, 1 avviste" in out.getvalue()


def test_no_file_and_a_missing_file_are_told(house: House) -> None:
    with pytest.raises(CommandError, match="Oppgi en fil"):
        call_command("import_values")
    with pytest.raises(CommandError, match="kan ikke åpnes"):
        call_command("import_values", "/finnes/ikke.csv")


def test_undo_import_takes_it_all_back(house: House) -> None:
    batch, out = house.save(GOOD), io.StringIO()
    call_command("undo_import", str(batch.pk), stdout=out)
    assert not Measurement.objects.exists()
    assert "0 verdier er satt tilbake, 2 fjernet og 0 latt stå" in out.getvalue()


def test_undo_import_asks_about_later_edits(house: House) -> None:
    first = house.save(GOOD)
    second = house.save(long("1539;KPI1;2023;9"), name="ny.csv")
    with pytest.raises(CommandError, match=f"Senere importer: {second.pk}. Bruk --keep-later"):
        call_command("undo_import", str(first.pk))
    call_command("undo_import", str(first.pk), "--keep-later", stdout=io.StringIO())
    assert Measurement.objects.get().numerator == 9.0


def test_undo_import_of_what_is_not_there_is_told(house: House) -> None:
    with pytest.raises(CommandError, match="Det finnes ingen import 999999"):
        call_command("undo_import", "999999")
