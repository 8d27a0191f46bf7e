from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from indicators.actors.loading import load_actors
from indicators.catalogue.services import sync_catalogue
from indicators.measurements.models import Batch, EarlierMeasurement, Measurement
from indicators.measurements.periods import Period, PeriodKind
from indicators.measurements.population import load_population

HEADING = "code;band;count"
YEAR = Period(PeriodKind.YEAR, date(2030, 1, 1))


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        sync_catalogue()
        load_actors()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def folder(loaded: None, db: None, tmp_path: Path) -> Path:
    return tmp_path


def write(folder: Path, *rows: str) -> None:
    (folder / "folkemengde_2030.csv").write_text("\n".join([HEADING, *rows, ""]), encoding="utf-8")


def figures() -> dict[tuple[str, str], float | None]:
    rows = Measurement.objects.filter(indicator__slug="folkemengde").in_period(YEAR)
    return {
        (code, key): count
        for code, key, count in rows.values_list("actor__code", "breakdown__key", "numerator")
    }


def test_everybody_is_the_undivided_figure_and_a_band_a_breakdown(folder: Path) -> None:
    write(folder, "1539;alle;7299", "1539;75+;831")
    assert str(load_population(folder)) == "2 nye, 0 endrede"
    assert figures() == {("1539", ""): 7299, ("1539", "alder=75+"): 831}


def test_a_figure_is_traced_to_its_file_line_and_source(folder: Path) -> None:
    write(folder, "1539;alle;7299", "1539;75+;831")
    load_population(folder)
    figure = Measurement.objects.with_trail().get(breakdown__key="alder=75+", period_start=YEAR.start)
    assert (figure.batch.file_name, figure.row) == ("folkemengde_2030.csv", 3)
    assert figure.batch.origin == Batch.Origin.REFERENCE
    assert figure.batch.source == "SSB tabell 07459 og 10826, folkemengde 1. januar 2030 (CC BY 4.0)"
    assert figure.batch.new_count == 2


def test_the_same_file_again_makes_no_batch(folder: Path) -> None:
    write(folder, "1539;alle;7299")
    load_population(folder)
    assert not load_population(folder)
    assert Batch.objects.filter(file_name="folkemengde_2030.csv").count() == 1


def test_a_corrected_file_keeps_what_was_there_before(folder: Path) -> None:
    write(folder, "1539;alle;7299", "1506;alle;32816")
    load_population(folder)
    write(folder, "1539;alle;7300", "1506;alle;32816", "1547;alle;3678")
    assert str(load_population(folder)) == "1 ny, 1 endret"
    assert figures() == {("1539", ""): 7300, ("1506", ""): 32816, ("1547", ""): 3678}
    earlier = EarlierMeasurement.objects.get()
    assert (earlier.numerator, earlier.row, earlier.replaced_by.changed_count) == (7299, 2, 1)
    assert earlier.batch != earlier.replaced_by
