"""The description of the API as a page reads it: made of the same OpenAPI that programs get."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from drf_spectacular.generators import SchemaGenerator

ORDER = (
    *("values", "series", "indicators", "actors", "send", "import", "cancel"),
    *("plans", "plan", "write_cells", "add_row", "throw_away_row"),
)
Schema = dict[str, Any]


@dataclass(frozen=True)
class Field:
    """A parameter, or one field of a body or an answer: `values[].actor`."""

    name: str
    type: str
    needed: bool
    words: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Content:
    """One form of a body or of an answer. `words` are said of all forms, with the first."""

    media_type: str
    words: str
    fields: tuple[Field, ...]
    example: str = ""


@dataclass(frozen=True)
class Operation:
    id: str
    method: str
    path: str
    summary: str
    words: str
    is_open: bool
    parameters: tuple[Field, ...]
    bodies: tuple[Content, ...]
    status: str
    answers: tuple[Content, ...]
    problems: tuple[str, ...]


def description() -> Schema:
    """The whole of it, as OpenAPI."""
    found: Schema = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    return found


@cache
def operations() -> tuple[Operation, ...]:
    """Values and imports first, then plans, then what the boards answer."""
    paths = description()["paths"]
    found = [
        _operation(method, path, one) for path, methods in paths.items() for method, one in methods.items()
    ]
    places = {name: place for place, name in enumerate(ORDER)}
    return tuple(sorted(found, key=lambda one: (places.get(one.id, len(ORDER)), one.path)))


def _operation(method: str, path: str, found: Schema) -> Operation:
    status = next(one for one in found["responses"] if one < "300")
    good = found["responses"][status]
    return Operation(
        id=found["operationId"],
        method=method.upper(),
        path=path,
        summary=found["summary"],
        words=found["description"],
        is_open=not any(found.get("security", [{}])),
        parameters=tuple(_parameter(one) for one in found.get("parameters", [])),
        bodies=tuple(_contents(found.get("requestBody", {}).get("content", {}))),
        status=status,
        answers=tuple(_contents(good.get("content", {}), good.get("description", ""))),
        problems=tuple(one for one in found["responses"] if one >= "400"),
    )


def _contents(found: dict[str, Schema], words: str = "") -> Iterator[Content]:
    for media_type, content in found.items():
        schema = content.get("schema", {})
        example = json.dumps(schema["example"], ensure_ascii=False, indent=2) if "example" in schema else ""
        yield Content(media_type, words, tuple(_fields(schema)), example)
        words = ""


def _parameter(found: Schema) -> Field:
    schema = found["schema"]
    kind = schema.get("items", schema)
    return Field(
        name=found["name"],
        type=_type(schema),
        needed=found.get("required", False),
        words=found.get("description", ""),
        choices=tuple(kind.get("enum", ())),
    )


def _fields(schema: Schema, above: str = "") -> Iterator[Field]:
    needed = set(schema.get("required", ()))
    for name, found in schema.get("properties", {}).items():
        inner = found.get("items", found)
        path = f"{above}{name}" + ("[]" if "items" in found else "")
        choices = tuple(one for one in inner.get("enum", ()) if one)
        yield Field(path, _type(found), name in needed, found.get("description", ""), choices)
        yield from _fields(inner, f"{path}.")


def _type(schema: Schema) -> str:
    kinds = schema.get("type", "")
    if schema.get("format") in ("date", "date-time", "binary"):
        return str(schema["format"])
    return " | ".join(kinds) if isinstance(kinds, list) else str(kinds)
