"""A kept version as a document to read: benefits with what belongs to them, cell by cell; the gevinstkart."""

from __future__ import annotations

from dataclasses import dataclass, field

from gevinst.plans.contents import Content, fields_of, in_order, words_of
from gevinst.plans.models import Plan
from gevinst.plans.rows import ROW_KINDS, row_kind


@dataclass
class Part:
    """A row with its filled cells, as (label, text), and the rows under it."""

    code: str
    title: str
    cells: list[tuple[str, str]]
    parts: list[Part] = field(default_factory=list)


@dataclass(frozen=True)
class Document:
    """`map`: functionality, changes and arrows."""

    benefits: list[Part]
    map: list[Part]


def document_of(plan: Plan, content: Content) -> Document:
    """In the order of the plan. What the cells are called is asked of the plan as it is."""
    found: dict[tuple[str, str], Part] = {}
    for code in ROW_KINDS:
        kind, fields = row_kind(code), fields_of(plan, code)
        for pk, row in in_order(content, code):
            known = [name for name in fields if name in row["cells"]]
            cells = [
                (
                    str(fields[name].label) if name in fields else name,
                    words_of(fields, name, row["cells"][name], content),
                )
                for name in [*known, *(name for name in row["cells"] if name not in fields)]
            ]
            part = found[code, pk] = Part(code, row["title"], cells)
            if kind.under and (above := found.get((kind.under, str(row["under"])))):
                above.parts.append(part)
    return Document(
        [part for part in found.values() if part.code == "gevinst"],
        [part for part in found.values() if part.code in ("ledd", "kobling")],
    )
