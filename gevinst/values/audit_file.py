"""The findings of a control as a file, for the one who is to mend the table."""

from __future__ import annotations

from django.utils.translation import gettext as _

from indicators.measurements.exports.spreadsheet import csv_lines, harmless_unless_number
from indicators.table_audit.audit import Audit
from indicators.table_audit.words import cause_words, consequence_words

NAME = "tallkontroll.csv"


def audit_file(found: Audit) -> str:
    """A heading and a line per wrong figure, semicolons between, as a Norwegian Excel wants it."""
    rows: list[list[object]] = [
        [_("Rad"), _("Navn"), _("Kolonne"), _("Trykt"), _("Riktig"), _("Sannsynlig årsak"), _("Det endrer")]
    ]
    for one in found.findings:
        told = " ".join(map(consequence_words, one.consequences))
        cells = (one.row_name, one.heading, one.printed, one.computed, cause_words(one), told)
        rows.append([one.row, *map(harmless_unless_number, cells)])
    return "".join(csv_lines(rows))
