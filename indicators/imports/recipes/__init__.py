"""A recipe is a Mapping written down by column heading, for a table whose form is known: one reviewed TOML
file.

The tables of the source documents are read this way, by the same pipeline as any other file. A column that a
recipe neither uses nor ignores makes the file another table than the recipe is for, and it is refused.
"""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase
from itertools import islice
from pathlib import Path
from typing import Annotated

from pydantic import Field

from indicators.catalogue.vocabulary.strict import CatalogueError, Strict, read_toml
from indicators.imports.errors import FileError, FileFault, RecipeError
from indicators.imports.headers import fold
from indicators.imports.layouts import SEARCHED_ROWS, missing
from indicators.imports.mapping import ColumnUse, Mapping, Role, check_constants
from indicators.imports.table import Table, text_of
from indicators.messages import gettext as _

FOLDER = Path(__file__).parent
EXAMPLES = FOLDER.parent / "examples"


class Column(Strict):
    """One use of the column with this heading; the keys are those of `ColumnUse`."""

    header: str
    role: str
    kind: str = ""
    dimension: str = ""
    indicator: str = ""
    period: str = ""
    status: str = ""
    as_of: str = ""
    categories: dict[str, str] = {}


class Recipe(Strict):
    """`source`: what the values are marked with. `file`: the table, in examples/. `note`: choices made."""

    title: str
    source: str
    file: str
    note: str = ""
    ignore: tuple[str, ...] = ()
    constants: dict[str, str] = {}
    categories: dict[str, str] = {}
    names: dict[str, dict[str, str]] = {}
    actors_on: str = ""
    column: Annotated[tuple[Column, ...], Field(min_length=1)]

    @property
    def example(self) -> Path:
        return EXAMPLES / self.file

    def mapping_for(self, table: Table, name: str) -> Mapping:
        """The recipe with its headings found in the table. Raises FileError when it is not such a table."""
        header_row, places = self._find_headings(table, name)
        columns = tuple(
            ColumnUse(**{**each.model_dump(), "column": places[fold(each.header)], "role": Role(each.role)})
            for each in self.column
        )
        return Mapping(
            header_row=header_row,
            columns=columns,
            layout="recipe",
            constants=self.constants,
            categories=self.categories,
            names=self.names,
            actors_on=self.actors_on,
        )

    def _find_headings(self, table: Table, name: str) -> tuple[int, dict[str, int]]:
        wanted = {fold(each.header) for each in self.column}
        for number, cells in islice(table.rows(), SEARCHED_ROWS):
            places = {fold(text_of(cell)): place for place, cell in enumerate(cells) if text_of(cell)}
            if wanted <= places.keys():
                ignored = [text_of(cells[place]) for folded, place in places.items() if folded not in wanted]
                strange = [header for header in ignored if not self._ignores(header)]
                if not strange:
                    return number, places
                detail = _("Oppskriften «{title}» kjenner ikke kolonnen {columns}.")
                detail = detail.format(title=self.title, columns=_listed(strange))
                raise FileError.of(FileFault.NOT_THE_TEMPLATE, name, detail=detail)
        headers = _listed(dict.fromkeys(each.header for each in self.column))
        detail = _("Oppskriften «{title}» trenger kolonnene {columns}.")
        detail = detail.format(title=self.title, columns=headers)
        raise FileError.of(FileFault.NOT_THE_TEMPLATE, name, detail=detail)

    def _ignores(self, header: str) -> bool:
        return any(fnmatchcase(header.casefold(), pattern.casefold()) for pattern in self.ignore)


def recipe_names() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def load_recipe(name: str) -> Recipe:
    """The recipe of that name. Raises RecipeError when there is none or it does not hold together."""
    if name not in recipe_names():
        told = _("Det finnes ingen oppskrift «{name}». Bruk en av: {known}.")
        raise RecipeError(told.format(name=name, known=", ".join(recipe_names())))
    try:
        recipe = read_toml(FOLDER / f"{name}.toml", Recipe)
    except CatalogueError as error:
        raise RecipeError(str(error)) from None
    _check(recipe, name)
    return recipe


def _check(recipe: Recipe, name: str) -> None:
    check_constants(recipe.constants)
    roles = {role.value for role in Role}
    if unknown := sorted({each.role for each in recipe.column} - roles):
        told = _("{file}: ukjent rolle {unknown}. Bruk en av: {known}.")
        known = ", ".join(sorted(roles))
        raise RecipeError(told.format(file=f"{name}.toml", unknown=_listed(unknown), known=known))
    columns = tuple(
        ColumnUse(**{**each.model_dump(), "column": place, "role": Role(each.role)})
        for place, each in enumerate(recipe.column)
    )
    if lacking := missing(Mapping(header_row=1, columns=columns, constants=recipe.constants)):
        told = _("{file} sier ikke noe om {roles}.")
        roles_told = _listed(role.value for role in lacking)
        raise RecipeError(told.format(file=f"{name}.toml", roles=roles_told))


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"«{name}»" for name in names)
