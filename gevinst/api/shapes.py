"""The shapes of answers and bodies, as JSON Schema, with examples: what the description shows."""

from __future__ import annotations

from typing import Any

Shape = dict[str, Any]
TEXT: Shape = {"type": "string"}
NUMBER: Shape = {"type": ["number", "null"]}
COUNT: Shape = {"type": "integer", "minimum": 0}
URL: Shape = {"type": "string", "format": "uri"}
NEXT: Shape = {
    "type": ["string", "null"],
    "format": "uri",
    "description": "Adressen til neste side. Null på den siste.",
}


def listed(name: str, item: Shape) -> Shape:
    """A page of items under a name, and where the next one is."""
    return shape({name: {"type": "array", "items": item}, "next": NEXT})


def shape(properties: Shape, **more: Any) -> Shape:
    """An object that always has all of these."""
    return {"type": "object", "required": list(properties), "properties": properties, **more}


PROBLEM = shape(
    {
        "type": TEXT | {"description": "Hvor det står mer om denne typen feil."},
        "title": TEXT | {"description": "Hva slags feil det er."},
        "status": {"type": "integer"},
        "detail": TEXT | {"description": "Hva som er galt, og hva du kan gjøre."},
        "errors": {
            "type": "array",
            "description": "Én for hver ting som er gal.",
            "items": shape(
                {"field": TEXT | {"description": "Parameteren eller feltet."}, "detail": TEXT},
                example={"field": "indikator", "detail": "Ukjent parameter. Bruk indicator, actor."},
            ),
        },
    }
)
INDICATOR = shape(
    {
        "slug": TEXT | {"description": "Slik den skrives i et filter.", "example": "ukp-dogn"},
        "codes": {"type": "array", "items": TEXT, "description": "Id-ene i listene den står i."},
        "title": TEXT | {"description": "Navnet på bokmål eller nynorsk, etter Accept-Language."},
        "unit": TEXT | {"description": "Enheten verdien har."},
        "kind": TEXT | {"description": "Hvordan tallet blir til av teller og nevner."},
        "factor": {"type": "number", "description": "Det en rate regnes per."},
        "decimals": COUNT | {"description": "Så mange vises; verdiene er uavrundet."},
        "direction": TEXT | {"description": "Om opp, ned eller uendret er best."},
        "open": {"type": "boolean", "description": "Alle som er innlogget, ser verdiene."},
    }
)
ACTOR = shape(
    {
        "id": TEXT | {"description": "Slik aktøren skrives i et filter.", "example": "municipality:1539"},
        "kind": TEXT | {"description": "Kommune, bydel, helseforetak og så videre."},
        "code": TEXT | {"description": "Den offisielle koden, som kommunenummeret."},
        "name": TEXT | {"description": "Navnet nå."},
        "valid_from": TEXT | {"format": "date", "description": "Første dag aktøren fantes."},
        "valid_to": {
            "type": ["string", "null"],
            "format": "date",
            "description": "Siste dag. Null når den finnes ennå.",
        },
    }
)
VALUE = shape(
    {
        "indicator": TEXT | {"description": "Slug.", "example": "ukp-dogn"},
        "actor": TEXT | {"description": "slag:kode.", "example": "municipality:1539"},
        "actor_name": TEXT | {"description": "Navnet nå.", "example": "Rauma"},
        "period": TEXT | {"description": "År, tertial, kvartal, måned eller uke.", "example": "2026-03"},
        "breakdown": {
            "type": "object",
            "additionalProperties": TEXT,
            "description": "Kode per dimensjon. Tom når tallet gjelder alle.",
        },
        "value": NUMBER | {"description": "Slik måleindikatoren har det, uavrundet. Prosent for andeler."},
        "numerator": NUMBER | {"description": "Telleren, eller antallet."},
        "denominator": NUMBER | {"description": "Nevneren, der det er en."},
        "reason": TEXT
        | {
            "enum": ["", "missing", "not_yet", "not_possible", "hidden", "nil", "below"],
            "description": "Hvorfor tallet mangler. «nil» er null, «below» er under grensen i bound.",
        },
        "bound": NUMBER | {"description": "Det tallet er mindre enn, når reason er below."},
        "status": TEXT
        | {"enum": ["final", "preliminary", "partial"], "description": "Hvor ferdig tallet er."},
        "as_of": {
            "type": ["string", "null"],
            "format": "date",
            "description": "Siste dag tallet gjelder, når perioden ikke er hel.",
        },
        "source": TEXT | {"description": "Hvor tallet er hentet fra."},
        "batch": {"type": "integer", "description": "Samlingen verdien kom med."},
        "written_at": TEXT | {"format": "date-time", "description": "Når samlingen kom."},
        "example": {"type": "boolean", "description": "Oppdiktet tall."},
    }
)
_NUMBERS: Shape = {"type": "array", "items": NUMBER}
SERIES = shape(
    {
        "periods": {
            "type": "array",
            "items": TEXT,
            "description": "Tidsaksen, eldst først. Listene i hver serie har like mange plasser.",
        },
        "series": {
            "type": "array",
            "items": shape(
                {
                    "indicator": VALUE["properties"]["indicator"],
                    "actor": VALUE["properties"]["actor"],
                    "actor_name": VALUE["properties"]["actor_name"],
                    "values": _NUMBERS | {"description": "Uavrundet. Null der det ikke er noe tall."},
                    "numerators": _NUMBERS | {"description": "Tellerne, eller antallene."},
                    "denominators": _NUMBERS | {"description": "Nevnerne, der det er noen."},
                    "shares": _NUMBERS
                    | {"description": "Prosent av det gruppen har til sammen. Tom uten group."},
                    "notes": {
                        "type": "object",
                        "additionalProperties": TEXT,
                        "description": "Per periode hvorfor tallet mangler, eller «partial».",
                    },
                    "parts": COUNT
                    | {"description": "Så mange aktører det er summert fra. 0 når det er målt."},
                    "example": {"type": "boolean", "description": "Det er oppdiktede tall i serien."},
                }
            ),
        },
    }
)
CONFLICT = shape(
    {
        "row": COUNT | {"description": "Raden i filen. For JSON er den første raden 1."},
        "column": TEXT | {"description": "Overskriften på kolonnen, eller navnet på feltet."},
        "value": TEXT | {"description": "Det som står der."},
        "message": TEXT | {"description": "Hva som er galt, og hva du kan gjøre."},
    },
    example={
        "row": 2,
        "column": "verdi",
        "value": "12 av 15",
        "message": "«12 av 15» er ikke et tall. Skriv teller og nevner i hver sin kolonne.",
    },
)
IMPORT = shape(
    {
        "id": {"type": "integer", "description": "Nummeret på importen."},
        "url": URL | {"description": "Adressen til dette svaret."},
        "page": URL | {"description": "Siden som viser det samme."},
        "state": TEXT
        | {
            "enum": ["queued", "working", "checked", "saved", "refused", "cancelled", "failed"],
            "description": (
                "queued: venter. working: leses eller lagres. checked: prøvd, ingenting lagret. "
                "saved: lagret. refused: kan ikke lagres, se problem og conflicts. cancelled: avbrutt. "
                "failed: feil hos oss."
            ),
        },
        "file_name": TEXT | {"description": "Filen, eller rader.json."},
        "strategy": TEXT | {"enum": ["all_or_nothing", "valid_rows"], "description": "Som du ba om."},
        "dry_run": {"type": "boolean", "description": "Som du ba om."},
        "progress": shape({"done": COUNT, "total": COUNT, "message": TEXT})
        | {"description": "Hvor langt arbeidet er kommet."},
        "counts": {
            "type": ["object", "null"],
            "description": "Nye, endrede, uendrede og avviste verdier. Null til filen er lest.",
            "properties": {"new": COUNT, "changed": COUNT, "same": COUNT, "rejected": COUNT},
        },
        "batch": {"type": ["integer", "null"], "description": "Samlingen verdiene er lagret i."},
        "problem": TEXT | {"description": "Hvorfor ingenting er lagret. Tom når alt er i orden."},
        "same_file": TEXT | {"description": "Når og av hvem samme fil er lagret før. Tom når den er ny."},
        "notes": {"type": "array", "items": TEXT, "description": "Det leseren vil ha sagt om filen."},
        "conflicts": listed("values", CONFLICT) | {"description": "En side av verdiene som er avvist."},
    }
)
_FIELDS: Shape = {
    "source": TEXT | {"maxLength": 200, "description": "Hvor tallene er hentet fra. Vises ved tallet."},
    "indicator": TEXT | {"description": "Måleindikatoren, når den ikke står i hver rad."},
    "layout": TEXT | {"enum": ["long", "wide"], "description": "Oppsettet, når det ikke skal gjettes."},
    "dry_run": {"type": "boolean", "default": False, "description": "Les og kontroller, men lagre ikke."},
    "strategy": TEXT
    | {
        "enum": ["all_or_nothing", "valid_rows"],
        "default": "all_or_nothing",
        "description": "Om én avvist verdi skal stoppe alt, eller resten lagres.",
    },
}
ROWS_SENT: Shape = {
    "type": "object",
    "required": ["rows"],
    "additionalProperties": False,
    "properties": {
        "rows": {
            "type": "array",
            "minItems": 1,
            "description": "Én rad per verdi, med samme navn på feltene som overskriftene i en fil.",
            "items": {
                "type": "object",
                "minProperties": 1,
                "additionalProperties": {"type": ["string", "number", "null"]},
            },
        },
        **_FIELDS,
    },
    "example": {
        "rows": [{"kommunenr": "1539", "periode": "2026-03", "teller": 31, "nevner": 42}],
        "indicator": "ukp-andel-liggedogn",
        "source": "Fagsystemet, mars 2026",
    },
}
FILE_SENT: Shape = {
    "type": "object",
    "required": ["file"],
    "additionalProperties": False,
    "properties": {
        "file": {
            "type": "string",
            "format": "binary",
            "description": "CSV, et regneark, JSON-stat eller rader som JSON.",
        },
        **_FIELDS,
    },
}
