"""Search in the catalogue: forgiving of how a word is written, strict about which word it is.

A word of the query is an id; or a word of the sheet in any inflection; or a part of a compound the sheet has,
or a compound of words it has; and only where no sheet has any of those, a word one slip of the finger away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from indicators.catalogue.models import Indicator
from indicators.catalogue.words import is_near, stem, words_in

ID, ID_PART, TITLE, SYNONYM, TEXT = 100.0, 30.0, 8.0, 6.0, 2.0
PART, NEAR = 0.7, 0.5
# Letters a word must have to be looked for in the beginning, or anywhere, of a longer one.
IN_BEGINNING, ANYWHERE, ANYWHERE_IN_TEXT, COMPOUND = 2, 4, 5, 7
STOP = frozenset(words_in("av de dei den det eller en er et for fra frå i med og om på per som til ved"))
MOST_WORDS = 10


@dataclass(frozen=True, slots=True)
class Found:
    """`indicators` best first. Not `whole`: none has every word, and these have the most of them.

    `near`: a word was met only by words it resembles.
    """

    indicators: list[Indicator]
    whole: bool = True
    near: bool = False


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The words of a sheet by how much a hit among them says, most first."""

    ids: frozenset[str]
    fields: tuple[tuple[float, tuple[str, ...]], ...]
    stems: frozenset[str]

    @classmethod
    def of(cls, indicator: Indicator) -> _Sheet:
        titles = words_in(f"{indicator.title_nb} {indicator.title_nn}")
        synonyms = words_in(" ".join(indicator.definition.get("synonyms", ())))
        text = words_in(indicator.search_text)
        return cls(
            ids=frozenset("".join(words_in(code.code)) for code in indicator.codes.all()),
            fields=((TITLE, titles), (SYNONYM, synonyms), (TEXT, text)),
            stems=frozenset(stem(word) for word in text),
        )


def search(query: str, indicators: Iterable[Indicator]) -> Found:
    """Those that answer the query; one without words keeps all, in their order."""
    everything = list(indicators)
    asked = words_in(query)
    words = ([word for word in asked if word not in STOP] or list(asked))[:MOST_WORDS]
    if not words:
        return Found(everything)
    sheets = [_Sheet.of(indicator) for indicator in everything]
    whole_id = "".join(words)
    if len(words) > 1 and any(whole_id in sheet.ids for sheet in sheets):
        words = [whole_id]
    by_word = [_answers(word, sheets) for word in words]
    answers = list(zip(*(scores for scores, _near in by_word), strict=True))
    most = max((sum(score > 0 for score in scores) for scores in answers), default=0)
    hits = [
        (sum(scores), indicator)
        for indicator, scores in zip(everything, answers, strict=True)
        if most and sum(score > 0 for score in scores) == most
    ]
    ranked = sorted(hits, key=lambda hit: -hit[0])
    near = any(is_near for _scores, is_near in by_word)
    return Found([indicator for _score, indicator in ranked], whole=most == len(words), near=near)


def _answers(word: str, sheets: list[_Sheet]) -> tuple[list[float], bool]:
    """How well each sheet answers the word, and whether only by words near it."""
    scores = [_well_spelt(word, sheet) for sheet in sheets]
    if any(scores):
        return scores, False
    known = {other for sheet in sheets for _weight, words in sheet.fields for other in words}
    near = {other for other in known if is_near(word, other)}
    return [NEAR * _best(sheet, near.__contains__) for sheet in sheets], bool(near)


def _well_spelt(word: str, sheet: _Sheet) -> float:
    return max(_well_spelt_scores(word, sheet))


def _well_spelt_scores(word: str, sheet: _Sheet) -> Iterator[float]:
    if word in sheet.ids:
        yield ID
    elif any(_is_part_of_id(word, code) for code in sheet.ids):
        yield ID_PART
    root = stem(word)
    yield _best(sheet, lambda other: stem(other) == root)
    for weight, words in sheet.fields:
        shortest = ANYWHERE_IN_TEXT if weight == TEXT else IN_BEGINNING
        anywhere = ANYWHERE_IN_TEXT if weight == TEXT else ANYWHERE
        if len(word) >= shortest and any(_is_part_of(root, word, other, anywhere) for other in words):
            yield PART * weight
    if len(word) >= COMPOUND and _is_made_of(word, sheet.stems):
        yield PART * TEXT


def _best(sheet: _Sheet, fits: Callable[[str], bool]) -> float:
    return next((weight for weight, words in sheet.fields if any(map(fits, words))), 0.0)


def _is_part_of_id(word: str, code: str) -> bool:
    """`KPI` of KPI1, and `3a` of KPI3a, which its own list calls just that."""
    if len(word) < IN_BEGINNING:
        return False
    return code.startswith(word) or (word[0].isdigit() and code.endswith(word))


def _is_part_of(root: str, word: str, other: str, anywhere: int) -> bool:
    return other.startswith(word) or (len(root) >= anywhere and root in other)


def _is_made_of(word: str, stems: frozenset[str]) -> bool:
    """`medisinutdelinger` where a sheet has «medisin» and «utdeling»; an s or an e may join the parts."""
    for cut in range(3, len(word) - 2):
        left, right = word[:cut], word[cut:]
        firsts = {left, stem(left), left.removesuffix("s"), left.removesuffix("e")}
        if stem(right) in stems and firsts & stems:
            return True
    return False
