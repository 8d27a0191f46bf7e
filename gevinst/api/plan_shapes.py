"""The shapes of plans, and of what is written in them, with examples."""

from __future__ import annotations

from gevinst.api.plan_edits import LONGEST, MOST_CELLS
from gevinst.api.shapes import COUNT, TEXT, URL, Shape, shape
from gevinst.plans.edits import Outcome
from gevinst.plans.models import Version
from gevinst.plans.rows import ROW_KINDS

CODE = TEXT | {"enum": list(ROW_KINDS)}
CELL = TEXT | {
    "pattern": "^[a-z]{1,12}-[1-9][0-9]{0,17}-[a-z_]{1,32}$",
    "description": "Adressen til cellen: slag, nummer og felt.",
    "example": "tiltak-12-due",
}
ROW = TEXT | {"description": "Raden: slag og nummer.", "example": "tiltak-12"}
UNDER: Shape = {"type": ["string", "null"], "description": "Raden den ligger under.", "example": "gevinst-3"}
BRIEF = {
    "id": {"type": "integer", "description": "Nummeret på planen."},
    "url": URL | {"description": "Hele planen."},
    "page": URL | {"description": "Siden som viser den."},
    "title": TEXT | {"description": "Tittelen."},
    "actor": TEXT | {"description": "Hvem planen tilhører.", "example": "municipality:1539"},
    "actor_name": TEXT | {"description": "Navnet nå."},
    "revision": COUNT | {"description": "Øker når planens egne celler endres."},
    "may_edit": {"type": "boolean", "description": "Om du kan endre den."},
    "example": {"type": "boolean", "description": "Oppdiktet plan."},
}
PLAN = shape(BRIEF)
A_ROW = shape(
    {
        "row": ROW,
        "kind": CODE | {"description": "Hva slags rad det er."},
        "under": UNDER,
        "title": TEXT | {"description": "Det raden heter i historikken."},
        "revision": COUNT | {"description": "Øker når en celle i raden endres."},
        "cells": {
            "type": "array",
            "description": "Alle cellene, også de tomme.",
            "items": shape(
                {
                    "cell": CELL,
                    "label": TEXT | {"description": "Det cellen heter på siden."},
                    "text": TEXT
                    | {"description": "Slik den er lagret: et valg er koden sin, en dag er 31.12.2027."},
                }
            ),
        },
    },
    example={
        "row": "tiltak-12",
        "kind": "tiltak",
        "under": "gevinst-3",
        "title": "Tavlemøte hver morgen",
        "revision": 4,
        "cells": [
            {"cell": "tiltak-12-title", "label": "Tiltak", "text": "Tavlemøte hver morgen"},
            {"cell": "tiltak-12-due", "label": "Frist", "text": "31.12.2027"},
        ],
    },
)
A_KIND = shape(
    {
        "kind": CODE,
        "name": TEXT | {"description": "Det slike rader heter."},
        "under": {"type": ["string", "null"], "description": "Slaget de ligger under."},
        "can_remove": {"type": "boolean", "description": "Om slike rader kan kastes."},
        "fields": {
            "type": "array",
            "description": "Feltene. Tom til det finnes en slik rad.",
            "items": shape(
                {
                    "name": TEXT,
                    "label": TEXT,
                    "choices": {
                        "type": "array",
                        "description": "Det som kan velges. Tom der man skriver fritt.",
                        "items": shape({"code": TEXT, "label": TEXT}),
                    },
                }
            ),
        },
    }
)
IN_FULL = shape(
    {
        **BRIEF,
        "version": {
            "type": ["object", "null"],
            "description": "Den siste som er sendt til godkjenning.",
            "properties": {"number": COUNT, "state": TEXT | {"enum": Version.State.values}},
        },
        "kinds": {"type": "array", "items": A_KIND, "description": "Slagene av rader, og feltene de har."},
        "rows": {"type": "array", "items": A_ROW, "description": "Radene, i planens rekkefølge."},
    }
)
CELLS_SENT: Shape = {
    "type": "object",
    "required": ["cells"],
    "additionalProperties": False,
    "properties": {
        "cells": {
            "type": "array",
            "minItems": 1,
            "maxItems": MOST_CELLS,
            "description": "Hver celle én gang.",
            "items": {
                "type": "object",
                "required": ["cell", "text", "base"],
                "additionalProperties": False,
                "properties": {
                    "cell": CELL,
                    "text": TEXT | {"maxLength": LONGEST, "description": "Det som skal stå der."},
                    "base": TEXT
                    | {"maxLength": LONGEST, "description": "Det som sto der da du leste planen."},
                },
            },
        }
    },
    "example": {
        "cells": [
            {"cell": "tiltak-12-due", "text": "30.06.2027", "base": "31.12.2027"},
            {"cell": "tiltak-12-state", "text": "done", "base": "under_way"},
        ]
    },
}
WRITTEN = shape(
    {
        "counts": shape({outcome.value: COUNT for outcome in Outcome})
        | {"description": "Hvor mange celler det gikk slik med."},
        "cells": {
            "type": "array",
            "description": "Én for hver celle du sendte, i samme rekkefølge.",
            "items": shape(
                {
                    "cell": CELL,
                    "outcome": TEXT
                    | {
                        "enum": [outcome.value for outcome in Outcome],
                        "description": (
                            "saved: lagret. unchanged: det sto der alt. conflict: noen andre har skrevet der "
                            "imens; deres tekst står, og din er tatt vare på. refused: kan ikke stå der, se "
                            "message. gone: raden er kastet; teksten din er tatt vare på."
                        ),
                    },
                    "text": TEXT | {"description": "Det som står der nå."},
                    "message": TEXT | {"description": "Hvorfor den ikke kan stå der. Ellers tom."},
                    "also": {
                        "type": "array",
                        "description": "Andre celler i raden som ble endret av det.",
                        "items": shape({"cell": CELL, "text": TEXT}),
                    },
                    "proposal": {
                        "type": ["object", "null"],
                        "description": "Teksten din, når den er tatt vare på i stedet for lagret.",
                        "properties": {"text": TEXT, "page": URL | {"description": "Der noen velger."}},
                    },
                }
            ),
        },
    },
    example={
        "counts": {"saved": 1, "unchanged": 0, "conflict": 1, "refused": 0, "gone": 0},
        "cells": [
            {
                "cell": "tiltak-12-due",
                "outcome": "saved",
                "text": "30.06.2027",
                "message": "",
                "also": [],
                "proposal": None,
            },
            {
                "cell": "tiltak-12-state",
                "outcome": "conflict",
                "text": "dropped",
                "message": "",
                "also": [],
                "proposal": {"text": "done", "page": "https://gevinst.example/plan/1/ark/#tiltak-12"},
            },
        ],
    },
)
ROW_SENT: Shape = {
    "type": "object",
    "required": ["kind", "under"],
    "additionalProperties": False,
    "properties": {"kind": CODE | {"description": "Hva slags rad."}, "under": ROW},
    "example": {"kind": "tiltak", "under": "gevinst-3"},
}
