"""Who there is and who belongs to whom, as small tables of facts with their source (README.md).

Made by tools/make_reference.py. `;` separates, an empty date is open, `|` separates within a cell.
"""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

FOLDER = Path(__file__).parent
POPULATION = FOLDER / "population"

Row = dict[str, str]


def table(name: str) -> Iterator[Row]:
    """The rows of one table; the line the file shows the first on is 2."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter=";")


def several(cell: str) -> list[str]:
    return cell.split("|") if cell else []


def day(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None
