"""What becomes of each value of a file: its outcome, and what the sender is told."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
import time_machine

from indicators.imports.models import StagedValue, Upload
from indicators.imports.pipeline import read_upload
from indicators.measurements.models import Breakdown, Measurement
from tests.indicators.imports.conftest import House, long, workbook
from tests.indicators.imports.test_personal_ids import NUMBER

NOW = time_machine.travel("2024-06-12 12:00", tick=False)


@pytest.fixture(autouse=True)
def _midsummer() -> object:
    with NOW:
        yield


def message(house: House, upload: Upload) -> str:
    assert house.counts(upload) == {"rejected": 1}
    return house.only(upload).message


def test_a_value_is_staged_with_where_it_stood(house: House) -> None:
    value = house.only(house.read(long("", "1539;KPI1;2023;1 234")))
    assert (value.row, value.column, value.raw, value.outcome) == (3, "verdi", "1 234", "new")
    assert value.actor == house.actor("1539")
    assert value.indicator == house.indicator("ukp-dogn")
    assert (value.period_kind, value.period_start) == ("Y", date(2023, 1, 1))
    assert (value.numerator, value.denominator, value.reason, value.status) == (1234.0, None, "", "final")
    assert value.breakdown == Breakdown.objects.get(key="")


def test_nothing_is_measured_by_reading(house: House) -> None:
    house.read(long("1539;KPI1;2023;12"))
    assert not Measurement.objects.exists()


@pytest.mark.parametrize("written", ["KPI1", "kpi1", "ukp-dogn", "UKP-døgn"])
def test_an_indicator_is_known_by_id_short_name_and_title(house: House, written: str) -> None:
    title = house.indicator("ukp-dogn").title_nb
    text = title if written == "UKP-døgn" else written
    assert house.only(house.read(long(f"1539;{text};2023;12"))).indicator == house.indicator("ukp-dogn")


def test_an_indicator_chosen_for_the_file_is_used_for_all_of_it(house: House) -> None:
    upload = house.read("kommune;år;verdi\nRauma;2023;7\n", indicator=house.indicator("ukp-dogn"))
    assert house.only(upload).indicator == house.indicator("ukp-dogn")


def test_a_sender_with_one_actor_need_not_name_it(house: House) -> None:
    rauma = house.actor("1539")
    upload = house.read("indikator;periode;verdi\nKPI1;2023;7\n", allowed_actors=[rauma.pk])
    assert house.only(upload).actor == rauma


def test_a_sender_may_not_register_for_others(house: House) -> None:
    upload = house.read(long("1506;KPI1;2023;7", "1539;KPI1;2023;8"), allowed_actors=[house.actor("1539").pk])
    assert house.counts(upload) == {"new": 1, "rejected": 1}
    assert house.faults(upload)[0][3] == "Du kan ikke registrere verdier for Molde. Ta bort raden."


def test_all_faults_of_all_rows_are_told(house: House) -> None:
    upload = house.read(long("9999;KPI77;i fjor;ca. 12", "1539;KPI1;2023;12 av 15"))
    found = house.faults(upload)
    assert [(row, column, value) for row, column, value, _ in found] == [
        (2, "indikator", "KPI77"),
        (2, "periode", "i fjor"),
        (2, "kommunenr", "9999"),
        (2, "verdi", "ca. 12"),
        (3, "verdi", "12 av 15"),
    ]
    assert all(text.endswith((".", "?")) for *_, text in found)


def test_a_name_and_a_number_that_disagree_are_refused(house: House) -> None:
    upload = house.read("kommunenr;kommune;indikator;år;verdi\n1539;Molde;KPI1;2023;5\n")
    assert "Rett det som er feil" in message(house, upload)


def test_a_lost_leading_zero_is_read_and_said_aloud(house: House) -> None:
    upload = house.read(long("301;KPI1;2023;5"))
    assert house.only(upload).actor == house.actor("0301")
    assert any("nullen foran manglet" in note for note in upload.understood["notes"])


def test_the_narrowest_named_actor_is_meant(house: House) -> None:
    content = "fylke;kommune;bydel;indikator;år;verdi\nOslo;Oslo;Sagene;KPI1;2023;5\nOslo;Oslo;;KPI1;2023;6\n"
    kinds = [value.actor.kind for value in house.read(content).staged.all() if value.actor]
    assert kinds == ["district", "municipality"]


@pytest.mark.parametrize(
    ("header", "row", "period"),
    [
        ("år;måned", "2023;3", ("M", date(2023, 3, 1))),
        ("år;måned", "2023;mars", ("M", date(2023, 3, 1))),
        ("år;tertial", "2023;2", ("T", date(2023, 5, 1))),
        ("år;kvartal", "2023;K4", ("Q", date(2023, 10, 1))),
        ("uke;år", "7;2024", ("W", date(2024, 2, 12))),
        ("år;måned", "2023;", ("Y", date(2023, 1, 1))),
    ],
)
def test_a_period_may_stand_in_two_columns(
    house: House, header: str, row: str, period: tuple[str, date]
) -> None:
    value = house.only(house.read(f"kommune;indikator;{header};verdi\nRauma;KPI1;{row};5\n"))
    assert (value.period_kind, value.period_start, value.message) == (*period, "")


def test_a_period_the_indicator_is_not_measured_in_is_refused(house: House) -> None:
    upload = house.read(long("1539;BU5;2023-03;5"))
    assert "måles per år. Skriv 2024." in message(house, upload)


def test_a_period_that_has_not_begun_is_refused(house: House) -> None:
    assert "juli 2024 har ikke begynt" in message(house, house.read(long("1539;KPI1;2024-07;5")))


def test_a_running_period_needs_the_day_it_runs_to(house: House) -> None:
    """A running month set against a whole one misleads, so that it is running must be said."""
    assert "juni 2024 er ikke slutt" in message(house, house.read(long("1539;KPI1;2024-06;5")))
    header = "kommunenr;indikator;periode;verdi;per dato"
    value = house.only(house.read(long("1539;KPI1;2024-06;5;10.06.2024", header=header)))
    assert (value.outcome, value.status, value.as_of) == ("new", "partial", date(2024, 6, 10))


def test_a_stock_counted_this_year_is_whole(house: House) -> None:
    assert house.only(house.read(long("1539;BF1;2024;7 012"))).outcome == "new"


@pytest.mark.parametrize(
    ("as_of", "said"),
    [
        ("10.05.2024", "ligger ikke i juni 2024"),
        ("20.06.2024", "er ikke kommet ennå"),
        ("i går", "er ikke en dato"),
    ],
)
def test_the_day_it_runs_to_must_lie_in_the_period_and_be_past(house: House, as_of: str, said: str) -> None:
    header = "kommunenr;indikator;periode;verdi;per dato"
    assert said in message(house, house.read(long(f"1539;KPI1;2024-06;5;{as_of}", header=header)))


def test_part_of_a_period_without_a_day_is_refused(house: House) -> None:
    header = "kommunenr;indikator;periode;verdi;status"
    assert "må ha en dato" in message(house, house.read(long("1539;KPI1;2023;5;hittil", header=header)))
    assert "er ikke en status" in message(house, house.read(long("1539;KPI1;2023;5;ferdig", header=header)))


def test_preliminary_is_kept_from_a_star_or_a_column(house: House) -> None:
    header = "kommunenr;indikator;periode;verdi;status"
    upload = house.read(long("1539;KPI1;2023;5*;", "1506;KPI1;2023;5;Foreløpig", header=header))
    assert set(upload.staged.values_list("status", flat=True)) == {"preliminary"}


@pytest.mark.parametrize(
    ("written", "reason", "numerator", "stated"),
    [
        ("..", "missing", None, None),
        (":", "hidden", None, None),
        ("-", "nil", 0.0, None),
        ("<5", "below", None, 5.0),
    ],
)
def test_the_signs_for_no_number_are_kept_as_reasons(
    house: House, written: str, reason: str, numerator: float | None, stated: float | None
) -> None:
    value = house.only(house.read(long(f"1539;KPI1;2023;{written}")))
    assert (value.reason, value.numerator, value.stated) == (reason, numerator, stated)


SHARE = "kommunenr;indikator;periode;teller;nevner"


def test_a_share_is_kept_by_its_parts(house: House) -> None:
    value = house.only(house.read(long("1539;BU3;2023;402;1 849", header=SHARE)))
    assert (value.numerator, value.denominator, value.stated, value.raw) == (
        402.0,
        1849.0,
        None,
        "402 / 1 849",
    )


def test_a_share_without_its_parts_is_kept_as_stated(house: House) -> None:
    value = house.only(house.read(long("1539;BU3;2023;21,74 %")))
    assert (value.numerator, value.denominator, value.stated) == (None, None, 21.74)


def test_a_small_numerator_bounds_the_share(house: House) -> None:
    value = house.only(house.read(long("1539;BU3;2023;<5;50", header=SHARE)))
    assert (value.reason, value.numerator, value.denominator, value.stated) == ("below", None, 50.0, 10.0)


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        ("60;50", "teller", "større enn nevneren"),
        ("5;", "nevner", "Nevneren mangler"),
        (";50", "teller", "Telleren mangler"),
        ("-5;50", "teller", "mindre enn null"),
        ("5;-50", "nevner", "mindre enn null"),
        ("5 %;50", "teller", "oppgitt i prosent"),
    ],
)
def test_a_share_that_cannot_be_true_is_refused(house: House, row: str, column: str, said: str) -> None:
    upload = house.read(long(f"1539;BU3;2023;{row}", header=SHARE))
    assert house.counts(upload) == {"rejected": 1}
    assert any(where == column and said in text for _, where, _, text in house.faults(upload))


@pytest.mark.parametrize(
    ("indicator", "written", "said"),
    [
        ("KPI1", "-5", "mindre enn null"),
        ("KPI1", "5,5", "ikke et helt tall"),
        ("KPI1", "5 %", "oppgitt i prosent"),
        ("KPI1", "5 t 00 min", "er ikke en varighet"),
        ("KPI1", "", "Cellen er tom"),
        ("KPI1", "SANN", "er ikke et tall"),
        ("BU3", "101 %", "mer enn 100 %"),
        ("LA8", "460", "Skriv tiden med enhet"),
    ],
)
def test_a_figure_that_cannot_be_true_is_refused(
    house: House, indicator: str, written: str, said: str
) -> None:
    assert said in message(house, house.read(long(f"1539;{indicator};2023;{written}")))


def test_a_duration_is_minutes_from_text_and_from_a_time_cell(house: House) -> None:
    head = ["kommunenr", "indikator", "periode", "verdi"]
    book = workbook(
        {
            "Ark": [
                head,
                ["1539", "LA8", "2023", timedelta(hours=33)],
                ["1506", "LA8", "2023", "1 d 09 t 00 min"],
            ]
        }
    )
    upload = house.read(book, name="tid.xlsx")
    assert list(upload.staged.values_list("numerator", flat=True)) == [1980.0, 1980.0]


def test_a_workbook_is_read_like_a_text_file(house: House) -> None:
    """Excel has 2023 and 1539 as numbers, and 1 March as a date."""
    head = ["Kommunenr", "Indikator", "Periode", "Verdi"]
    book = workbook(
        {"Ark": [["Uttrekk"], head, [1539, "KPI1", 2023, 12.0], [1539, "KPI1", date(2024, 3, 1), 3.0]]}
    )
    upload = house.read(book, name="tall.xlsx")
    found = upload.staged.values_list("row", "period_kind", "numerator")
    assert list(found) == [(3, "Y", 12.0), (4, "M", 3.0)]


WIDE = "kommune;indikator;2022;2023;mars 2024\n"


def test_periods_as_columns_give_a_value_for_each_filled_cell(house: House) -> None:
    upload = house.read(WIDE + "Rauma;KPI1;5;;7\n")
    assert list(upload.staged.values_list("row", "column", "period_kind", "numerator")) == [
        (2, "2022", "Y", 5.0),
        (2, "mars 2024", "M", 7.0),
    ]


def test_a_fault_in_a_wide_row_is_told_for_its_own_cell(house: House) -> None:
    upload = house.read(WIDE + "Rauma;KPI1;5;x;7\n")
    assert house.counts(upload) == {"new": 2, "rejected": 1}
    assert house.faults(upload)[0][:3] == (2, "2023", "x")


ADHD = "aktør;alder;indikator;år;verdi\n"


def test_a_breakdown_is_known_by_code_and_by_name(house: House) -> None:
    content = (
        ADHD + "Rauma;0-17;BU5;2023;3\nRauma;18-25;BU5;2023;4\nRauma;Alle;BU5;2023;7\nMolde;;BU5;2023;9\n"
    )
    keys = house.read(content).staged.values_list("breakdown__key", flat=True)
    assert list(keys) == ["alder=0-17", "alder=18-25", "", ""]


def test_an_unknown_category_is_refused_with_the_known_ones(house: House) -> None:
    said = message(house, house.read(ADHD + "Rauma;voksne;BU5;2023;3\n"))
    assert "«voksne» er ikke en kategori av alder" in said
    assert "18-25" in said


def test_a_breakdown_the_indicator_does_not_have_is_refused(house: House) -> None:
    assert "deles ikke opp etter alder" in message(house, house.read(ADHD + "Rauma;0-17;KPI1;2023;3\n"))


def test_two_rows_for_the_same_key_are_both_refused_and_name_each_other(house: House) -> None:
    upload = house.read(long("1539;KPI1;2023;5", "1506;KPI1;2023;1", "Rauma;KPI1;2023;6"))
    assert house.counts(upload) == {"new": 1, "rejected": 2}
    assert [(row, text) for row, _, _, text in house.faults(upload)] == [
        (2, "Samme aktør, periode og måleindikator står også på rad 4. Behold bare den ene."),
        (4, "Samme aktør, periode og måleindikator står også på rad 2. Behold bare den ene."),
    ]


def test_three_of_the_same_are_counted(house: House) -> None:
    upload = house.read(long(*["1539;KPI1;2023;5"] * 3))
    assert all("(i alt 3 ganger)" in text for *_, text in house.faults(upload))


def test_against_what_is_measured_a_value_is_new_changed_or_the_same(house: House) -> None:
    house.save(long("1539;KPI1;2023;5", "1506;KPI1;2023;6"))
    upload = house.read(long("1539;KPI1;2023;5", "1506;KPI1;2023;7", "1547;KPI1;2023;8"))
    assert house.counts(upload) == {"new": 1, "changed": 1, "same": 1}


def test_a_change_of_status_alone_is_a_change(house: House) -> None:
    house.save(long("1539;KPI1;2023;5*"))
    assert house.counts(house.read(long("1539;KPI1;2023;5"))) == {"changed": 1}


def test_a_file_with_a_personal_number_is_refused_before_anything_is_staged(house: House) -> None:
    upload = house.read(long("1539;KPI1;2023;5", f"{NUMBER};KPI1;2023;5"))
    assert upload.state == Upload.State.REFUSED
    assert "på rad 3" in upload.problem
    assert NUMBER not in upload.problem
    assert not StagedValue.objects.exists()
    assert not upload.file


def test_the_content_of_a_refused_file_is_deleted(house: House) -> None:
    upload = house.receive(long(f"{NUMBER};KPI1;2023;5"))
    path = upload.file.path
    read_upload(upload)
    assert not Path(path).exists()


def test_a_personal_number_in_the_file_name_is_forgotten_too(house: House) -> None:
    upload = house.read(long("1539;KPI1;2023;5"), name=f"{NUMBER}.csv")
    upload.refresh_from_db()
    assert upload.state == Upload.State.REFUSED
    assert NUMBER not in upload.file_name + upload.problem


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
    upload.options = {"mapping": {"header_row": 1, "columns": columns}}
    read_upload(upload)
    assert house.counts(upload) == {"new": 1}


def test_short_rows_are_read_as_if_their_last_cells_were_blank(house: House) -> None:
    assert "Cellen er tom" in message(house, house.read(long("1539;KPI1;2023")))


def test_stopping_leaves_whole_chunks_and_nothing_ready(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("indicators.imports.pipeline.CHUNK_ROWS", 2)
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


def test_progress_is_told_in_rows_of_the_file(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indicators.imports.pipeline.CHUNK_ROWS", 4)
    told: list[tuple[int, int]] = []
    upload = house.receive(long(*(f"1539;KPI1;20{year};5" for year in range(10, 20))))
    read_upload(upload, progress=lambda done, total: told.append((done, total)))
    assert told == [(5, 12), (9, 12), (11, 12)]
