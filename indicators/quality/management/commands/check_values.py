from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from indicators.catalogue.models import Indicator
from indicators.quality.services import check_stored


class Command(BaseCommand):
    help = "Checks all stored values: opens new findings and closes those that are solved."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--indicator", action="append", metavar="SLUG", help="Only this one; may be repeated."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        indicators = None
        if slugs := options["indicator"]:
            known = dict(Indicator.objects.filter(slug__in=slugs).values_list("slug", "pk"))
            if unknown := [slug for slug in slugs if slug not in known]:
                raise CommandError(f"Ingen indikator heter «{unknown[0]}».")
            indicators = list(known.values())
        checked = check_stored(indicators=indicators)
        self.stdout.write(f"{checked.open} funn: {checked.new} nye, {checked.solved} løst siden sist.")
