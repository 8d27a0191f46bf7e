"""Made-up units of Rauma with figures of their own, labelled as such and removed with the other examples.

The parts of what the municipality has figures of add up to those; the rest is theirs alone.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date
from random import Random

from django.core.files.base import ContentFile

from gevinst.values.examples import MADE_UP, MADE_UP_PLACE
from indicators.actors.models import Actor, Membership, Structure
from indicators.actors.services import rebuild_closure
from indicators.imports.models import Upload
from indicators.imports.pipeline import read_upload
from indicators.imports.services import commit_upload, receive_upload
from indicators.measurements.models import Batch, Measurement
from indicators.measurements.periods import Period, PeriodKind, parse_period

SINCE = date(2022, 1, 1)
RAUMA, HOME_CARE = "1539", "1539-hjemmetjenesten"
CLINIC, NURSING_HOME, PHYSIO = "1539-helsestasjonen", "1539-sykehjemmet", "1539-fysioterapi"
ZONES = ("1539-sone-andalsnes", "1539-sone-isfjorden", "1539-sone-mandalen")
# Kind, code, name, and who is above.
PLACES = (
    ("unit", CLINIC, "Helsestasjonen i Rauma", RAUMA),
    ("unit", NURSING_HOME, "Sykehjemmet i Rauma", RAUMA),
    ("department", ZONES[0], "Hjemmetjenesten, sone Åndalsnes", HOME_CARE),
    ("department", ZONES[1], "Hjemmetjenesten, sone Isfjorden", HOME_CARE),
    ("department", ZONES[2], "Hjemmetjenesten, sone Måndalen", HOME_CARE),
    ("department", PHYSIO, "Fysio- og ergoterapi i Rauma", HOME_CARE),
)
# How much of the municipality's figure each has, and how far above its share it lies.
SHARED = {
    "pleiekontinuitet-hjemmetjenesten": ((ZONES[0], 0.5, 1.0), (ZONES[1], 0.3, 1.06), (ZONES[2], 0.2, 0.91)),
    "andel-legemidler-innen-tidsintervall": (
        (NURSING_HOME, 0.55, 1.01),
        (ZONES[0], 0.25, 1.0),
        (ZONES[1], 0.2, 0.97),
    ),
}
# By unit: measure, usual level, denominator (0: none), and what it is times at last, from which month back.
OWN: dict[str, tuple[tuple[str, float, float, float, int], ...]] = {
    CLINIC: (
        ("fullforte-avtaler", 310, 0, 1.16, 9),
        ("timeventetid", 17, 310, 1.0, 0),
        ("utnyttelse-av-timeplan", 0.74, 26_000, 1.0, 0),
        ("tid-tapt-ikke-mott", 2_900, 0, 0.62, 8),
        ("tapt-tid-sene-kanselleringer", 1_150, 0, 1.45, 8),
        ("ubenyttede-bookinger", 138, 0, 1.0, 0),
    ),
    PHYSIO: (
        ("fullforte-avtaler", 164, 0, 1.0, 0),
        ("timeventetid", 31, 164, 1.25, 8),
        ("ubenyttede-bookinger", 57, 0, 1.0, 0),
    ),
}
FIRST, LAST, RUNNING = "2023-07", "2026-05", "2026-06"
SO_FAR = 17
HEAD = ["måleindikator", "aktørkode", "periode", "per dato", "verdi", "teller", "nevner"]
Line = list[str]


def load_units() -> list[str]:
    """Make and import what is missing. A line for each file that came in."""
    _make_places()
    said = []
    for name, lines in (
        ("eksempel-leder-deler.csv", _parts()),
        ("eksempel-leder-hittil.csv", _earlier_running()),
        ("eksempel-leder-maneder.csv", _own_months()),
    ):
        if not Batch.objects.filter(file_name=name).exists():
            said.append(_import(name, lines))
    return said


def _make_places() -> None:
    line = Structure.objects.get(code="linje")
    made = False
    for kind, code, name, above in PLACES:
        place, is_new = Actor.objects.get_or_create(
            kind=kind, code=code, valid_from=SINCE, defaults={"name": name, "source": MADE_UP_PLACE}
        )
        if is_new:
            parent = Actor.objects.get(code=above, valid_to__isnull=True)
            Membership.objects.create(structure=line, parent=parent, child=place, valid_from=SINCE)
            made = True
    if made:
        rebuild_closure(structure=line)


def _import(name: str, lines: Iterable[Line]) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\n").writerows([HEAD, *lines])
    file = ContentFile(text.getvalue().encode(), name=name)
    upload = receive_upload(file, name=name, by=None, source=MADE_UP, layout="long", is_example=True)
    read_upload(upload)
    upload.refresh_from_db()
    if upload.state != Upload.State.READY:
        raise ValueError(f"{name}: {upload.problem}")
    batch = commit_upload(upload, by=None)
    return f"{name}: {batch.new_count} nye, {batch.changed_count} endrede, {batch.rejected_count} avviste"


def _parts() -> Iterator[Line]:
    """The municipality's own made-up figures, divided: the last takes what is left, so that they add up."""
    chance = Random(11)  # noqa: S311 - not for secrets
    rows = Measurement.objects.whole().filter(
        actor__code=RAUMA, indicator__slug__in=SHARED, period_kind=PeriodKind.MONTH, denominator__gt=0
    )
    for slug, start, top, bottom in rows.order_by("indicator", "period_start").values_list(
        "indicator__slug", "period_start", "numerator", "denominator"
    ):
        top, bottom = top or 0.0, bottom or 1.0
        left, below = round(top), round(bottom)
        *others, last = SHARED[slug]
        month = Period(PeriodKind.MONTH, start).code
        for code, weight, level in others:
            size = round(bottom * weight)
            some = round(size * min(top / bottom * level * (1 + chance.gauss(0, 0.012)), 1))
            left, below = left - some, below - size
            yield [slug, code, month, "", "", str(some), str(size)]
        yield [slug, last[0], month, "", "", str(min(max(left, 0), below)), str(below)]


