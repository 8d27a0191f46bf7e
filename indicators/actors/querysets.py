"""Named reads of actors and structures."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

if TYPE_CHECKING:
    from indicators.actors.models import Actor, Structure

M = TypeVar("M", bound=Model)


class DatedQuerySet(QuerySet[M]):
    def valid_on(self, day: date) -> Self:
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day)


class ActorQuerySet(DatedQuerySet["Actor"]):
    def of_kind(self, *kinds: str) -> Self:
        return self.filter(kind__in=kinds)

    def descendants_of(
        self, actor: Actor | int, *, structure: Structure | int, on: date, kind: str | None = None
    ) -> Self:
        """Every actor under `actor` (not itself) that day, each once however many parents it has."""
        below = self._closure(on).filter(
            structure=structure, ancestor=actor, descendant=OuterRef("pk"), depth__gt=0
        )
        found = self.filter(Exists(below))
        return found.filter(kind=kind) if kind else found

    def members_of(self, group: Actor | int, *, on: date, kind: str | None = None) -> Self:
        """Every actor under `group` that day, whichever structure the group stands in."""
        below = self._closure(on).filter(ancestor=group, descendant=OuterRef("pk"), depth__gt=0)
        found = self.filter(Exists(below))
        return found.filter(kind=kind) if kind else found

    def ancestors_of(self, actor: Actor | int, *, structure: Structure | int | None = None, on: date) -> Self:
        above = self._closure(on).filter(descendant=actor, ancestor=OuterRef("pk"), depth__gt=0)
        if structure is not None:
            above = above.filter(structure=structure)
        return self.filter(Exists(above))

    @staticmethod
    def _closure(on: date) -> DatedQuerySet[Any]:
        from indicators.actors.models import Closure

        return Closure.objects.valid_on(on)
