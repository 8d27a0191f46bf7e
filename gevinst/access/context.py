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
    return {
        "navigation": places,
        "actor_choices": _actor_choices(user, request.path) if known else [],
        "current_actor": _current_actor(user, request.path) if known else None,
        "version": __version__,
    }


def _actor_choices(user: User, path: str) -> list[dict[str, Any]]:
    choices = [
        {"label": actor.name, "url": _overview(actor), "current": path == _overview(actor)}
        for actor in gate.actors_with_role(user)
    ]
    return [{"group": _("Mine"), "choices": choices}] if choices else []


def _current_actor(user: User, path: str) -> Actor | None:
    mine = gate.actors_with_role(user)
    return next((actor for actor in mine if path == _overview(actor)), mine[0] if mine else None)


def _overview(actor: Actor) -> str:
    return reverse("dashboards:overview", args=[actor.kind, actor.code])


def _is_current(path: str, url: str) -> bool:
    return path == url if url == "/" else path.startswith(url)