def _own_months() -> Iterator[Line]:
    """Whole months, and the first seventeen days of the one that runs."""
    chance = Random(12)  # noqa: S311 - not for secrets
    months = _months()
    for code, measures in OWN.items():
        for slug, level, bottom, times, steps in measures:
            for place, month in enumerate(months):
                late = max(0, place - (len(months) - steps) + 1) if steps else 0
                now = level * (1 + (times - 1) * late / steps if steps else 1) * (1 + chance.gauss(0, 0.035))
                yield _line(slug, code, month.code, "", now, bottom)
            if code == CLINIC:
                yield _running(slug, level * times, bottom, RUNNING, 0.96)


def _earlier_running() -> Iterator[Line]:
    """What the clinic had sent on the same day of last month, and of last year's June."""
    for slug, level, bottom, times, _steps in OWN[CLINIC]:
        yield _running(slug, level, bottom, "2025-06", 1.0)
        yield _running(slug, level * times, bottom, LAST, 1.03)


def _running(slug: str, level: float, bottom: float, month: str, times: float) -> Line:
    period = parse_period(month)
    part = SO_FAR / period.days
    until = f"{period.start.replace(day=SO_FAR):%d.%m.%Y}"
    if bottom:
        return _line(slug, CLINIC, month, until, level * times, round(bottom * part))
    return _line(slug, CLINIC, month, until, level * part * times, 0)


def _line(slug: str, code: str, month: str, until: str, value: float, bottom: float) -> Line:
    if bottom:
        return [slug, code, month, until, "", str(round(value * bottom)), str(round(bottom))]
    said = f"{round(value)} min" if slug.startswith(("tid-", "tapt-")) else str(round(value))
    return [slug, code, month, until, said, "", ""]


def _months() -> list[Period]:
    months = [parse_period(FIRST)]
    while months[-1].code != LAST:
        months.append(months[-1].next())
    return months
