"""Texts to translate, without GNU gettext: `update`, `check` or `compile` (python -m tools.messages …).

Bokmål is the language of the source; every other language has a catalogue in locale/. A text that lacks its
translation fails the build.
"""

from __future__ import annotations

import fcntl
import io
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from babel.messages import pofile
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
LANGUAGES = ("nn",)
PYTHON = ("gevinst", "indicators")
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    # A plain module is handed its translator; a module that needs both kinds calls the other lazy.
    "say": None,
    "lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
Key = tuple[str | list[str] | tuple[str, ...], str | None]  # a text, or its forms, and its context
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sdf]|\{\w*\}")
# Without dates of its own a catalogue changes only when a text does.
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)


def collected() -> Catalog:
    """All texts of templates and Python, by the files they stand in."""
    found = _new_catalog()
    for name, source in _sources():
        for _line, texts, comments, context in extract(
            "python", io.BytesIO(source), KEYWORDS, ["Translators:"]
        ):
            found.add(texts, locations=[(name, None)], auto_comments=comments, context=context)
    return found


def _sources() -> Iterator[tuple[str, bytes]]:
    for path in sorted((ROOT / "templates").rglob("*.*")):
        if path.suffix in {".html", ".txt"}:
            code = templatize(path.read_text(), origin=str(path.relative_to(ROOT)))
            # What stood around the tags is blanked but still indented, which Python would take for structure.
            yield str(path.relative_to(ROOT)), "\n".join(map(str.lstrip, code.split("\n"))).encode()
    for wing in PYTHON:
        for path in sorted((ROOT / wing).rglob("*.py")):
            if "migrations" not in path.parts:
                yield str(path.relative_to(ROOT)), path.read_bytes()


def _new_catalog(language: str | None = None) -> Catalog:
    return Catalog(
        locale=language,
        project="gevinst",
        version="1",
        last_translator="gevinst",
        language_team="gevinst",
        msgid_bugs_address="gevinst",
        fuzzy=False,
        header_comment="",
        creation_date=EPOCH,
        revision_date=EPOCH,
    )


def _file(language: str) -> Path:
    return ROOT / "locale" / language / "LC_MESSAGES" / "django.po"


def _read(language: str) -> Catalog:
    path = _file(language)
    if not path.exists():
        return _new_catalog(language)
    with path.open("rb") as file:
        return pofile.read_po(file, locale=language)


def update() -> None:
    """Write every catalogue with the texts of today: translations kept, new ones empty, old ones gone.

    One at a time; the others wait for their turn.
    """
    with _alone():
        for language in LANGUAGES:
            fresh = _merged(*_found_and_known(language), language)
            text = io.BytesIO()
            pofile.write_po(text, fresh, width=100, sort_by_file=True, ignore_obsolete=True)
            path = _file(language)
            _replace(path, text.getvalue())
            lacking = sum(not _complete(message) for message in _texts(fresh))
            print(f"{path.relative_to(ROOT)}: {len(fresh)} texts, {lacking} without translation")


@contextmanager
def _alone() -> Iterator[None]:
    folder = ROOT / "locale"
    folder.mkdir(exist_ok=True)
    lock = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def _found_and_known(language: str) -> tuple[Catalog, Catalog]:
    """The texts of the source, and the catalogue as it is after they were collected.

    People go on writing in both meanwhile, which takes seconds: a text is gone only when it is not found
    although it was looked for after its translation was read.
    """
    sought: set[Key] = set()
    while True:
        found, known = collected(), _read(language)
        gone = _keys(known) - _keys(found)
        if gone <= sought:
            return found, known
        sought = gone


def _merged(found: Catalog, known: Catalog, language: str) -> Catalog:
    fresh = _new_catalog(language)
    for message in _texts(found):
        old = known.get(message.id, message.context)
        if old and isinstance(old.id, tuple) != isinstance(message.id, tuple):
            old = None  # it has got, or lost, a plural: the words are to be written anew
        fresh.add(
            message.id,
            old.string if old else None,
            message.locations,
            auto_comments=message.auto_comments,
            context=message.context,
        )
    return fresh


def _replace(path: Path, content: bytes) -> None:
    """Whole or not at all: half a catalogue has lost somebody's work."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f"{path.name}.{os.getpid()}")
    new.write_bytes(content)
    new.replace(path)


def faults() -> list[str]:
    """What is wrong, a line each; empty when every text has its translation and no old one is left."""
    wanted = {_key(message): message for message in _texts(collected())}
    lines = []
    for language in LANGUAGES:
        known = {_key(message): message for message in _texts(_read(language))}
        for key in known.keys() - wanted:
            lines.append(f"{language}: no longer used (make messages): {_show(known[key])}")
        for key, message in wanted.items():
            if key not in known:
                lines.append(f"{language}: not in the catalogue (make messages): {_show(message)}")
            elif not _complete(known[key]):
                lines.append(f"{language}: lacks its translation: {_show(message)}")
            elif not _same_placeholders(known[key]):
                lines.append(f"{language}: other placeholders than the source: {_show(message)}")
    return sorted(lines)


def compile_all() -> None:
    for language in LANGUAGES:
        path = _file(language)
        if path.exists():
            compiled = io.BytesIO()
            write_mo(compiled, _read(language))
            _replace(path.with_suffix(".mo"), compiled.getvalue())


def _texts(catalog: Catalog) -> list[Message]:
    return [message for message in catalog if message.id]


def _key(message: Message) -> Key:
    return message.id, message.context


def _keys(catalog: Catalog) -> set[Key]:
    return {_key(message) for message in _texts(catalog)}


def _complete(message: Message) -> bool:
    strings = message.string if isinstance(message.string, (list, tuple)) else [message.string]
    return all(strings) and not message.fuzzy


def _same_placeholders(message: Message) -> bool:
    """All forms together use the placeholders of the source, no fewer and no others."""
    sources = message.id if isinstance(message.id, (list, tuple)) else [message.id]
    strings = message.string if isinstance(message.string, (list, tuple)) else [message.string]
    known = {mark for source in sources for mark in PLACEHOLDER.findall(source)}
    used = {mark for string in strings for mark in PLACEHOLDER.findall(string)}
    return used == known


def _show(message: Message) -> str:
    text = message.id[0] if isinstance(message.id, (list, tuple)) else message.id
    return f"{text!r} ({', '.join(file for file, _line in message.locations)})"


def main(what: str) -> int:
    settings.configure(USE_I18N=True)
    match what:
        case "update":
            update()
        case "compile":
            compile_all()
        case "check":
            found = faults()
            print("\n".join(found) if found else "every text has its translation")
            return bool(found)
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
