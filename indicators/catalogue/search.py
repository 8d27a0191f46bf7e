"""Search that forgives: æøå written without them, half words, one wrong letter, synonyms and ids."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher

from indicators.catalogue.models import Indicator

_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "ä": "ae", "ö": "o"})
_WORD = re.compile(r"[a-z0-9]+")
CLOSE_ENOUGH = 0.8


def normalise(text: str) -> str:
    """Lower case, without accents; `aa` and `å` meet, and so do `oe`, `ø` and `o`."""
    plain = text.lower().translate(_LETTERS).replace("aa", "a").replace("oe", "o")
    return unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()


def search(query: str, indicators: Iterable[Indicator]) -> list[Indicator]:
    """Those that answer every word of the query, best first. An empty query keeps all, in their order."""
    words = _WORD.findall(normalise(query))
    if not words:
        return list(indicators)
    scored = [(_score(words, indicator), indicator) for indicator in indicators]
    return [indicator for score, indicator in sorted(scored, key=lambda pair: -pair[0]) if score > 0]


def _score(words: list[str], indicator: Indicator) -> float:
    codes = {normalise(code.code) for code in indicator.codes.all()}
    title = normalise(f"{indicator.title_nb} {indicator.title_nn}")
    text = normalise(indicator.search_text)
    scores = [_score_word(word, codes, title, text) for word in words]
    return sum(scores) if all(scores) else 0.0


def _score_word(word: str, codes: set[str], title: str, text: str) -> float:
    if word in codes:
        return 10.0
    if re.search(rf"\b{re.escape(word)}", title):
        return 4.0
    if word in title:
        return 3.0
    if word in text:
        return 2.0
    if len(word) < 4:
        return 0.0
    return 1.0 if any(_is_close(word, other) for other in set(_WORD.findall(text))) else 0.0


def _is_close(word: str, other: str) -> bool:
    if len(other) < 4 or abs(len(word) - len(other)) > 4:
        return False
    # An inflected or compounded form shares a long beginning; a slip of the finger most letters.
    if len(word) >= 6 and other.startswith(word[:-2]):
        return True
    return SequenceMatcher(None, word, other).ratio() >= CLOSE_ENOUGH
