"""The standard data set: 357 municipalities × 100 indicators × 60 months, made by the database itself.

`GEVINST_BENCH_INDICATORS` makes it smaller.
"""

from __future__ import annotations

import io
import os
from datetime import date

from django.core.management import call_command
from django.db import connection

from indicators.actors.models import ActorKind
from indicators.catalogue.models import Indicator
from indicators.measurements.models import Batch
from indicators.measurements.periods import Period, PeriodKind
from indicators.measurements.services import WHOLE, breakdowns_for

FIRST, MONTHS = Period(PeriodKind.MONTH, date(2020, 1, 1)), 60
INDICATORS = int(os.environ.get("GEVINST_BENCH_INDICATORS", 100))
SHARE = 12  # a small set is one of so many parts of the whole
UKP = "ukp-dogn"
FILLED = """
    INSERT INTO measurements_measurement
        (indicator_id, actor_id, period_kind, period_start, breakdown_id, numerator, denominator,
         reason, status, batch_id)
    WITH months(place, start) AS (VALUES {months})
    SELECT i.id, a.id, 'M', m.start, %s, (a.id * 7 + m.place * 3 + i.id + a.id * m.place %% 11) %% 40,
           CASE WHEN i.kind = 'share' THEN 100 END, '', 'final', %s
    FROM catalogue_indicator i
    CROSS JOIN months m CROSS JOIN actors_actor a
    WHERE i.id BETWEEN %s AND %s AND a.kind = %s AND a.valid_to IS NULL
    -- As files come: one indicator at a time, month by month.
    ORDER BY i.id, m.place, a.id"""


def make_reference() -> list[Indicator]:
    """All reference data and INDICATORS indicators that add up over months; bed days first, in the order of
    their ids from there on."""
    call_command("load_reference", verbosity=0, stdout=io.StringIO())
    call_command("collectstatic", interactive=False, verbosity=0)
    models = [
        Indicator.objects.get(slug=UKP),
        *Indicator.objects.published().filter(kind__in=["count", "share"], over_time="sum").exclude(slug=UKP),
    ]
    made = []
    for place in range(INDICATORS):
        copy = Indicator.objects.get(pk=models[place % len(models)].pk)
        terms, version = list(copy.terms.all()), copy.versions.get(number=copy.version)
        copy.pk, copy.slug, copy.open = None, f"fart-{place:03}", True
        copy.save()
        # The goals are those of the first: with more data there is no more on a page of goals.
        copy.terms.set(terms if place < INDICATORS // SHARE else ())
        version.pk, version.indicator = None, copy
        version.save()
        made.append(copy)
    return made


def fill(indicators: list[Indicator]) -> int:
    """Every month of every municipality for these, whose ids follow each other. Says how many rows."""
    batch = Batch.objects.create(origin=Batch.Origin.EXAMPLE, source="måling av fart", is_example=True)
    months, month = [], FIRST
    for place in range(MONTHS):
        months += [place, month.start]
        month = month.next()
    sql = FILLED.format(months=", ".join(["(%s, %s)"] * MONTHS))
    ids = [one.pk for one in indicators]
    assert len(ids) == max(ids) - min(ids) + 1
    asked = [*months, breakdowns_for([WHOLE])[WHOLE], batch.pk, min(ids), max(ids), ActorKind.MUNICIPALITY]
    with connection.cursor() as cursor:
        cursor.execute(sql, asked)
        rows = cursor.rowcount
        # As the planner knows the tables after a while in use, and with nothing left to write.
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("CHECKPOINT")
    return rows
