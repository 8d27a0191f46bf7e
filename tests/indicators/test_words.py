"""No words for people are put together outside gettext in `indicators/`: they would never be nynorsk.

It knows bokmål by its commonest words, and so finds sentences and not labels. What it leaves out, it names.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

INDICATORS = Path(__file__).parents[2] / "indicators"
MARKS = {"_", "gettext", "gettext_lazy", "gettext_noop", "lazy", "ngettext", "ngettext_lazy", "say"}
WORDS = re.compile(
    r"\b(er|ikke|og|på|til|fra|kan|mangler|må|har|bruk|skriv|finnes|står|det|rett|eller)\b", re.IGNORECASE
)
LEFT_OUT = {
    "catalogue": "faults of the reviewed files, told to whoever writes them",
    "management": "told in the terminal of whoever runs the product",
    "migrations": "nobody reads them",
    "statistics": "plain arithmetic: its words are codes of what a page says",
}
NO_SENTENCES = ("SSB tabell", "(?")  # the name of a source; patterns
TOLD_TO_PROGRAMMERS = {"ValueError", "TypeError", "KeyError"}


def sentences_outside_gettext(source: str) -> Iterator[tuple[int, str]]:
    """Line and text of every text of three words and more that reads like bokmål."""
    yield from _found(ast.parse(source))


def _found(node: ast.AST) -> Iterator[tuple[int, str]]:
    called = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
    if called in MARKS | TOLD_TO_PROGRAMMERS:
        return
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return  # a docstring
    text = ""
    if isinstance(node, ast.JoinedStr):
        text = "".join(part.value if isinstance(part, ast.Constant) else "…" for part in node.values)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        text = node.value
    if len(text.split()) > 2 and WORDS.search(text) and not text.startswith(NO_SENTENCES):
        yield getattr(node, "lineno", 0), text
    if not isinstance(node, ast.JoinedStr):
        for child in ast.iter_child_nodes(node):
            yield from _found(child)


@pytest.mark.parametrize(
    "path",
    [
        path
        for path in sorted(INDICATORS.rglob("*.py"))
        if LEFT_OUT.keys().isdisjoint(path.relative_to(INDICATORS).parts)
    ],
    ids=lambda path: str(path.relative_to(INDICATORS)),
)
def test_what_is_said_to_people_is_said_through_gettext(path: Path) -> None:
    assert list(sentences_outside_gettext(path.read_text())) == []


@pytest.mark.parametrize(
    "source",
    ['f"{n} verdier er avvist"', 'told = "Filen kan ikke leses."', 'raise MatchError(f"{x} er feil her")'],
)
def test_it_finds_a_sentence_nobody_translates(source: str) -> None:
    assert len(list(sentences_outside_gettext(source))) == 1


@pytest.mark.parametrize(
    "source",
    ['_("Filen kan ikke leses.")', '"""Filen kan ikke leses."""', 'raise ValueError("x er ikke et tall")'],
)
def test_it_leaves_what_is_translated_or_not_for_people(source: str) -> None:
    assert list(sentences_outside_gettext(source)) == []
