"""Recomputes the printed figures of a table (tallkontroll)."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from indicators.imports.errors import FileError
from indicators.imports.parsing.blocks import rows_of
from indicators.imports.parsing.parent import parsed
from indicators.table_audit.audit import Audit, Finding, audit
from indicators.table_audit.grid import AuditError, letter
from indicators.table_audit.told import told_by
from indicators.table_audit.words import (
    cause_words,
    consequence_words,
    relation_words,
    verdict,
    why_not,
)

WRONG, UNREADABLE = 1, 2


class Command(BaseCommand):
    requires_system_checks: list[str] = []  # one file is read; no page and no table is needed
    help = (
        "Regner ut trykte andeler, endringer, summer og totaler på nytt og lister dem som er feil. "
        "Avslutter med 0 når alt er riktig, 1 når noe er feil og 2 når filen ikke kan leses.\n\n"
        "row er radnummeret i filen slik et regneark viser det: første rad er 1, og overskriften er med i "
        "tellingen. column er overskriften slik den står i filen, eller bokstaven når den mangler; når "
        "overskriften går over flere rader, er de satt sammen med mellomrom. cell er cellen i regnearket, "
        "for eksempel L14, og skiller kolonner med samme overskrift."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="tabellen, i et format importen leser")
        parser.add_argument("--sheet", default="", help="arket som skal leses")
        parser.add_argument(
            "--json",
            action="store_true",
            help="feilene som JSON på stdout, og ingenting annet: row, column, cell, printed, computed, "
            "cause, og consequence der en rekkefølge eller et fortegn snur",
        )

    def handle(self, *args: Any, **given: Any) -> None:
        path = Path(given["file"])
        try:
            path.open("rb").close()
            with parsed(path, path.name, given["sheet"]) as file:
                found = audit(rows_of(file.blocks))
        except OSError as problem:
            self._refuse(_("«%(name)s» kan ikke åpnes: %(why)s.") % {"name": path.name, "why": _why(problem)})
        except FileError as problem:
            self._refuse(str(problem))
        except AuditError as problem:
            self._refuse(why_not(problem))
        if given["json"]:
            self.stdout.write(json.dumps([_row(one) for one in found.findings], ensure_ascii=False, indent=1))
        else:
            self._tell(found)
        if found.findings:
            raise SystemExit(WRONG)

    def _refuse(self, message: str) -> NoReturn:
        self.stderr.write(message)
        raise SystemExit(UNREADABLE)

    def _tell(self, found: Audit) -> None:
        write = self.stdout.write
        write(f"{verdict(found)}.\n")
        for one in found.findings:
            place = _("rad %(row)s, %(column)s") % {"row": one.row, "column": one.heading}
            name = f" ({one.row_name})" if one.row_name else ""
            write(f"  {place}{name}: {one.printed} → {one.computed}, {cause_words(one)}")
        if told := told_by(found):
            write("\n" + _("Dette endrer seg:"))
            write("\n".join(f"  {heading}: {words}" for heading, every in told for words in every))
        if found.relations:
            write("\n" + _("Slik er tabellen forstått:"))
        for relation in found.relations:
            count = _("%(wrong)s av %(checked)s feil") % vars(relation)
            write(f"  {relation.target}: {relation_words(relation)} ({count})")
        for heading in found.unchecked:
            write("  " + _("%s: ikke kontrollert, tabellen viser ikke hva den er regnet ut av") % heading)


def _why(problem: OSError) -> str:
    match problem:
        case FileNotFoundError():
            return _("filen finnes ikke")
        case IsADirectoryError():
            return _("det er en mappe")
        case PermissionError():
            return _("du har ikke lov til å lese den")
    return problem.strerror or type(problem).__name__


def _row(one: Finding) -> dict[str, object]:
    row: dict[str, object] = {
        "row": one.row,
        "column": one.heading,
        "cell": f"{letter(one.cell.column)}{one.row}",
        "printed": one.printed,
        "computed": one.computed,
        "cause": cause_words(one),
    }
    if one.consequences:
        row["consequence"] = " ".join(map(consequence_words, one.consequences))
    return row
