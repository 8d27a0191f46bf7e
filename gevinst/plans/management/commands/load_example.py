"""Example users, plans and figures, so that a newcomer has something to look at. Idempotent."""

from typing import Any

from django.core.management.base import BaseCommand

from gevinst.access.examples import load_cast
from gevinst.dashboards.example_units import load_units
from gevinst.meetings.examples import load_meetings
from gevinst.plans.examples import load_plans
from gevinst.reviews.preparing import prepare
from gevinst.shared_plans.examples import load_efforts
from gevinst.values.examples import load
from gevinst.workshops.examples import load_workshops
from indicators.quality.services import check_stored


class Command(BaseCommand):
    help = "Laster eksempelbrukere, eksempelplaner og eksempeltall. Kan kjøres flere ganger."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Eksempelbrukere: {load_cast()} nye")
        for line in [*load(), *load_units()]:
            self.stdout.write(line)
        self.stdout.write(f"Eksempelplaner: {load_plans()} nye")
        load_efforts()
        load_workshops()
        load_meetings()
        prepare()
        self.stdout.write(f"Spørsmål om tallene: {check_stored().new} nye")
