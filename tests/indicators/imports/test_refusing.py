"""Files refused as a whole, read again, or stopped on the way."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from indicators.imports.errors import FileError
from indicators.imports.models import StagedValue, Upload
from indicators.imports.pipeline import read_upload
from indicators.imports.services import choose_again, commit_upload
from tests.indicators.imports.conftest import House, long, message
from tests.indicators.imports.test_personal_ids import NUMBER

pytestmark = pytest.mark.usefixtures("midsummer")


@pytest.fixture
def open_door(monkeypatch: pytest.MonkeyPatch) -> None:
    """What arrives is not looked through, as when a number is hidden from the search of the bytes."""
    monkeypatch.setattr("indicators.imports.services.holds_personal_id_in_file", lambda file: None)


def test_a_file_with_a_personal_number_is_refused_before_it_is_stored(house: House) -> None:
    with pytest.raises(FileError, match="på rad 3") as refused:
        house.receive(long("1539;KPI1;2023;5", f"{NUMBER};KPI1;2023;5"))
    assert NUMBER not in str(refused.value)
    assert not Upload.objects.exists()


@pytest.mark.usefixtures("open_door")
def test_a_file_with_a_personal_number_is_refused_before_anything_is_staged(house: House) -> None:
    upload = house.read(long("1539;KPI1;2023;5", f"{NUMBER};KPI1;2023;5"))
    assert upload.state == Upload.State.REFUSED
    assert "på rad 3" in upload.problem
    assert NUMBER not in upload.problem
    assert not StagedValue.objects.exists()
    assert not upload.file


@pytest.mark.usefixtures("open_door")
def test_the_content_of_a_refused_file_is_deleted(house: House) -> None:
    upload = house.receive(long(f"{NUMBER};KPI1;2023;5"))
    path = upload.file.path
    read_upload(upload)
    assert not Path(path).exists()


def test_a_personal_number_in_the_file_name_stops_the_file_too(house: House) -> None:
    with pytest.raises(FileError, match="i filnavnet") as refused:
        house.receive(long("1539;KPI1;2023;5"), name=f"{NUMBER}.csv")
    assert NUMBER not in str(refused.value)
    assert not Upload.objects.exists()


def test_organisation_and_municipality_numbers_are_not_stopped(house: House) -> None:
    upload = house.read(
        long("983971709;KPI1;2023;5", "0301;KPI1;2023;5", header="orgnr;indikator;periode;verdi")
    )
    assert house.counts(upload) == {"new": 2}


def test_a_file_with_headings_alone_is_empty(house: House) -> None:
    upload = house.read(long())
    assert (upload.state, upload.understood) == (Upload.State.REFUSED, {"fault": "empty"})


def test_reading_again_starts_over(house: House) -> None:
    upload = house.read(long("1539;KPI1;2023;5"))
    read_upload(upload)
    assert house.counts(upload) == {"new": 1}


def test_reading_what_is_saved_changes_nothing(house: House) -> None:
    """A message may be delivered twice, also after somebody pressed the button."""
    upload = house.read(long("1539;KPI1;2023;5"))
    commit_upload(upload, by=None)
    read_upload(upload)
    assert upload.state == Upload.State.COMMITTED
    assert house.counts(upload) == {"new": 1}


def test_the_same_file_is_recognised_and_still_read(house: House) -> None:
    house.save(long("1539;KPI1;2023;5"))
    upload = house.read(long("1539;KPI1;2023;5"))
    assert "Samme fil ble importert 12.06.2024 kl. 12.00." in upload.understood["notes"]
    assert upload.state == Upload.State.READY


def test_a_corrected_mapping_is_obeyed(house: House) -> None:
    upload = house.read("Hvor;Hva;Når;Hvor mye;verdi\nRauma;KPI1;2023;5;x\n")
    assert upload.state == Upload.State.REFUSED
    columns = [
        {"column": letter, "header": header, "role": role}
        for letter, header, role in [
            ("A", "Hvor", "actor"),
            ("B", "Hva", "indicator"),
            ("C", "Når", "period"),
            ("D", "Hvor mye", "value"),
        ]
    ]
    choose_again(upload, options={"mapping": {"header_row": 1, "columns": columns}})
    read_upload(upload)
    assert house.counts(upload) == {"new": 1}


def test_short_rows_are_read_as_if_their_last_cells_were_blank(house: House) -> None:
    assert "Cellen er tom" in message(house, house.read(long("1539;KPI1;2023")))


def test_stopping_leaves_whole_blocks_and_nothing_ready(house: House, settings: Any) -> None:
    settings.IMPORT_BLOCK_ROWS = 2
    upload = house.receive(long(*(f"1539;KPI1;20{year};5" for year in range(10, 20))))

    def stop(done: int, total: int) -> None:
        if done > 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_upload(upload, progress=stop)
    assert upload.state == Upload.State.READING
    read_upload(upload)
    assert house.counts(upload) == {"new": 10}


def test_a_worker_that_lost_its_lease_stages_nothing(house: House) -> None:
    upload = house.receive(long("1539;KPI1;2023;5"))
    calls = []

    def lost() -> None:
        calls.append(1)
        if len(calls) > 1:
            raise PermissionError

    with pytest.raises(PermissionError):
        read_upload(upload, fence=lost)
    assert not upload.staged.exists()


def test_progress_is_told_in_rows_of_the_file(house: House, settings: Any) -> None:
    settings.IMPORT_BLOCK_ROWS = 4
    told: list[tuple[int, int]] = []
    upload = house.receive(long(*(f"1539;KPI1;20{year};5" for year in range(10, 20))))
    read_upload(upload, progress=lambda done, total: told.append((done, total)))
    assert told == [(4, 12), (8, 12), (11, 12)]
