"""A workshop of Rauma with a task, for whoever needs one."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from gevinst.workshops.models import Task, Workshop
from gevinst.workshops.services import Invitation, create_workshop, set_state
from gevinst.workshops.tasks import Potential, add_task
from tests.cast import Cast

SERVICES = ("Helsetjenester i hjemmet", "Legekontor")


def make_workshop(cast: Cast, *, state: str = "open", services: Any = SERVICES, **instead: Any) -> Workshop:
    invitation = {
        "title": "Gevinstworkshop i Rauma",
        "date": date(2026, 10, 1),
        "services": services,
        "questions": ["pinch", "gain", "fruit", "change"],
        "weeks": 46,
        **instead,
    }
    workshop = create_workshop(actor=cast.rauma, invitation=Invitation(**invitation), by=cast.kari)
    if state != "draft":
        set_state(workshop=workshop, state=state)
        workshop.refresh_from_db()
    return workshop


def written(workshop: Workshop, **instead: Any) -> Potential:
    """10 times a week, from 12 to 6 minutes (4–9): in 46 weeks 46 hours, 23–61 about it."""
    return Potential(
        **{
            "service": workshop.services.all()[0],
            "title": "Skrive medisinliste for hånd",
            "times": 10.0,
            "minutes_now": 12.0,
            "minutes_low": 4.0,
            "minutes_likely": 6.0,
            "minutes_high": 9.0,
            **instead,
        }
    )


def make_task(
    workshop: Workshop, *, key: UUID | None = None, participant: Any = None, **instead: Any
) -> Task:
    return add_task(
        workshop=workshop,
        task=written(workshop, **instead),
        key=key or uuid4(),
        participant=participant,
    )
