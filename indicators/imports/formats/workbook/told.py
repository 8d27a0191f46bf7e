"""What a reader of a workbook must say aloud: what it left, and what it cannot see."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from indicators.imports.formats.workbook.book import Book
from indicators.imports.formats.workbook.sheet import Place, Sheet
from indicators.imports.table import letter
from indicators.messages import gettext as _
from indicators.messages import ngettext

_SHOWN = 5
_NAMED = 10


def said_aloud(
    kind: str,
    book: Book,
    scanned: Sheet | None,
    sheet: str,
    visible: list[str],
    hidden: list[str],
    merged: list[tuple[int, int, int]],
) -> Iterator[str]:
    """One sentence or two for each thing, in the order a person would look for them."""
    if others := [name for name in visible if name != sheet]:
        yield _("Bare arket «{sheet}» er lest. Boken har også {others}.").format(
            sheet=sheet, others=listed(others)
        )
    if hidden:
        yield _("Skjulte ark er ikke lest: {sheets}.").format(sheets=listed(hidden))
    if book.has_macros:
        yield _("Boken har makroer. De er verken lest eller kjørt.")
    if scanned:
        yield from _of_the_sheet(scanned)
    if merged:
        yield _(
            "Tekst i sammenslåtte celler er lest for alle radene den dekker: {places}. "
            "Tall i sammenslåtte celler er lest bare for den første."
        ).format(places=_places([(first, column) for column, first, _last in merged]))
    if kind == "xls":
        yield _(
            "I denne filtypen ser vi ikke hvilke celler som er vist i prosent, eller som har feil. "
            "Lagre filen som XLSX hvis den har det."
        )


def _of_the_sheet(scanned: Sheet) -> Iterator[str]:
    if scanned.hidden_rows:
        yield ngettext(
            "{count} skjult rad er lest som de andre.",
            "{count} skjulte rader er lest som de andre.",
            scanned.hidden_rows,
        ).format(count=scanned.hidden_rows)
    if scanned.hidden_columns:
        yield _("Skjulte kolonner er lest som de andre.")
    if scanned.errors:
        yield _("Celler med feil, som #DIV/0!, er ikke lest som tall: {places}.").format(
            places=_places(scanned.errors)
        )
    if scanned.formulas:
        yield _(
            "Formler uten lagret verdi kan ikke leses: {places}. Åpne filen i Excel, lagre og prøv igjen."
        ).format(places=_places(scanned.formulas))
    if scanned.percent:
        columns = ", ".join(letter(column) for column in sorted(scanned.percent)[:_NAMED])
        yield _("Celler vist i prosent er lest som prosent, 0,52 som 52 %: kolonne {columns}.").format(
            columns=columns
        )


def _places(places: Collection[Place]) -> str:
    shown = ", ".join(f"{letter(column)}{row}" for row, column in sorted(places)[:_SHOWN])
    if len(places) > _SHOWN:
        return _("{places} og {count} til").format(places=shown, count=len(places) - _SHOWN)
    return shown


def listed(names: list[str]) -> str:
    """Names in quotation marks; of very many, the first ten."""
    shown = ", ".join(f"«{name}»" for name in names[:_NAMED])
    if len(names) > _NAMED:
        return _("{places} og {count} til").format(places=shown, count=len(names) - _NAMED)
    return shown
