"""What the shell around every page needs: where one can go, and whose figures one looks at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gevinst import __version__
from gevinst.access import gate
from gevinst.access.models import User
from indicators.actors.models import Actor


@dataclass(frozen=True)
class Place:
    label: str
    url: str
    icon: str
    current: bool


OPEN_PLACES = [
    (_("Forside"), "home", "home"),
    (_("Utvalgsliste"), "sheets:list", "list"),
    (_("Åpne tall"), "dashboards:open", "open"),
]
PLACES = [
    (_("Forside"), "home", "home"),
    (_("Utvalgsliste"), "sheets:list", "list"),
    (_("Plan"), "plans:list", "plan"),
    (_("Målinger"), "values:list", "values"),
    (_("Sammenlign"), "dashboards:compare", "compare"),
    (_("Åpne tall"), "dashboards:open", "open"),
]


def shell(request: HttpRequest) -> dict[str, Any]:
    # Error pages may be drawn before anybody was authenticated.
    user = getattr(request, "user", None)
    known = isinstance(user, User)
    places = [
        Place(str(label), reverse(name), icon, _is_current(request.path, reverse(name)))
        for label, name, icon in (PLACES if known else OPEN_PLACES)
    ]
    return {"navigation": places, "my_actors": my_actors(user) if known else [], "product_version": __version__}


def my_actors(user: User) -> list[Actor]:
    """Actors the user holds a role at, municipalities first."""
    cached: list[Actor] | None = user.__dict__.get("_my_actors")
    if cached is None:
        cached = list(Actor.objects.filter(pk__in=gate.own_actors(user)).order_by("kind", "name"))
        user.__dict__["_my_actors"] = cached
    return cached


def _is_current(path: str, url: str) -> bool:
    return path == url if url == "/" else path.startswith(url)
