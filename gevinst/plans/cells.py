"""The cells of rows as texts. Fields are made once for all rows that are alike."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

from django import forms

from gevinst.plans.rows.kind import Row, RowKind
from gevinst.plans.rows.texts import text_of


class Cells:
    """For one request: it remembers fields."""

    def __init__(self) -> None:
        self._fields: dict[tuple[str, Hashable], Mapping[str, forms.Field]] = {}

    def fields(self, kind: RowKind, row: Row) -> Mapping[str, forms.Field]:
        key = (kind.code, kind.alike(row))
        if key not in self._fields:
            self._fields[key] = kind.fields(row)
        return self._fields[key]

    def texts(self, kind: RowKind, row: Row) -> dict[str, str]:
        values = kind.values(row)
        return {name: text_of(field, values.get(name)) for name, field in self.fields(kind, row).items()}
