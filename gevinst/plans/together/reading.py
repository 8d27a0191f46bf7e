"""A kept version as a document to read: each benefit with what belongs to it, cell by cell."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from gevinst.plans.models import Plan
from gevinst.plans.rows import row_kind
from gevinst.plans.rows.texts import shown


@dataclass
class Part:
    """A row with its filled cells, as (label, text), and the rows under it."""

    code: str
    title: str
    cells: list[tuple[str, str]]
    parts: list[Part] = field(default_factory=list)


def document_of(plan: Plan, content: dict[str, Any]) -> list[Part]:
    """The benefits in their order. What the cells are called is asked of the plan as it is."""
    found: dict[tuple[str, str], Part] = {}
    for code, rows in content.items():
        kind = row_kind(code)
        sample = kind.of_plan(plan).first()
        fields = kind.fields(sample) if sample else {}
        for pk, row in rows.items():
            cells = [
                (str(fields[name].label) if name in fields else name,
                 shown(fields[name], text) if name in fields else text)
                for name, text in row["cells"].items()
            ]  # fmt: skip
            part = found[code, pk] = Part(code, row["title"], cells)
            if kind.under and (above := found.get((kind.under, str(row["under"])))):
                above.parts.append(part)
    return [part for (code, _pk), part in found.items() if code == "gevinst"]
