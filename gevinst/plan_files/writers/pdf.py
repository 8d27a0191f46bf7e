"""The plan as a tagged PDF that holds PDF/UA-1. The layout is `plan.typ`; the plan reaches it as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date, datetime
from functools import cache
from importlib.metadata import files
from pathlib import Path
from typing import Any

import typst
from django.utils.translation import gettext as _

from gevinst.plan_files.document import PlanDocument

LAYOUT = Path(__file__).with_name("plan.typ")
_FONT = "font-source-sans-pro"


def write(document: PlanDocument) -> bytes:
    """Raises typst.TypstError when the result would not hold PDF/UA-1."""
    made: bytes = _compile(document, format="pdf", pdf_standards=["ua-1"])
    return made


def pages(document: PlanDocument, ppi: float = 96) -> list[bytes]:
    """Each page as a PNG, to be looked at."""
    made = _compile(document, format="png", ppi=ppi)
    return list(made) if isinstance(made, list) else [made]


def _compile(document: PlanDocument, **options: Any) -> Any:
    asked = {"plan": json.dumps(_data(document), default=_written), "words": json.dumps(_words())}
    return typst.compile(
        str(LAYOUT),
        root=str(LAYOUT.parent),
        font_paths=[str(_fonts())],
        ignore_system_fonts=True,
        sys_inputs=asked,
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


def _data(document: PlanDocument) -> dict[str, Any]:
    data = asdict(document)
    del data["sheets"]
    return data | {"lang": document.language[:2]}


def _written(value: Any) -> str:
    if isinstance(value, datetime):
        return f"{value:%d.%m.%Y kl. %H.%M}"
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    raise TypeError(f"{value!r} is no plain value")


def _words() -> dict[str, str]:
    return {
        "kind": _("Gevinstrealiseringsplan"),
        "actor": _("Aktør"),
        "state": _("Godkjenning"),
        "made": _("Skrevet ut"),
        "address": _("Planen på nett"),
        "overview": _("Oversikt"),
        "benefit": _("Gevinst"),
        "owner": _("Gevinsteier i linjen"),
        "indicator": _("Måleindikator"),
        "baseline": _("Nullpunkt"),
        "now": _("Nå"),
        "ambition": _("Ambisjon"),
        "status": _("Status"),
        "attainment": _("Måloppnåelse"),
        "by": _("innen"),
        "measured": _("Målt"),
        "milestones": _("Milepæler"),
        "day": _("Dato"),
        "asks": _("Skal være nådd"),
        "value": _("Verdi"),
        "actions": _("Tiltak"),
        "action": _("Tiltak"),
        "responsible": _("Ansvarlig"),
        "start": _("Starter"),
        "due": _("Frist"),
        "late": _("forsinket"),
        "about": _("Om gevinsten"),
        "risks": _("Risiko"),
        "risk": _("Risiko"),
        "size": _("Sannsynlighet × konsekvens"),
        "mitigation": _("Hva vi gjør med den"),
        "disbenefits": _("Ulemper"),
        "disbenefit": _("Ulempe"),
        "come": _("Har den kommet?"),
        "members": _("De som bidrar"),
        "who": _("Hvem"),
        "note": _("Merknad"),
        "source": _("Kilde for målene"),
        "example": _("eksempeldata"),
        "legend": _(
            "Strekene under hver gevinst: til venstre nullpunktet, til høyre ambisjonen. Punktet er siste "
            "måling, og den mørke streken viser hvor dere etter planen skulle vært da."
        ),
        "empty": _("Planen har ingen gevinster ennå."),
        "page": _("Side"),
        "of": _("av"),
        "none": "–",
    }
