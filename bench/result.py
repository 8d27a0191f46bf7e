"""What a measurement says."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Result:
    """`limit` is what the same run measured beside it, in the same unit."""

    name: str
    value: float
    unit: str
    limit: float

    @property
    def ratio(self) -> float:
        return self.value / self.limit if self.limit else 0.0


@dataclass
class Clock:
    seconds: float = field(default=0.0)


@contextmanager
def clock() -> Iterator[Clock]:
    found = Clock()
    start = time.perf_counter()
    yield found
    found.seconds = time.perf_counter() - start


def median_ms(work: Callable[[], object], *, times: int = 15) -> float:
    """Median milliseconds of `times` runs, after one that is not counted."""
    work()
    found = []
    for _ in range(times):
        with clock() as one:
            work()
        found.append(one.seconds * 1000)
    return statistics.median(found)
