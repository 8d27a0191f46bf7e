"""What a person is told before and after something is taken back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gevinst.values.versions import batch_url, name_of
from indicators.measurements.models import Batch
from indicators.statistics.rounding import format_number


@dataclass(frozen=True)
class Later:
    """A batch that has written over what is about to be undone; `why` is what its person said."""

    batch: Batch
    name: str
    url: str
    why: str


def later_told(batches: Iterable[Batch]) -> list[Later]:
    """In the order they came, each by what it is: a correction has its source from the file."""
    return [
        Later(
            batch=batch,
            name=batch.file_name or name_of(batch).capitalize(),
            url=batch_url(batch),
            why=batch.note if batch.origin == Batch.Origin.MANUAL else "",
        )
        for batch in sorted(batches, key=lambda batch: batch.pk)
    ]


def undo_words(batch: Batch) -> str:
    """What taking the batch back will do: «2 nye verdier blir borte, og 1 endret verdi blir slik den var.»"""
    gone = ngettext("%(n)s ny verdi blir borte", "%(n)s nye verdier blir borte", batch.new_count)
    back = ngettext(
        "%(n)s endret verdi blir slik den var før",
        "%(n)s endrede verdier blir slik de var før",
        batch.changed_count,
    )
    parts = [(gone, batch.new_count), (back, batch.changed_count)]
    said = _(", og ").join(words % {"n": format_number(n)} for words, n in parts if n)
    return f"{said}." if said else _("Ingen verdier blir endret.")


def undone_words(batch: Batch) -> str:
    """What taking the batch back did: all is as before, but for what somebody had changed since. One query,
    none when it is not undone."""
    if batch.undone_at is None:
        return ""
    same = Batch.objects.filter(origin=Batch.Origin.UNDO, created_at=batch.undone_at)
    undoing = same.order_by("pk").first()
    taken_back = undoing.changed_count if undoing else batch.new_count + batch.changed_count
    kept = batch.new_count + batch.changed_count - taken_back
    if kept <= 0:
        return _("Verdiene er slik de var før.")
    return ngettext(
        "%(n)s verdi som er endret senere, står. De andre er slik de var før.",
        "%(n)s verdier som er endret senere, står. De andre er slik de var før.",
        kept,
    ) % {"n": format_number(kept)}
