"""Somebody else who writes while something goes on: a process of its own, as a web process is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import cycle
from pathlib import Path

from bench.result import clock

ROOT = Path(__file__).resolve().parents[1]
PAUSE = 0.05
WRITTEN = "tapt-tid-sene-kanselleringer"


class Waits:
    """Milliseconds each write took."""

    def __init__(self) -> None:
        self.found: list[float] = []

    @property
    def p99(self) -> float:
        ordered = sorted(self.found)
        return ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))] if ordered else 0.0


@contextmanager
def writing_meanwhile() -> Iterator[Waits]:
    """Waits, filled when the block ends. Writes one value every PAUSE seconds until then."""
    waits = Waits()
    command = [sys.executable, "-m", "bench.writing_meanwhile"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdout.readline()
        yield waits
        process.stdin.close()
        waits.found = json.loads(process.stdout.read())
    assert process.returncode == 0


def main() -> None:
    import django

    django.setup()
    from indicators.actors.models import Actor, ActorKind
    from indicators.catalogue.models import Indicator
    from indicators.measurements.figures import NewFigure
    from indicators.measurements.periods import Period, PeriodKind
    from indicators.measurements.services import record

    indicator = Indicator.objects.get(slug=WRITTEN)
    municipalities = list(Actor.objects.filter(kind=ActorKind.MUNICIPALITY, valid_to=None))
    month = Period(PeriodKind.MONTH, date(2024, 1, 1))
    os.set_blocking(0, False)
    found = []
    print("ready", flush=True)
    for actor in cycle(municipalities):
        with clock() as one:
            record(
                indicator=indicator,
                actor=actor,
                period=month,
                figure=NewFigure(numerator=1.0),
                by=None,
                source="bench",
            )
        found.append(one.seconds * 1000)
        if actor == municipalities[-1]:
            month = month.previous()
        time.sleep(PAUSE)
        if sys.stdin.buffer.raw.read(1) == b"":
            break
    print(json.dumps(found))


if __name__ == "__main__":
    main()
