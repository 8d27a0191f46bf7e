"""What is asked of leaves that may be left out of an installation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.apps import apps
from django.urls import reverse

from indicators.actors.models import Actor


@dataclass(frozen=True)
class Gathering:
    """A workshop: when, what it is called, its page, and whether it ever was more than a draft."""

    day: date
    title: str
    url: str
    opened: bool


def has_workshops() -> bool:
    return apps.is_installed("gevinst.workshops")


def gatherings_of(actor: Actor) -> list[Gathering]:
    """Its workshops, the first one first; none where there is no leaf of workshops. One query."""
    if not has_workshops():
        return []
    workshops = apps.get_model("workshops", "Workshop")._default_manager
    found = workshops.filter(actor=actor).order_by("date").values_list("pk", "date", "title", "state")
    return [
        Gathering(day, title, reverse("workshops:page", args=[pk]), state != "draft")
        for pk, day, title, state in found
    ]


def new_workshop_url(actor: Actor) -> str:
    """Where one is made; empty where there is no leaf of workshops."""
    return reverse("workshops:create", args=[actor.pk]) if has_workshops() else ""
