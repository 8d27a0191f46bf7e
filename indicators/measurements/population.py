"""Population on 1 January: measured values like any other, used as denominators (SSB 07459 and 10826)."""

from __future__ import annotations

import csv
from datetime import date
from hashlib import sha256
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from indicators.actors.models import Actor, ActorKind
from indicators.actors.reference import POPULATION
from indicators.catalogue.models import Indicator
from indicators.measurements.models import Batch, EarlierMeasurement, Measurement
from indicators.measurements.periods import PeriodKind
from indicators.measurements.services import WHOLE, breakdowns_for
from indicators.measurements.values import Status
from indicators.sync import Changes

INDICATOR, DIMENSION, EVERYBODY = "folkemengde", "alder", "alle"
Key = tuple[int, int]


@transaction.atomic
def load_population(folder: Path = POPULATION) -> Changes:
    """One batch a year, so that a figure is traced to its file and line. A file already loaded is skipped."""
    loaded = set(
        Batch.objects.filter(origin=Batch.Origin.REFERENCE, undone_at=None).values_list("file_name", "digest")
    )
    files = {path: sha256(path.read_bytes()).hexdigest() for path in sorted(folder.glob("*.csv"))}
    missing = {path: digest for path, digest in files.items() if (path.name, digest) not in loaded}
    if not missing:
        return Changes()
    indicator = Indicator.objects.get(slug=INDICATOR)
    kinds = (ActorKind.MUNICIPALITY, ActorKind.DISTRICT)
    actors = dict(Actor.objects.of_kind(*kinds).values_list("code", "pk"))
    return sum((_load(path, missing[path], indicator, actors) for path in missing), Changes())


def _load(path: Path, digest: str, indicator: Indicator, actors: dict[str, int]) -> Changes:
    year = int(path.stem[-4:])
    batch = Batch.objects.create(
        origin=Batch.Origin.REFERENCE,
        source=f"SSB tabell 07459 og 10826, folkemengde 1. januar {year} (CC BY 4.0)",
        file_name=path.name,
        digest=digest,
    )
    period = {"period_kind": PeriodKind.YEAR.value, "period_start": date(year, 1, 1)}
    current: dict[Key, Measurement] = {
        (row.actor_id, row.breakdown_id): row
        for row in Measurement.objects.filter(indicator=indicator, **period)
    }
    new, changed, earlier = [], [], []
    for (actor, breakdown), (count, line) in _counts(path, actors).items():
        row = current.get((actor, breakdown))
        if row is None:
            row = Measurement(indicator=indicator, actor_id=actor, breakdown_id=breakdown, **period)
            new.append(row)
        elif row.numerator == count:
            continue
        else:
            earlier.append(_as_it_was(row, batch))
            changed.append(row)
        row.numerator, row.reason, row.status, row.batch, row.row = count, "", Status.FINAL, batch, line
    Measurement.objects.bulk_create(new, batch_size=5000)
    EarlierMeasurement.objects.bulk_create(earlier)
    Measurement.objects.bulk_update(changed, ["numerator", "reason", "status", "batch", "row"])
    batch.new_count, batch.changed_count = len(new), len(changed)
    batch.save(update_fields=["new_count", "changed_count"])
    return Changes(len(new), len(changed))


def _counts(path: Path, actors: dict[str, int]) -> dict[Key, tuple[float, int]]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    bands = {row["band"]: _categories(row["band"]) for row in rows}
    breakdowns = breakdowns_for(bands.values())
    return {
        (actors[row["code"]], breakdowns[bands[row["band"]]]): (float(row["count"]), line)
        for line, row in enumerate(rows, start=2)
    }


def _categories(band: str) -> frozenset[tuple[str, str]]:
    return WHOLE if band == EVERYBODY else frozenset({(DIMENSION, band)})


def _as_it_was(row: Measurement, batch: Batch) -> EarlierMeasurement:
    return EarlierMeasurement(
        indicator_id=row.indicator_id,
        actor_id=row.actor_id,
        period_kind=row.period_kind,
        period_start=row.period_start,
        breakdown_id=row.breakdown_id,
        numerator=row.numerator,
        denominator=row.denominator,
        stated=row.stated,
        reason=row.reason,
        status=row.status,
        as_of=row.as_of,
        batch_id=row.batch_id,
        row=row.row,
        replaced_by=batch,
        replaced_at=timezone.now(),
    )
