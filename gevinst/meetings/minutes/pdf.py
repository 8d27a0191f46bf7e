"""The minutes as a tagged PDF that holds PDF/UA-1. The layout is `minutes.typ`; what they say is JSON."""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import cache
from importlib.metadata import files
from pathlib import Path
from typing import Any

import typst
from django.utils.translation import gettext as _

from gevinst.meetings.minutes.document import MinutesDocument

LAYOUT = Path(__file__).with_name("minutes.typ")
_FONT = "font-source-sans-pro"


def write(document: MinutesDocument) -> bytes:
    """Raises typst.TypstError when the result would not hold PDF/UA-1."""
    made: bytes = _compile(document, format="pdf", pdf_standards=["ua-1"])
    return made


def pages(document: MinutesDocument, ppi: float = 96) -> list[bytes]:
    """Each page as a PNG, to be looked at."""
    made = _compile(document, format="png", ppi=ppi)
    return list(made) if isinstance(made, list) else [made]


def _compile(document: MinutesDocument, **options: Any) -> Any:
    said = asdict(document) | {
        "lang": document.language[:2],
        "made_at": f"{document.made_at:%d.%m.%Y kl. %H.%M}",
    }
    return typst.compile(
        str(LAYOUT),
        root=str(LAYOUT.parent),
        font_paths=[str(_fonts())],
        ignore_system_fonts=True,
        sys_inputs={"minutes": json.dumps(said), "words": json.dumps(_words())},
        timestamp=int(document.made_at.timestamp()),
        **options,
    )


@cache
def _fonts() -> Path:
    """The folder of the font that comes with the package: the same look on every machine."""
    return next(
        Path(str(file.locate())).parent
        for file in files(_FONT) or ()
        if file.name == "SourceSansPro-Regular.ttf"
    )


def _words() -> dict[str, str]:
    return {
        "kind": _("Referat"),
        "when": _("Når"),
        "where": _("Hvor"),
        "group": _("Gruppe"),
        "members": _("Kommuner"),
        "present": _("Til stede"),
        "state": _("Status"),
        "figures": _("Tallene"),
        "address": _("Møtet på nett"),
        "before": _("Siden forrige møte"),
        "decision": _("Beslutning"),
        "decisions": _("Beslutninger"),
        "others": _("Andre beslutninger"),
        "owner": _("Ansvarlig"),
        "due": _("Frist"),
        "about": _("Gjelder"),
        "then": _("Da"),
        "now": _("Nå"),
        "agenda": _("Saksliste"),
        "empty": _("Møtet hadde ingen saker."),
        "item": _("Sak"),
        "title": _("Tittel"),
        "finding": _("Hva tallene sier"),
        "source": _("Kilde"),
        "example": _("eksempeldata"),
        "page": _("Side"),
        "of": _("av"),
        "none": "–",
    }
