"""A file of weeks for every municipality, what is to become of it, and whether it did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from unittest.mock import patch

from django.core.files.base import ContentFile

from indicators.actors.models import Actor, ActorKind
from indicators.imports import staging
from indicators.imports.models import Upload
from indicators.imports.pipeline import read_upload
from indicators.imports.services import receive_upload
from indicators.measurements.models import Batch, Breakdown, EarlierMeasurement, Measurement
from indicators.measurements.periods import Period, PeriodKind
from tests.cast import make_actor, make_catalogue

INDICATOR = "ukp-dogn"
FEW_ROWS = {staging.NEW: 50, staging.SAME: 50}
Values = dict[tuple[int, date], float]


@dataclass(frozen=True)
class Weeks:
    """`before`: the values there were; `after`: those there are when the file is saved."""

    upload: Upload
    rows: int
    before: Values
    after: Values


def make_country(municipalities: int = 20) -> None:
    """As many municipalities, and the indicator."""
    make_catalogue([INDICATOR])
    for number in range(municipalities):
        make_actor(ActorKind.MUNICIPALITY, str(1100 + number), f"Kommune {number}")


def weeks_of(year: int, weeks: int, *, standing: float = 0.0) -> Weeks:
    """A file, received. `standing`: the share of its values that stand there already, with other figures."""
    actors = list(Actor.objects.of_kind(ActorKind.MUNICIPALITY).order_by("code"))
    lines, after, period = [], {}, Period(PeriodKind.WEEK, date.fromisocalendar(year, 1, 1))
    for _ in range(weeks):
        for place, actor in enumerate(actors):
            lines.append(f"{actor.code};{INDICATOR};{period.code};{place % 300}")
            after[actor.pk, period.start] = float(place % 300)
        period = period.next()
    stand(dict(list(after.items())[: round(len(after) * standing)]))
    text = "\n".join(["kommunenr;indikator;periode;verdi", *lines])
    upload = receive_upload(ContentFile(text.encode()), name=f"uker-{year}.csv", by=None)
    before = stored()
    return Weeks(upload, len(lines), before, before | after)


def stand(values: Values) -> None:
    from indicators.catalogue.models import Indicator

    indicator, (whole, _) = Indicator.objects.get(slug=INDICATOR), Breakdown.objects.get_or_create(key="")
    batch = Batch.objects.create(origin=Batch.Origin.FILE, source="fra før")
    Measurement.objects.bulk_create(
        Measurement(
            indicator=indicator,
            actor_id=actor,
            period_kind="W",
            period_start=start,
            breakdown=whole,
            batch=batch,
            row=1,
            numerator=999.0,
        )
        for actor, start in values
    )


def read(upload: Upload) -> None:
    """Only the first of its new values become rows; the rest is packed, as of a large file."""
    with patch.dict(staging.ROWS, FEW_ROWS):
        read_upload(upload)


def stored() -> Values:
    rows = Measurement.objects.filter(indicator__slug=INDICATOR, period_kind="W")
    found = list(rows.values_list("actor_id", "period_start", "numerator"))
    values = {(actor, start): float(number) for actor, start, number in found}
    assert len(values) == len(found), "a value is there twice"
    return values


def whole_or_not_at_all(weeks: Weeks) -> bool:
    """Whether it is saved. Otherwise there must be nothing of it to see."""
    now, batches = stored(), Batch.objects.filter(digest=weeks.upload.digest).count()
    assert now in (weeks.before, weeks.after), f"{sum(weeks.before.get(k) != now[k] for k in now)} are new"
    assert batches == int(now == weeks.after), f"{batches} batches"
    earlier = EarlierMeasurement.objects.filter(replaced_by__digest=weeks.upload.digest).count()
    replaced = sum(key in weeks.before and weeks.before[key] != weeks.after[key] for key in weeks.after)
    assert earlier == (replaced if now == weeks.after else 0), f"{earlier} earlier values"
    return now == weeks.after


def take_back(weeks: Weeks) -> None:
    """As it was before it was saved, without a trace, and read again."""
    batch = Batch.objects.get(digest=weeks.upload.digest)
    Upload.objects.filter(pk=weeks.upload.pk).update(batch=None, state=Upload.State.READY)
    replaced = list(EarlierMeasurement.objects.filter(replaced_by=batch).values_list("batch_id", flat=True))
    Measurement.objects.filter(batch=batch).delete()
    EarlierMeasurement.objects.filter(replaced_by=batch).delete()
    batch.delete()
    Batch.objects.filter(pk__in=replaced).delete()
    stand(weeks.before)
    weeks.upload.refresh_from_db()
    read(weeks.upload)
