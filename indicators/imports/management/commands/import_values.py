"""Reads a file and saves its values, or says what would happen (--dry-run)."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.core.management.base import BaseCommand, CommandError

from indicators.catalogue.models import Indicator
from indicators.imports.errors import FileError, RecipeError
from indicators.imports.layouts import LAYOUTS
from indicators.imports.match import Matcher, MatchError
from indicators.imports.models import Upload
from indicators.imports.pipeline import faults_of, preview_counts, read_upload
from indicators.imports.recipes import Recipe, load_recipe, recipe_names
from indicators.imports.services import NotSavedError, cancel_upload, commit_upload, receive_upload

NOTHING: dict[str, Any] = {
    "rows": 0,
    "new": 0,
    "changed": 0,
    "same": 0,
    "rejected": 0,
    "batch": None,
    "errors": [],
}


class Command(BaseCommand):
    help = (
        "Leser en fil og lagrer verdiene. Avviste verdier listes, og de andre lagres; med --all-or-nothing "
        "lagres ingenting når noe avvises. Avslutter med 1 når filen eller en verdi er avvist, men med 0 når "
        "--dry-run kunne lese filen."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", nargs="?", help="CSV eller XLSX; kan utelates når en oppskrift har sin egen"
        )
        parser.add_argument("--indicator", help="id, kortnavn eller tittel, når ingen kolonne sier det")
        parser.add_argument("--layout", choices=sorted(LAYOUTS), default="", help="når den ikke skal gjettes")
        parser.add_argument("--recipe", choices=recipe_names(), help="en tabell med kjent form")
        parser.add_argument("--sheet", default="", help="arket som skal leses")
        parser.add_argument(
            "--actors-on", default="", help="dagen (2024-12-31) hvis inndeling hele filen følger"
        )
        parser.add_argument("--source", default="", help="kilden verdiene merkes med")
        parser.add_argument(
            "--dry-run", action="store_true", help="si hva som ville skje, og lagre ingenting"
        )
        parser.add_argument("--all-or-nothing", action="store_true", help="lagre ingenting om noe avvises")
        parser.add_argument(
            "--json", action="store_true", help="svaret som JSON på stdout, og ingenting annet"
        )

    def handle(self, *args: Any, **given: Any) -> None:
        try:
            answer, accepted = self._import(given)
        except (FileError, RecipeError, MatchError, NotSavedError) as error:
            answer, accepted = {**NOTHING, "errors": [_fault(str(error))]}, False
        if given["json"]:
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
        else:
            self._tell(answer, dry_run=given["dry_run"])
        if not accepted:
            raise SystemExit(1)

    def _import(self, given: dict[str, Any]) -> tuple[dict[str, Any], bool]:
        upload = _received(given)
        try:
            read_upload(upload)
            counts = preview_counts(upload)
            answer = {
                "rows": sum(counts.values()),
                **counts,
                "batch": None,
                "errors": list(faults_of(upload)),
            }
            if upload.state == Upload.State.REFUSED:
                return {**NOTHING, "errors": [_fault(upload.problem)]}, False
            if given["dry_run"]:
                return answer, True
            if given["all_or_nothing"] and counts["rejected"]:
                return answer, False
            batch = commit_upload(upload, by=None)
            saved = {"new": batch.new_count, "changed": batch.changed_count, "same": batch.same_count}
            return {**answer, **saved, "batch": batch.pk}, not counts["rejected"]
        finally:
            cancel_upload(upload)

    def _tell(self, answer: dict[str, Any], *, dry_run: bool) -> None:
        for fault in answer["errors"]:
            where = f"rad {fault['row']}, {fault['column']} «{fault['value']}»: " if fault["row"] else ""
            self.stderr.write(where + fault["message"])
        counts = "{new} nye, {changed} endrede, {same} uendrede, {rejected} avviste".format(**answer)
        saved = f"Lagret som import {answer['batch']}" if answer["batch"] else "Ingenting er lagret"
        self.stdout.write(f"{counts}. {'Prøvekjøring: ingenting er lagret' if dry_run else saved}.")


def _received(given: dict[str, Any]) -> Upload:
    recipe = load_recipe(given["recipe"]) if given["recipe"] else None
    path = _path(given["file"], recipe)
    options = {key: given[key] for key in ("recipe", "sheet", "actors_on") if given[key]}
    try:
        with path.open("rb") as file:
            return receive_upload(
                File(file),
                name=path.name,
                by=None,
                source=given["source"] or (recipe.source if recipe else ""),
                indicator=_indicator(given["indicator"]) if given["indicator"] else None,
                layout=given["layout"],
                options=options,
            )
    except OSError as error:
        raise CommandError(f"Filen kan ikke åpnes: {error.strerror}.") from None


def _path(file: str | None, recipe: Recipe | None) -> Path:
    if file:
        return Path(file)
    if recipe:
        return recipe.example
    raise CommandError("Oppgi en fil, eller en oppskrift som har sin egen.")


def _indicator(text: str) -> Indicator:
    return Indicator.objects.get(pk=Matcher().indicator(text).pk)


def _fault(message: str) -> dict[str, Any]:
    return {"row": None, "column": "", "value": "", "message": message}
