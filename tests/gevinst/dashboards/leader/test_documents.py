"""The leader dashboard of the documents, cell by cell: as printed, but for what was printed wrong.

The board is drawn from the documents' table by the page itself, and its cells are read out of the HTML.
"""

from __future__ import annotations

import csv
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from gevinst.access.models import User
from indicators.catalogue.kinds import kind_for
from indicators.imports.recipes import load_recipe
from indicators.measurements.values import parse_number
from indicators.statistics.change import change
from indicators.statistics.rounding import format_number
from tests.cast import BACKEND
from tests.gevinst.dashboards.leader.conftest import RECIPE

MONTHS = ("2021-12", "2022-01", "2022-02", "2022-03", "2022-04", "2022-05")
RUNNING = (
    "mai er ikke slutt 12. mai: en del av en måned holdes ikke mot en hel (docs/calculations.md, LikeForLike)"
)
YEAR = "«i fjor» er januar–mai 2021 lagt sammen; månedene i 2021 står ikke i dokumentet"
LESS = "«<1 %» er ikke null"
GAP = "tusenskille, som i tabellens andre tall"
# (measure, column): what is printed, what is shown, and why.
OTHERWISE: dict[tuple[str, str], tuple[str, str, str]] = {
    ("Ubenyttet bookingtid", "2021-12"): ("1210 d 07 t 30 min", "1 210 d 07 t 30 min", GAP),
    ("Ubenyttet bookingtid", "2022-03"): ("1420 d 01 t 50 min", "1 420 d 01 t 50 min", GAP),
    ("Ubenyttet bookingtid", "2022-04"): ("1150 d 01 t 05 min", "1 150 d 01 t 05 min", GAP),
    ("Utnyttelse av klinikertid", "siste_måned"): ("0 %", "<1 %", LESS),
    ("Utnyttelse av klinikertid", "HDM"): ("0 %", "<1 %", LESS),
    ("Utnyttelse av klinikertid", "endring_fra_siste_måned"): ("-15 %", "–", RUNNING),
    ("Utnyttelse av timeplan", "endring_fra_siste_måned"): ("-40 %", "–", RUNNING),
    ("Timeventetid", "endring_fra_siste_måned"): ("-44,20 %", "–", RUNNING),
    ("Tid tapt på grunn av ikke-møtt", "endring_fra_siste_måned"): ("-84,14 %", "–", RUNNING),
    ("Tapt tid grunnet sene kanselleringer", "endring_fra_siste_måned"): ("-100,00 %", "–", RUNNING),
    ("Fullførte avtaler", "endring_fra_siste_måned"): ("-60 %", "–", RUNNING),
    ("Utnyttelse av klinikertid", "i_fjor"): ("1 %", "..", YEAR),
    ("Utnyttelse av timeplan", "i_fjor"): ("1 %", "..", YEAR),
    ("Timeventetid", "i_fjor"): ("8", "..", YEAR),
    ("Tid tapt på grunn av ikke-møtt", "i_fjor"): ("47 d 05 t 15 min", "..", YEAR),
    ("Tapt tid grunnet sene kanselleringer", "i_fjor"): ("5 d 13 t 50 min", "..", YEAR),
    ("Fullførte avtaler", "i_fjor"): ("2 686", "..", YEAR),
    ("Utnyttelse av klinikertid", "endring_fra_i_fjor"): ("29 %", "–", YEAR),
    ("Utnyttelse av timeplan", "endring_fra_i_fjor"): ("2 %", "–", YEAR),
    ("Timeventetid", "endring_fra_i_fjor"): ("86,11 %", "–", YEAR),
    ("Tid tapt på grunn av ikke-møtt", "endring_fra_i_fjor"): ("-51,43 %", "–", YEAR),
    ("Tapt tid grunnet sene kanselleringer", "endring_fra_i_fjor"): ("-58,90 %", "–", YEAR),
    ("Fullførte avtaler", "endring_fra_i_fjor"): ("-27 %", "–", YEAR),
}
PLACES = {
    "siste_måned": "last-month",
    "endring_fra_siste_måned": "from-last-month",
    "HDM": "now",
    "i_fjor": "last-year",
    "endring_fra_i_fjor": "from-last-year",
    "mål": "goal",
}


