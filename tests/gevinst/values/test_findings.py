"""What the checks find of a file is told before it is saved, and goes with it."""

from __future__ import annotations

import pytest

from gevinst.jobs.runner import run_waiting
from gevinst.values import findings
from indicators.catalogue.models import Indicator
from indicators.imports import staging
from indicators.measurements.models import Measurement
from indicators.quality.models import Finding
from tests.cast import Cast, measure
from tests.gevinst.values.conftest import Send, page_of, text_of

pytestmark = pytest.mark.django_db
JUMP = "kommunenr;periode;verdi\n1539;2024-01;31\n1539;2024-02;3100\n"


@pytest.fixture(params=[10_000, 1], ids=["as rows", "packed"], autouse=True)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """How new values wait to be saved."""
    monkeypatch.setattr(staging, "ROWS", {staging.NEW: request.param})


@pytest.fixture
def history(cast: Cast, catalogue: dict[str, Indicator]) -> None:
    """Two quiet years, so that a hundredfold is seen for what it is."""
    for year in (2022, 2023):
        for month in range(1, 13):
            measure(catalogue["ukp-dogn"], cast.rauma, f"{year}-{month:02}", numerator=28 + month % 4)


def test_a_figure_a_hundred_times_too_high_is_told_before_it_is_saved(
    cast: Cast, send: Send, history: None
) -> None:
    said = text_of(cast.client("kari").get(page_of(send(JUMP))))
    assert "Ett tall du bør se på" in said
    assert "Rauma, februar 2024" in said.split("Slik er filen lest")[0]
    assert "Lagre 2 nye verdier" in said


def test_a_quiet_file_has_nothing_to_tell(cast: Cast, send: Send, history: None) -> None:
    assert "du bør se på" not in text_of(cast.client("kari").get(page_of(send())))


def test_what_was_found_is_of_the_stored_values_once_they_are_saved(
    cast: Cast, send: Send, history: None
) -> None:
    upload = send(JUMP)
    assert Finding.objects.of_upload(upload.pk).count() == 1
    cast.client("kari").post(page_of(upload) + "lagre/")
    run_waiting()
    assert not Finding.objects.of_upload(upload.pk).exists()
    assert Finding.objects.stored().count() == 1


def test_a_cancelled_file_leaves_no_finding(cast: Cast, send: Send, history: None) -> None:
    upload = send(JUMP)
    cast.client("kari").post(page_of(upload) + "avbryt/")
    assert not Finding.objects.exists()


def test_what_cannot_be_true_is_saved_only_when_somebody_says_they_have_seen_it(
    cast: Cast, send: Send, history: None
) -> None:
    upload, kari = send(JUMP), cast.client("kari")
    before = Measurement.objects.count()
    Finding.objects.update(severity="blocking")
    page = kari.post(page_of(upload) + "lagre/")
    run_waiting()
    assert "Se på tallene som må rettes, og kryss av hvis de skal lagres likevel." in text_of(page)
    assert Measurement.objects.count() == before
    kari.post(page_of(upload) + "lagre/", {"sett": "1"})
    run_waiting()
    assert Measurement.objects.count() == before + 2


def test_a_file_too_large_for_one_portion_is_judged_in_several(
    cast: Cast, send: Send, history: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(findings, "MOST_AT_ONCE", 1)
    rows = JUMP.replace("periode", "indikator;periode").replace("1539;2024", "1539;ukp-dogn;2024")
    upload = send(rows + "1539;helsami-profiler;2024-01;5\n", indicator="")
    assert Finding.objects.of_upload(upload.pk).count() == 1
    assert "ikke kontrollert" not in text_of(cast.client("kari").get(page_of(upload)))


def test_of_what_does_not_fit_in_memory_the_newest_is_judged_and_the_page_says_so(
    cast: Cast, send: Send, history: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(findings, "MOST_AT_ONCE", 2)
    monkeypatch.setattr(findings, "LARGEST", 2)
    said = text_of(cast.client("kari").get(page_of(send(JUMP + "1539;2023-12;30\n"))))
    assert "Ett tall du bør se på" in said, "the jump of February, the newest"
    assert "1 verdi er ikke kontrollert, fordi filen er svært stor" in said
