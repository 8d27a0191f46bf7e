"""Pasted text as rows: cells from a spreadsheet (tabs), a CSV file, or lines out of a PDF, where spaces both
part the columns and stand inside numbers.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from itertools import pairwise
from math import log

from indicators.table_audit.grid import letter

Rows = list[tuple[int, list[str]]]
_NUMBER = r"[+\-\u2212]?\d[\d.,]*"
_SIGN = r"(?:\.{1,3}|:|-|\u2013|<\s?\d+)"
_TAIL = re.compile(
    rf"(?P<name>.*?[^\W\d_].*?|)\s+(?P<rest>(?:{_NUMBER}|{_SIGN})(?:\s*%|\s+{_NUMBER}|\s+{_SIGN})*)$"
)
_TOKEN = re.compile(rf"(?:{_NUMBER}|{_SIGN})(?:\s*%)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_PART = re.compile(r"\s+(?=[A-ZÆØÅ]|(?:19|20)\d\d(?!\s*[-–]))(?<!Endring\s)(?<!fra\s)(?<!til\s)")
_IS_FIGURE = re.compile(r"(?<![\w-])(?!(?:19|20)\d\d(?!\d))\d+(?:[.,]\d+)?(?!\w)")


def rows_of(text: str) -> Rows:
    """The rows (line number from 1, cells) of the pasted text; blank lines are left out."""
    lines = text.splitlines()
    sign = _separator([line for line in lines if line.strip()])
    if not sign:
        return _spaced(lines)
    read = csv.reader(io.StringIO(text.strip("\ufeff")), delimiter=sign)
    return [(number, cells) for number, cells in enumerate(read, 1) if any(cell.strip() for cell in cells)]


def _separator(lines: list[str]) -> str:
    """The sign that parts most lines alike; none where only spaces do."""
    for sign in "\t;":
        if sum(1 for line in lines if sign in line) * 2 > len(lines):
            return sign
    commas = Counter(line.count(",") for line in lines)
    usual, lines_so = max(commas.items(), key=lambda one: one[1], default=(0, 0))
    return "," if usual and lines_so == len(lines) and not re.search(r"\d,\d+\s*%", lines[-1]) else ""


def _spaced(lines: list[str]) -> Rows:
    """Lines of a PDF: a name, and figures after it. The number of columns is what most lines agree on."""
    parted = {
        number: found for number, line in enumerate(lines, 1) if (found := _TAIL.fullmatch(line.strip()))
    }
    tokens = {number: _TOKEN.findall(found["rest"]) for number, found in parted.items()}
    tokens = {number: found for number, found in tokens.items() if not all(map(_YEAR.fullmatch, found))}
    columns = _columns(list(tokens.values()))
    rows: Rows = []
    for number, line in enumerate(lines, 1):
        if number in tokens and columns in {len(way) for way in _ways(tokens[number])}:
            rows.append((number, [parted[number]["name"].strip(), *_split(tokens[number], columns)]))
        elif line.strip():
            rows.append((number, [line.strip()]))
    return _one_heading(rows, columns)


def _columns(every: list[list[str]]) -> int:
    """The number of columns most lines can be read as; of two alike, the fewest numbers torn apart."""
    votes = Counter(count for tokens in every for count in {len(way) for way in _ways(tokens)})
    return max(votes, key=lambda count: (votes[count], -abs(count - min(map(len, every)))), default=0)


def _ways(tokens: list[str], most: int = 512) -> list[list[str]]:
    """Every way to read the tokens as numbers, where a group of three digits may belong to the one before."""
    ways: list[list[str]] = [[]]
    for token in tokens:
        joined = [
            [*way[:-1], f"{way[-1]} {token}"]
            for way in ways
            if way
            and re.match(r"\d{3}(?![\d])", token)
            and re.fullmatch(r"[+\-\u2212]?[1-9]\d{0,2}(?: \d{3})*", way[-1])
        ]
        alone = [] if re.match(r"0\d", token) else [[*way, token] for way in ways]
        ways = (alone + joined)[:most]
    return ways


def _split(tokens: list[str], columns: int) -> list[str]:
    """The way with that many columns whose neighbours are most alike in size."""
    return min((way for way in _ways(tokens) if len(way) == columns), key=_unevenness)


def _unevenness(way: list[str]) -> float:
    sizes = [
        log(1 + float(digits)) for cell in way if "," not in cell and (digits := re.sub(r"\D", "", cell))
    ]
    return sum(abs(second - first) for first, second in pairwise(sizes))


def _headings(line: str, columns: int) -> list[str] | None:
    """The heading of the names and those of the figures; None when the line does not part so."""
    line = re.sub(r"(\d{4}\s?[-–])\s+(?=\d{4})", r"\1", line)
    wide = [part for part in re.split(r"\s{2,}", line) if part]
    if len(wide) == columns + 1:
        return wide
    parts = _PART.split(line)
    spare = len(parts) - columns - 1
    if spare < -1 or any(_IS_FIGURE.search(part) for part in parts):
        return None
    names, rest = parts[: spare + 1], parts[spare + 1 :]
    return None if spare > 0 and re.search(r"\d", " ".join(names)) else [" ".join(names), *rest]


def _one_heading(rows: Rows, columns: int) -> Rows:
    """One row of headings over the figures. Where the lines of a PDF have torn it, columns get numbers."""
    first = next((place for place, (_, cells) in enumerate(rows) if len(cells) > 1), 0)
    above = [cells[0] for _, cells in rows[:first]]
    tried = (_headings(" ".join(above[start:]), columns) for start in range(len(above)))
    names = next(filter(None, tried), ["", *map(letter, range(1, columns + 1))])
    return [(rows[0][0] if first else 0, names), *rows[first:]] if rows else []