class Cells(HTMLParser):
    """The text of every marked cell, by the measure its row begins with; what is only read aloud left out."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[tuple[str, str], str] = {}
        self.measure = self.mark = self.inside = ""
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "th" and said.get("scope") == "row":
            self.inside, self.measure = "th", ""
        if tag == "td":
            self.mark = said.get("data-month") or said.get("data-cell") or ""
            self.inside = "td"
        if tag == "p" or (tag == "span" and (said.get("class") or "") in {"sr-only", "leader__when"}):
            self.silent += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th"}:
            self.inside = self.mark = ""
        if tag in {"p", "span"} and self.silent:
            self.silent -= 1

    def handle_data(self, data: str) -> None:
        if self.silent:
            return
        if self.inside == "th":
            self.measure += data.strip()
        elif self.inside == "td" and self.mark:
            key = (self.measure, self.mark)
            self.found[key] = plain(self.found.get(key, "") + " " + data)


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u00a0", " ")).strip()


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file, delimiter=";"))


@pytest.fixture
def page(tone: User, client: object) -> str:
    client.force_login(tone, backend=BACKEND)  # type: ignore[attr-defined]
    response = client.get("/leder/", {"aktor": "municipality:5001", "gruppe": "ledelse", "maned": "2022-05"})  # type: ignore[attr-defined]
    assert response.status_code == 200
    return str(response.content.decode())


@pytest.fixture
def shown(page: str) -> dict[tuple[str, str], str]:
    cells = Cells()
    cells.feed(page)
    return cells.found


def expected(measure: str, column: str, printed: str) -> str:
    was, now, _why = OTHERWISE.get((measure, column), (printed, printed, ""))
    assert was == printed, "the exception is about another cell than the documents have"
    return now


def test_every_month_is_as_printed(shown: dict[tuple[str, str], str]) -> None:
    rows = table(load_recipe(RECIPE).example)
    compared = {
        (row["måltall"], month): (shown[(row["måltall"], month)], expected(row["måltall"], month, row[month]))
        for row in rows
        for month in MONTHS
    }
    assert len(compared) == 12 * 6
    assert {key: pair for key, pair in compared.items() if pair[0] != pair[1]} == {}


def test_the_months_so_far_are_as_printed(shown: dict[tuple[str, str], str]) -> None:
    rows = [row for row in table(load_recipe(RECIPE).example) if row["HDM"]]
    assert len(rows) == 6
    assert {row["måltall"]: shown[(row["måltall"], "now")] for row in rows} == {
        row["måltall"]: row["HDM"] for row in rows
    }


def test_the_comparison_is_as_printed_but_for_what_was_not_like_for_like(
    shown: dict[tuple[str, str], str], shared: Path
) -> None:
    rows = table(shared / "data" / "leder_avtaler_periodesammenligning.csv")
    compared = {
        (row["måltall"], column): (
            shown[(row["måltall"], place)],
            expected(row["måltall"], column, row[column]).replace("-", "–" if column == "mål" else "-"),
        )
        for row in rows
        for column, place in PLACES.items()
    }
    assert len(compared) == 6 * 6
    assert {key: pair for key, pair in compared.items() if pair[0] != pair[1]} == {}


def test_every_exception_has_been_met(shared: Path) -> None:
    """None is left of a table that has changed."""
    months = {(row["måltall"], month) for row in table(load_recipe(RECIPE).example) for month in MONTHS}
    rows = table(shared / "data" / "leder_avtaler_periodesammenligning.csv")
    assert set(OTHERWISE) <= months | {(row["måltall"], column) for row in rows for column in PLACES}


def test_may_is_said_to_run_until_the_twelfth_and_nowhere_is_it_sixty_percent_less(page: str) -> None:
    text = plain(re.sub(r"<[^>]+>", " ", page))
    assert "Mai er ikke slutt: tallene hittil gjelder til og med 12.05." in text
    assert "De samme dagene i april 2022 og mai 2021 er ikke kjent, og derfor vises ingen endring." in text
    assert not re.search(r"[−-]\s?60", text)


def test_the_six_printed_changes_from_last_month_are_twelve_days_against_thirty(shared: Path) -> None:
    """What the documents did, recomputed: the running month against all of April."""
    printed = {
        row["måltall"]: row["endring_fra_siste_måned"]
        for row in table(shared / "data" / "leder_avtaler_periodesammenligning.csv")
    }
    months = {row["måltall"]: row for row in table(load_recipe(RECIPE).example)}
    found = {}
    for measure in ("Tid tapt på grunn av ikke-møtt", "Fullførte avtaler"):
        april, may = (parse_number(months[measure][month]).number for month in MONTHS[-2:])
        assert april is not None
        assert may is not None
        percent = change(april, may).percent
        assert percent is not None
        found[measure] = percent
    assert format_number(found["Fullførte avtaler"]).replace("−", "-") + " %" == printed["Fullførte avtaler"]
    assert found["Tid tapt på grunn av ikke-møtt"] == pytest.approx(-84.14, abs=0.01)


def test_the_printed_last_year_is_the_year_so_far(shared: Path) -> None:
    """Why it cannot stand beside a month: Σ January–May 2022 against it gives the change that is printed."""
    months = {row["måltall"]: row for row in table(load_recipe(RECIPE).example)}
    rows = {row["måltall"]: row for row in table(shared / "data" / "leder_avtaler_periodesammenligning.csv")}
    for measure, printed in (
        ("Fullførte avtaler", -27.0),
        ("Tapt tid grunnet sene kanselleringer", -58.90),
        ("Tid tapt på grunn av ikke-møtt", -51.43),
    ):
        year = sum(parse_number(months[measure][month]).number or 0.0 for month in MONTHS[1:])
        before = parse_number(rows[measure]["i_fjor"]).number
        assert before is not None
        percent = change(before, year).percent
        assert percent == pytest.approx(printed, abs=0.5 if printed == -27.0 else 0.011)


def test_a_duration_is_written_as_the_documents_write_it() -> None:
    assert plain(kind_for("duration").format(13420, 0)) == "9 d 07 t 40 min"
