"""Files of others imported whole: a national one from Scotland, and the population of Statistics Norway."""

from __future__ import annotations

import gzip
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from indicators.actors.models import Actor, ActorKind
from indicators.catalogue.models import Category, Indicator
from indicators.imports.mapping import Mapping
from indicators.imports.models import Upload
from indicators.measurements.models import Measurement
from tests.indicators.imports.conftest import House
from tests.indicators.imports.test_real_files import real

# The Scottish file: 32 councils, the nation, and NA for those of no council - a code like any other.

SCOTTISH = Mapping.from_data(
    {
        "header_row": 1,
        "layout": "long",
        "columns": [
            {"column": "A", "header": "ltla_code", "role": "actor_code"},
            {"column": "B", "header": "date", "role": "period"},
            {"column": "C", "header": "age_group", "role": "category", "dimension": "alder"},
            {"column": "D", "header": "delay_reason", "role": "category", "dimension": "arsak"},
            {"column": "E", "header": "num_delayed_bed_days", "role": "value"},
        ],
        "constants": {"indicator": "ukp-dogn"},
        "names": {"alder": {"18plus": ""}, "arsak": {"All Delay Reasons": ""}},
    }
)


def total(measured: Iterable[Measurement]) -> float:
    return sum(each.numerator or 0 for each in measured)


@pytest.fixture
def scotland(house: House) -> House:
    """The councils, the ages and the reasons of the file, and an indicator that may be divided by them."""
    Indicator.objects.filter(slug="ukp-dogn").update(definition={})
    codes = [f"S120000{number:02}" for number in range(51)] + ["NA"]
    rows = [(code, ActorKind.MUNICIPALITY) for code in codes] + [("S92000003", ActorKind.COUNTRY)]
    Actor.objects.bulk_create(
        Actor(kind=kind, code=code, name=f"Council {code}", valid_from=date(2000, 1, 1))
        for code, kind in rows
    )
    for dimension, names in {
        "alder": ["18-74", "75plus"],
        "arsak": [
            "Code 9 AWI",
            "Code 9 Non-AWI",
            "Health and Social Care Reasons",
            "Patient and Family Related Reasons",
        ],
    }.items():
        for order, name in enumerate(names):
            code = name.casefold().replace(" ", "-")
            Category.objects.create(dimension=dimension, code=code, order=order, name_nb=name, name_nn=name)
    return house


def test_the_scottish_file_imports_whole(scotland: House, shared: Path) -> None:
    packed = real(shared, "helse") / "phs_delayed_discharge_council_area_2016_2021.csv.gz"
    content = gzip.decompress(packed.read_bytes())
    lines = [line.replace('"', "").split(",") for line in content.decode().splitlines()[1:]]
    assert len(lines) == 33_660
    batch = scotland.save(content, "scotland.csv", options={"mapping": SCOTTISH.as_data()})
    assert (batch.new_count, batch.rejected_count) == (33_660, 0)
    kept = Measurement.objects.filter(indicator__slug="ukp-dogn")
    summed: dict[tuple[str, date, str], float] = defaultdict(float)
    for code, day, key, figure in kept.values_list(
        "actor__code", "period_start", "breakdown__key", "numerator"
    ):
        summed["nation" if code == "S92000003" else "councils and NA", day, key] += figure or 0
    assert kept.count() == 33_660
    months = {day for _who, day, _key in summed}
    assert len(months) == 66
    keys = {key for _who, _day, key in summed}
    assert len(keys) == 15
    for day in months:
        for key in keys:
            assert summed["councils and NA", day, key] == summed["nation", day, key], (day, key)
    assert "" in keys
    assert summed["nation", date(2016, 7, 1), ""] == 43_919
    glasgow = kept.filter(actor__code="S12000049", breakdown__key="").order_by("period_start")
    assert total(glasgow[:24]) / 24 == 2_783.25
    assert kept.filter(actor__code="NA").count() == 990


# The population file of Statistics Norway, as it was downloaded.


def test_personer2024_imports_untouched(house: House, shared: Path) -> None:
    content = (real(shared, "kommuner") / "Personer2024.csv").read_bytes()
    upload = house.read(content, "Personer2024.csv", indicator=house.indicator("folkemengde"))
    assert upload.state == Upload.State.READY
    assert "Filen er lest som Windows-1252, fordi den ikke er gyldig UTF-8." in upload.understood["notes"]
    assert upload.understood["mapping"]["header_row"] == 3
    nowhere = {
        "K-21-22 Svalbard and Jan Mayen",
        "K-23 Continental shelf",
        "K-Rest Divided municalities and unknown",
    }
    assert {(column, value) for _row, column, value, _said in house.faults(upload)} == {
        ("region", value) for value in nowhere
    }
    groups = 1 + Category.objects.filter(dimension="alder").count()
    assert house.counts(upload) == {"new": 357 * groups, "rejected": 3 * groups}
    kept = Measurement.objects.filter(batch=_commit(upload))
    everybody = kept.filter(breakdown__key="")
    assert everybody.values("actor").distinct().count() == 357
    assert total(everybody) == 5_550_203
    assert {f"{day}" for day in kept.values_list("period_start", flat=True)} == {"2024-01-01"}
    # Added up by hand from the lines of Rauma in the file.
    lines = content.decode("cp1252").splitlines()
    rauma = [line.split(";") for line in lines if line.startswith('"K-1539 ')]
    old = sum(int(count) for _place, age, count in rauma if int(age.strip('"').split()[0]) >= 80)
    assert total(kept.filter(actor__code="1539", breakdown__key="alder=80+")) == old


def _commit(upload: Upload) -> Any:
    from indicators.imports.services import commit_upload

    return commit_upload(upload, by=None)
