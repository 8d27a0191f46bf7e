"""Strict reading of the catalogue's files: every key is known, and every fault is told in Norwegian."""

import re
import tomllib
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, TypeVar, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

SPACE = re.compile(r"[ \t\n]+")
PARAGRAPHS = re.compile(r"\n[ \t]*\n")

EXPECTED = {
    "string_type": "må være tekst",
    "int_type": "må være et helt tall",
    "float_type": "må være et tall",
    "bool_type": "må være true eller false",
    "date_type": "må være en dato uten anførselstegn, skrevet 2024-01-31",
    "tuple_type": "må være en liste",
    "model_type": "må være en tabell med egne nøkler",
    "missing": "mangler. Legg nøkkelen til",
    "too_short": "er tom. Skriv minst én",
}


class CatalogueError(ValueError):
    """Faults in reviewed files: `faults` holds one Norwegian sentence each, beginning with the file."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


def _flowing(value: object) -> object:
    """A single line break is a space, an empty line is a new paragraph: files keep one sentence a line."""
    if not isinstance(value, str):
        return value
    text = "\n\n".join(SPACE.sub(" ", part).strip() for part in PARAGRAPHS.split(value.strip()))
    if not text:
        raise ValueError("er tom. Skriv teksten, eller fjern nøkkelen")
    return text


Flowing = Annotated[str, BeforeValidator(_flowing)]


class Text(Strict):
    """A text of a reviewed file, in bokmål and, where written, nynorsk."""

    nb: Flowing
    nn: Flowing | None = None

    def in_language(self, language: str) -> str:
        """The text for a language code; bokmål where there is no other."""
        return self.nn if self.nn and language == "nn" else self.nb


Model = TypeVar("Model", bound=Strict)


def read_toml(path: Path, model: type[Model]) -> Model:
    """The file as `model`; a CatalogueError with all its faults otherwise."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        return model.model_validate(_frozen(data))
    except UnicodeDecodeError:
        raise CatalogueError([f"{path.name}: er ikke lagret som UTF-8. Lagre filen som UTF-8."]) from None
    except tomllib.TOMLDecodeError as error:
        raise CatalogueError([f"{path.name}: er ikke gyldig TOML ({error}). Rett linjen."]) from None
    except ValidationError as error:
        raise CatalogueError(_sentence(path.name, model, fault) for fault in error.errors()) from None


def _frozen(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_frozen(item) for item in value)
    if isinstance(value, dict):
        return {key: _frozen(item) for key, item in value.items()}
    return value


def _sentence(file: str, model: type[Strict], fault: ErrorDetails) -> str:
    key = ".".join(str(step + 1) if isinstance(step, int) else step for step in fault["loc"])
    where = f"{file}: «{key}»" if key else f"{file}:"
    context = fault.get("ctx", {})
    match fault["type"]:
        case "extra_forbidden":
            return f"{where} er en ukjent nøkkel. {_advice(model, fault['loc'])}"
        case "literal_error":
            allowed = context["expected"].replace("'", "").replace(" or ", " eller ")
            return f"{where} er «{fault['input']}», som ikke er lov. Bruk {allowed}."
        case "string_pattern_mismatch":
            return f"{where} er «{fault['input']}», som har feil form. Den skal følge {context['pattern']}."
        case "greater_than_equal":
            return f"{where} er {fault['input']}. Minste verdi er {context['ge']}."
        case "less_than_equal":
            return f"{where} er {fault['input']}. Største verdi er {context['le']}."
        case "value_error":
            return f"{where} {context['error']}."
        case kind:
            return f"{where} {EXPECTED.get(kind, f'godtas ikke: {kind}')}."


def _advice(model: type[Strict], loc: tuple[int | str, ...]) -> str:
    for step in loc[:-1]:
        if isinstance(step, str):
            model = _model_in(model.model_fields[step].annotation)
    near = get_close_matches(str(loc[-1]), model.model_fields, n=1)
    meant = f"Mente du «{near[0]}»? " if near else ""
    return f"{meant}Fjern den, eller bruk en av: {', '.join(model.model_fields)}."


def _model_in(annotation: Any) -> type[Strict]:
    if isinstance(annotation, type) and issubclass(annotation, Strict):
        return annotation
    return next(_model_in(part) for part in get_args(annotation) if part not in (type(None), Ellipsis))
