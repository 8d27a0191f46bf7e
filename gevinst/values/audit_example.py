"""The published table of diagnosis groups, as it stands in print: what the control is shown on."""

from __future__ import annotations

import csv
import re
from functools import cache

from indicators.imports.recipes import load_recipe

RECIPE = "bup_diagnosegrupper_2018_2022"


@cache
def example() -> tuple[str, str]:
    """The table as pasted cells, and its source."""
    with load_recipe(RECIPE).example.open(encoding="utf-8-sig", newline="") as file:
        headings, *rows = csv.reader(file, delimiter=";")
    cells = [list(map(_in_print, headings[1:])), *(row[1:] for row in rows)]
    return "\n".join("\t".join(row) for row in cells), rows[0][0]


def _in_print(heading: str) -> str:
    words = re.sub(r"(\d{4})_(\d{4})", r"\1–\2", heading.removeprefix("publ_")).replace("_", " ")
    return words[:1].upper() + words[1:]
