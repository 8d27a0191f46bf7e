"""Example figures: the documents' own tables, labelled with their source, and made-up series, labelled as
such.

Both come in as files through the same pipeline as anybody's.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from random import Random

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import ProtectedError, Q

from gevinst.access.models import RoleAssignment
from gevinst.meetings.examples import remove_meetings
from gevinst.plans.models import Plan
from gevinst.shared_plans.examples import remove_efforts
from gevinst.workshops.examples import remove_workshops
from indicators.actors.models import Actor
from indicators.catalogue.models import Indicator
from indicators.imports.models import Upload
from indicators.imports.pipeline import read_upload
from indicators.imports.recipes import load_recipe, recipe_names
from indicators.imports.services import commit_upload, receive_upload
from indicators.imports.undo import undo_batch
from indicators.measurements.models import Batch, EarlierMeasurement
from indicators.measurements.periods import Period, parse_period

MADE_UP = "Eksempeltall, laget for å vise hvordan Gevinst virker"
MADE_UP_PLACE = "Eksempel"
ROR = {"1506": 32_000, "1547": 3_600, "1535": 7_100, "1539": 7_200, "1579": 13_400}
# Municipalities of the health community around St. Olavs hospital, by share of its bed days in 2022.
ST_OLAV = {
    "5001": 5282,
    "5059": 980,
    "5028": 610,
    "5031": 430,
    "5054": 520,
    "5055": 310,
    "5057": 290,
    "5014": 170,
    "5056": 180,
    "5027": 210,
    "5021": 240,
    "5025": 160,
    "5029": 180,
    "5032": 120,
    "5058": 130,
    "5022": 70,
    "5026": 50,
    "5033": 28,
    "5061": 30,
}
SAME_DAY = (
    "ukp-andel-nulldogn",
    {"1539": (66, 84), "1506": (70, 79), "1547": (74, 82), "1535": (61, 70), "1579": (68, 76)},
)


def load() -> list[str]:
    """Import what is missing. Returns a line per file that came in."""
    return [*_load_documents(), *_load_made_up()]


@dataclass(frozen=True)
class MadeUp:
    imports: int
    plans: int

    def __bool__(self) -> bool:
        return bool(self.imports or self.plans)


def count() -> MadeUp:
    """How many imports and plans are made up."""
    return MadeUp(
        imports=Batch.objects.filter(is_example=True).count(),
        plans=Plan.objects.filter(is_example=True).count(),
    )


@transaction.atomic
def remove() -> None:
    """What is made up goes: figures, plans, workshops, meetings, units. Sourced figures stay, or come back
    where one was replaced.
    """
    made_up = Batch.objects.filter(is_example=True)
    undone = [undo_batch(each, by=None, keep_later=True).batch.pk for each in made_up.filter(undone_at=None)]
    undoings = Batch.objects.filter(pk__in=undone)
    gone = made_up | undoings
    EarlierMeasurement.objects.filter(Q(batch__in=gone) | Q(replaced_by__in=gone)).delete()
    for upload in Upload.objects.filter(batch__in=made_up):
        upload.file.delete(save=False)
        upload.delete()
    gone.delete()
    Plan.objects.filter(is_example=True).delete()
    remove_workshops()
    remove_meetings()
    remove_efforts()
    _remove_places()


def _remove_places() -> None:
    """Made-up units, but for those where somebody has a role or figures of their own."""
    used = RoleAssignment.objects.values("actor")
    for place in Actor.objects.filter(source=MADE_UP_PLACE).exclude(pk__in=used):
        with suppress(ProtectedError), transaction.atomic():
            place.delete()


def _load_documents() -> Iterator[str]:
    """The tables of the source documents, each by its recipe; their figures are the documents' own."""
    for name in recipe_names():
        recipe = load_recipe(name)
        if not Batch.objects.filter(file_name=recipe.file, undone_at=None).exists():
            file = ContentFile(recipe.example.read_bytes(), name=recipe.file)
            upload = receive_upload(
                file, name=recipe.file, by=None, source=recipe.source, options={"recipe": name}
            )
            yield _save(upload)


def _load_made_up() -> Iterator[str]:
    for slug, rows in _series():
        name = f"eksempel-{slug}.csv"
        if not Batch.objects.filter(file_name=name).exists():
            indicator = Indicator.objects.get(slug=slug)
            yield _import(name, rows, indicator=indicator, source=MADE_UP, is_example=True)


