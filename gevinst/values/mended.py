"""Cells written over before the file was saved: a trail must tell that the file did not say so itself."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _

from gevinst.values.cells import CORRECTED, CellCorrection, corrections_of
from indicators.imports.models import Upload

Line = tuple[int, int]


def mended_in(lines: Collection[Line], *, named: bool) -> dict[Line, list[str]]:
    """What is told of the rows (batch id, row) that were mended. `named`: whether the reader may see who did
    it, and what stood in the file. One query, and one more for each mended file.
    """
    batches = {batch for batch, _row in lines}
    uploads = Upload.objects.filter(batch__in=batches, options__has_key=CORRECTED) if batches else ()
    told: dict[Line, list[str]] = {}
    for upload in uploads:
        rows = {row for batch, row in lines if batch == upload.batch_id}
        for cell in corrections_of(upload):
            if cell.row in rows and upload.batch_id is not None:
                said = told.setdefault((upload.batch_id, cell.row), [])
                said.append(_said(cell) if named else _("En celle i raden ble rettet før filen ble lagret."))
    return {line: list(dict.fromkeys(said)) for line, said in told.items()}


def _said(cell: CellCorrection) -> str:
    known = {
        "cell": f"{cell.column}{cell.row}",
        "was": cell.was,
        "text": cell.text,
        "who": cell.who,
        "when": f"{cell.when:%d.%m.%Y %H.%M}",
    }
    if not cell.was:
        return _("Celle %(cell)s var tom og ble fylt ut med «%(text)s» av %(who)s %(when)s.") % known
    return _("Celle %(cell)s ble rettet fra «%(was)s» til «%(text)s» av %(who)s %(when)s.") % known
