"""Undoes a whole import: what was there before comes back."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from indicators.imports.undo import LaterEditsError, UndoError, undo_batch
from indicators.measurements.models import Batch


class Command(BaseCommand):
    help = "Angrer en import. Er verdier endret siden, må --keep-later si at de skal stå."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("batch", type=int, help="nummeret importen fikk")
        parser.add_argument(
            "--keep-later", action="store_true", help="la senere endringer stå, og angre resten"
        )

    def handle(self, *args: Any, **given: Any) -> None:
        try:
            undone = undo_batch(Batch.objects.get(pk=given["batch"]), by=None, keep_later=given["keep_later"])
        except Batch.DoesNotExist:
            raise CommandError(f"Det finnes ingen import {given['batch']}.") from None
        except LaterEditsError as error:
            later = ", ".join(str(batch.pk) for batch in error.batches)
            raise CommandError(
                f"{error} Senere importer: {later}. Bruk --keep-later for å la dem stå."
            ) from None
        except UndoError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(
            f"Import {given['batch']} er angret: {undone.restored} verdier er satt tilbake,"
            f" {undone.removed} fjernet og {undone.kept} latt stå."
        )
