"""The findings of a control as a file, for the one who is to mend the table."""

from __future__ import annotations

import csv
from io import StringIO

from django.utils.translation import gettext as _

from gevinst.values.error_file import harmless
from indicators.imports.formats.csv.writer import BOM
from indicators.table_audit.audit import Audit
from indicators.table_audit.words import cause_words, consequence_words

NAME = "tallkontroll.csv"


def audit_file(found: Audit) -> str:
    """A heading and a line per wrong figure, semicolons between, as a Norwegian Excel wants it."""
    out = StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(
        [_("Rad"), _("Navn"), _("Kolonne"), _("Trykt"), _("Riktig"), _("Sannsynlig årsak"), _("Det endrer")]
    )
    for one in found.findings:
        told = " ".join(map(consequence_words, one.consequences))
        cells = (one.row_name, one.heading, one.printed, one.computed, cause_words(one), told)
        writer.writerow([one.row, *map(harmless, cells)])
    return BOM + out.getvalue()
