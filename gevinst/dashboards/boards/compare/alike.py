"""Those like one municipality: with about as many inhabitants, in the bands of gevinst/learning."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from gevinst.learning.board import band_words
from gevinst.learning.comparable import like
from indicators.actors.models import Actor, ActorKind
from indicators.measurements.denominators import population_of
from indicators.measurements.population import EVERYBODY

PREFIX = "like:"


@dataclass(frozen=True)
class Alike:
    """`members`: the municipality itself among them; it alone where its inhabitants are not known."""

    of: Actor
    band: str
    members: list[Actor]

    @property
    def key(self) -> str:
        return f"{PREFIX}{self.of.code}"

    @property
    def name(self) -> str:
        if not self.band:
            return _("%(actor)s alene (folketallet er ikke kjent)") % {"actor": self.of.name}
        return _("kommuner som %(actor)s (%(band)s)") % {"actor": self.of.name, "band": self.band}


def alike_by(key: str, today: date) -> Alike | None:
    """Of a key such as `like:1539`; None for any other. Three queries."""
    if not key.startswith(PREFIX):
        return None
    everybody = list(Actor.objects.valid_on(today).filter(kind=ActorKind.MUNICIPALITY))
    of = next((one for one in everybody if one.code == key.removeprefix(PREFIX)), None)
    if of is None:
        return None
    people = population_of((one.pk for one in everybody), EVERYBODY, today.year)
    others = like(of.pk, people)
    return Alike(
        of=of,
        band=band_words(people[of.pk]) if of.pk in people else "",
        members=[one for one in everybody if one == of or one.pk in others],
    )
