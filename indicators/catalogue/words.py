"""Norwegian words as people type them: without æøå, in any inflection, with a slip of the finger."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "ä": "ae", "ö": "o"})
_WORD = re.compile(r"[a-z0-9]+")
# Of nouns and adjectives, bokmål and nynorsk, longest first.
_ENDINGS = ("ene", "ane", "ens", "ets", "ers", "er", "ar", "en", "et", "a", "e", "s")
_SHORTEST_STEM = 3
_LONG = 9


def normalise(text: str) -> str:
    """Lower case, without accents; `aa` and `å` meet, and so do `oe`, `ø` and `o`."""
    plain = text.lower().translate(_LETTERS).replace("aa", "a").replace("oe", "o")
    return unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()


@lru_cache(maxsize=4096)
def words_in(text: str) -> tuple[str, ...]:
    """Normalised, each once, in the order they stand."""
    return tuple(dict.fromkeys(_WORD.findall(normalise(text))))


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """What the inflections of a normalised word share: `pasienter` and `pasientenes` give `pasient`."""
    for ending in _ENDINGS:
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= _SHORTEST_STEM and not word.endswith("ss"):
            return stem(rest)
    return word


def is_near(word: str, other: str) -> bool:
    """One letter wrong, missing, extra or swapped; two such in a long word; in a short one only a swap."""
    allowed = 2 if len(word) >= _LONG else 1
    if abs(len(word) - len(other)) > allowed or len(set(word) ^ set(other)) > 2 * allowed:
        return False
    if len(word) <= _SHORTEST_STEM:
        return sorted(word) == sorted(other) and _slips(word, other) == 1
    return _slips(word, other) <= allowed


def _slips(word: str, other: str) -> int:
    """Optimal string alignment: the fewest single slips that make one of the other."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(word, start=1):
        above, row = row, [i] + [0] * len(other)
        for j, wanted in enumerate(other, start=1):
            row[j] = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != wanted))
            if before and j > 1 and letter == other[j - 2] and word[i - 2] == wanted:
                row[j] = min(row[j], before[j - 2] + 1)
        before = above
    return row[-1]
