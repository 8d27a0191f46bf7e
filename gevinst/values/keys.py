"""How an address names an actor: by kind and code, the same in every database."""

from __future__ import annotations

from indicators.actors.models import Actor


def key_of(actor: Actor) -> str:
    return f"{actor.kind}:{actor.code}"


def actor_by(kind: str, code: str) -> Actor | None:
    """The one in force today, else the last to carry the code."""
    return Actor.objects.filter(kind=kind, code=code).order_by("valid_from").last()


def actor_of(key: str) -> Actor | None:
    kind, _colon, code = key.partition(":")
    return actor_by(kind, code)
