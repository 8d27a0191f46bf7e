from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from gevinst.jobs import nights, registry, tasks
from gevinst.jobs.models import Job

pytestmark = pytest.mark.django_db
OSLO = ZoneInfo("Europe/Oslo")
ALL = [kind for kind in registry.kinds() if kind.startswith(nights.PREFIX)]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=OSLO)


def done(text: str) -> None:
    for kind in ALL:
        job = Job.objects.create(kind=kind, subject=0, state=Job.State.DONE)
        Job.objects.filter(pk=job.pk).update(created_at=at(text))


def test_what_has_never_been_done_is_due_at_once():
    assert {"nightly.check", "nightly.tidy"} <= set(ALL)
    assert nights.due(at("2026-03-10T14:00")) == ALL


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-03-10T14:00", []),
        ("2026-03-11T00:50", []),
        ("2026-03-11T01:10", ALL),
        ("2026-03-11T06:00", []),
        ("2026-03-11T16:00", ALL),
    ],
)
def test_it_is_done_every_night_and_by_day_when_a_night_was_missed(now, expected):
    done("2026-03-10T02:00")
    assert nights.due(at(now)) == expected


@pytest.mark.parametrize("night", ["2026-03-29", "2026-10-25"])
def test_no_run_is_missed_or_doubled_in_the_nights_when_the_clock_is_moved(night):
    start = at(f"{night}T00:00") - timedelta(days=3)
    runs = []
    for minutes in range(0, 6 * 24 * 60, 10):
        now = (start.astimezone(ZoneInfo("UTC")) + timedelta(minutes=minutes)).astimezone(OSLO)
        if nights.due(now):
            runs.append(now)
            for kind in ALL:
                job = Job.objects.create(kind=kind, subject=0, state=Job.State.DONE)
                Job.objects.filter(pk=job.pk).update(created_at=now)
    nightly = [run.date() for run in runs if run.hour < 5]
    assert len(nightly) == len(set(nightly)) == 6


def test_each_is_put_in_the_queue_once(monkeypatch):
    monkeypatch.setattr("gevinst.jobs.services.wake", lambda job: None)
    tasks.put_nightly_in_queue()
    tasks.put_nightly_in_queue()
    assert sorted(Job.objects.values_list("kind", flat=True)) == ALL