def _import(name: str, rows: list[list[str]], *, indicator: Indicator, source: str, is_example: bool) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\n").writerows(rows)
    file = ContentFile(text.getvalue().encode(), name=name)
    upload = receive_upload(
        file, name=name, by=None, source=source, indicator=indicator, layout="long", is_example=is_example
    )
    return _save(upload)


def _save(upload: Upload) -> str:
    read_upload(upload)
    upload.refresh_from_db()
    if upload.state != Upload.State.READY:
        raise ValueError(f"{upload.file_name}: {upload.problem}")
    batch = commit_upload(upload, by=None)
    counts = f"{batch.new_count} nye, {batch.changed_count} endrede, {batch.rejected_count} avviste"
    return f"{upload.file_name}: {counts}"


def _series() -> Iterator[tuple[str, list[list[str]]]]:
    yield "ukp-dogn", [["kommunenr", "periode", "verdi"], *_bed_days()]
    slug, spans = SAME_DAY
    yield slug, [["kommunenr", "periode", "teller", "nevner"], *_shares(spans, per_month=40, seed=2)]
    medicines = {code: (76 + 2 * place, 88 + place) for place, code in enumerate(ROR)}
    yield (
        "andel-legemidler-innen-tidsintervall",
        [["kommunenr", "periode", "teller", "nevner"], *_shares(medicines, per_month=6000, seed=3)],
    )
    carers = {code: (48 - 2 * place, 38 - place) for place, code in enumerate(ROR)}
    yield (
        "pleiekontinuitet-hjemmetjenesten",
        [["kommunenr", "periode", "teller", "nevner"], *_shares(carers, per_month=5200, seed=4)],
    )
    yield "helsami-profiler", [["kommunenr", "periode", "verdi"], *_profiles()]


def _bed_days() -> Iterator[list[str]]:
    """Monthly, falling slowly from 2023. The St. Olav municipalities sum to the documents' 9 990 in 2022."""
    chance = Random(1)  # noqa: S311 - not for secrets
    months = _months("2022-01", "2026-06")
    yearly = {**ST_OLAV, **{code: people // 60 for code, people in ROR.items()}}
    for code, year in yearly.items():
        seasons = [1 + 0.15 * math.cos(2 * math.pi * (month.start.month - 2) / 12) for month in months[:12]]
        exact = [year * season / sum(seasons) for season in seasons]
        whole = [math.floor(value) for value in exact]
        for place in sorted(range(12), key=lambda at: whole[at] - exact[at])[: year - sum(whole)]:
            whole[place] += 1
        fall = 0.35 + 0.3 * chance.random()
        for place, month in enumerate(months):
            if code == "1539" and month.start.year > 2025:
                continue
            if place < 12:
                value = whole[place]
            else:
                level = year / 12 * (1 - fall * min(1.0, (place - 12) / 36))
                value = max(0, round(level * (1 + chance.gauss(0, 0.12))))
            yield [code, month.code, str(value)]


def _shares(spans: Mapping[str, tuple[float, float]], *, per_month: int, seed: int) -> Iterator[list[str]]:
    """Numerator and denominator a month, the share moving from the first to the second percent."""
    chance = Random(seed)  # noqa: S311 - not for secrets
    months = _months("2023-07", "2026-06")
    for code, (first, last) in spans.items():
        size = max(12, round(per_month * ROR[code] / 32_000))
        for place, month in enumerate(months):
            share = first + (last - first) * place / (len(months) - 1) + chance.gauss(0, 1.2)
            bottom = max(8, round(size * (1 + chance.gauss(0, 0.06))))
            yield [code, month.code, str(round(bottom * min(max(share, 0), 100) / 100)), str(bottom)]


def _profiles() -> Iterator[list[str]]:
    """Residents with a profile: a stock that only grows."""
    chance = Random(5)  # noqa: S311 - not for secrets
    for code, people in ROR.items():
        value = people * 0.04
        for month in _months("2024-01", "2026-06"):
            value += people * 0.011 * (0.6 + 0.8 * chance.random())
            yield [code, month.code, str(round(value))]


def _months(first: str, last: str) -> list[Period]:
    months = [parse_period(first)]
    while months[-1].code != last:
        months.append(months[-1].next())
    return months
