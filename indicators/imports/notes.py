"""Lines below a table – sources, footnotes, dates – are told apart from its rows, and never the other way.

A line is a note when only its first cell is filled and it reads like one, or when it has letters and stands
below a blank line. Whatever is in doubt is left as a row, and is then refused aloud.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from indicators.imports.table import Cell, text_of
from indicators.messages import ngettext

TAIL = 200  # rows at the end that may be notes

_WORDS = (
    "kilde kjelde kilder kjelder source sources merk merknad merknader note noter notes fotnote fotnoter "
    "footnote footnotes uttrekk oppdatert statistikk copyright forklaring tegnforklaring kontakt database "
    "internkode referansetid enhet måleenhet"
)
_BEGINS = re.compile(
    rf"(?:(?:sist|siste|latest|last) (?:oppdatert|endret|updated?)\b|(?:{'|'.join(_WORDS.split())})\b"
    r"|\*{1,3}\s*\w|[¹²³⁴⁵]|©|\(?\d{1,2}\)\s*\w|(?:\.{1,3}|:|-|–)\s*(?:=|betyr|tall|ikke)\s*\w*)",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W\d_]{2}")
_LONG = 60


def notes_below(tail: Sequence[Sequence[Cell]]) -> list[str]:
    """The lines at the end that are not rows, blank ones as "". `tail`: the last rows of the table."""
    width = max((_filled(cells) for cells in tail), default=0)
    if width < 2:
        return []
    sure = len(tail)
    for place in range(len(tail) - 1, -1, -1):
        said = _note(tail[place])
        if said is None:
            break
        if not said or _reads_like_one(said):  # a blank line parts what stands below it from the table
            sure = place
    notes = [_note(cells) or "" for cells in tail[sure:]]
    return notes if any(notes) else []


def tell(notes: Sequence[str]) -> list[str]:
    """What is said aloud about them: how many, and the first words of the first."""
    told = [note for note in notes if note]
    if not told:
        return []
    first = told[0] if len(told[0]) <= _LONG else told[0][:_LONG].rstrip() + "…"
    return [
        ngettext(
            "{count} linje under tabellen er ikke lest: «{first}».",
            "{count} linjer under tabellen er ikke lest. Den første er «{first}».",
            len(told),
        ).format(count=len(told), first=first)
    ]


def _filled(cells: Sequence[Cell]) -> int:
    return sum(1 for cell in cells if text_of(cell))


def _note(cells: Sequence[Cell]) -> str | None:
    """The text of a line that may be a note, "" for a blank one, None for a row of the table."""
    filled = _filled(cells)
    if not filled:
        return ""
    first = text_of(cells[0])
    if filled == 1 and _LETTERS.search(first):
        return first
    # «Kilde:;SSB» – a note that a spreadsheet has laid in two cells
    return " ".join(filter(None, map(text_of, cells))) if filled == 2 and _BEGINS.match(first) else None


def _reads_like_one(text: str) -> bool:
    return bool(_BEGINS.match(text)) or (len(text) > _LONG and " " in text)
