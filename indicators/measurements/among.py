"""`field__among=values`: as `field__in`, with all the values in one parameter.

A page asks for hundreds of actors at once. `in` makes a placeholder of each, which takes longer to write out
than the rows take to find, and on SQLite there may be only so many.
"""

from __future__ import annotations

import json
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field, ForeignObject, Lookup
from django.db.models.sql.compiler import SQLCompiler

Compiled = tuple[str, list[Any]]


@Field.register_lookup
@ForeignObject.register_lookup
class Among(Lookup):
    """The values are numbers or texts, as the column holds them. None of them is no row, as with `in`."""

    lookup_name = "among"
    prepare_rhs = False

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Compiled:
        return self._written(compiler, connection, "{} = ANY(%s)", self._values())

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Compiled:
        values = json.dumps(self._values())
        return self._written(compiler, connection, "{} IN (SELECT value FROM json_each(%s))", values)

    def _values(self) -> list[Any]:
        if not self.rhs:
            raise EmptyResultSet
        return sorted(self.rhs)

    def _written(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, form: str, values: object
    ) -> Compiled:
        column, params = self.process_lhs(compiler, connection)
        return form.format(column), [*params, values]
