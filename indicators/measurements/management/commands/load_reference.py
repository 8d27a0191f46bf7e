"""`manage.py load_reference`: catalogue, actors and population, as the reviewed files have them."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from indicators.actors.loading import load_actors
from indicators.catalogue.definition import CatalogueError
from indicators.catalogue.services import sync_catalogue
from indicators.measurements.population import load_population


class Command(BaseCommand):
    help = "Laster utvalgslisten, aktørene og folkemengden fra filene i kildekoden. Kan kjøres om igjen."
    requires_system_checks = ()  # they import every page, which takes longer than the load

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        try:
            changes = sync_catalogue() | load_actors()
        except CatalogueError as error:
            raise CommandError(str(error)) from error
        changes["Folkemengde"] = load_population()
        if any(changes.values()):
            # Thousands of rows at once: a planner that still thinks the tables empty is slow on them.
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
        for what, change in changes.items():
            self.stdout.write(f"{what}: {change}")
