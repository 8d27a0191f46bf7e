"""What a file brings is compared with what stands there, figure by figure, in whichever way it is fetched."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from indicators.actors.models import Actor
from indicators.imports import standing
from indicators.measurements.models import Breakdown, Measurement
from tests.indicators.imports.conftest import House, long

HEADER = "kommunenr;indikator;periode;verdi;status;per"
FIRST = [
    "1539;KPI1;2020;5;;",
    "1539;KPI1;2021;..;;",
    "1539;KPI1;2022;-;;",
    "1539;KPI1;2023;0;;",
    "1539;KPI1;2024;7;foreløpig;",
    "1539;KPI1;2025;8;hittil;31.03.2025",
    "1506;timeventetid;2020;5,5;;",
]
CHANGES = {
    "another number": "1539;KPI1;2020;6;;",
    "a number for nothing": "1539;KPI1;2021;1;;",
    "nothing for a number": "1539;KPI1;2020;..;;",
    "another reason for nothing": "1539;KPI1;2021;.;;",
    "zero for nothing at all": "1539;KPI1;2022;0;;",
    "nothing at all for zero": "1539;KPI1;2023;-;;",
    "another status": "1539;KPI1;2024;7;endelig;",
    "counted to another day": "1539;KPI1;2025;8;hittil;30.04.2025",
    "the last decimal": "1506;timeventetid;2020;5,5000000001;;",
}


@pytest.fixture(params=[1, 10**9], ids=["by what they are about", "one by one"], autouse=True)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standing, "_MANY", request.param)


def test_the_same_file_again_changes_nothing(house: House) -> None:
    house.save(long(*FIRST, header=HEADER))
    again = house.read(long(*reversed(FIRST), header=HEADER))
    assert house.counts(again) == {"same": len(FIRST)}


@pytest.mark.parametrize("row", CHANGES.values(), ids=CHANGES.keys())
def test_each_kind_of_change_is_seen_alone(house: House, row: str) -> None:
    house.save(long(*FIRST, header=HEADER))
    key = row.split(";")[:3]
    rows = [row if each.split(";")[:3] == key else each for each in FIRST]
    upload = house.read(long(*rows, header=HEADER))
    assert house.counts(upload) == {"same": len(FIRST) - 1, "changed": 1}
    assert upload.staged.get(outcome="changed").row == rows.index(row) + 2


def test_what_stands_beside_it_is_not_taken_for_it(house: House) -> None:
    """Another indicator, actor, kind of period, day and breakdown, each with the very same figure."""
    batch = house.save(long("1577;KPI1;2020;5"))
    all_of_them = Breakdown.objects.get(key="")
    girls = Breakdown.objects.create(key="kjonn=jenter")
    beside: list[dict[str, Any]] = [
        {"indicator": house.indicator("bup-avviste")},
        {"actor": house.actor("1506")},
        {"period_kind": "M"},
        {"period_start": date(2021, 1, 1)},
        {"breakdown": girls},
    ]
    for other in beside:
        key = {
            "indicator": house.indicator("ukp-dogn"),
            "actor": house.actor("1539"),
            "period_kind": "Y",
            "period_start": date(2020, 1, 1),
            "breakdown": all_of_them,
        }
        Measurement.objects.create(**key | other, numerator=5.0, batch=batch)
    assert house.counts(house.read(long("1539;KPI1;2020;5"))) == {"new": 1}


def test_many_actors_and_periods_are_told_apart(house: House, settings: Any) -> None:
    settings.IMPORT_BLOCK_ROWS = 700
    municipalities = Actor.objects.filter(kind="municipality", valid_to=None).order_by("?")
    codes = list(municipalities.values_list("code", flat=True))
    rows = [f"{code};KPI1;202{year};{place}" for year in (4, 5) for place, code in enumerate(codes, 1)]
    house.save(long(*rows))
    changed = [row + "1" if place % 7 == 0 else row for place, row in enumerate(rows)]
    upload = house.read(long(*changed, "1539;KPI1;2023;1"))
    wanted = [place + 2 for place in range(0, len(rows), 7)]
    assert list(upload.staged.filter(outcome="changed").values_list("row", flat=True)) == wanted
    assert house.counts(upload) == {"new": 1, "changed": len(wanted), "same": len(rows) - len(wanted)}
