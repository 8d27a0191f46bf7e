"""What the shell around every page needs: where one can go, and whose figures one looks at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gevinst import __version__
from gevinst.access import gate
from gevinst.access.models import User
from gevinst.access.permissions import KEEPING_TOKENS, Permission, roles_with
from indicators.actors.models import Actor


@dataclass(frozen=True)
class Place:
    label: str
    url: str
    icon: str
    current: bool


OPEN_PLACES: list[tuple[Promise, str, str]] = [
    (_("Forside"), "home", "home"),
    (_("Utvalgsliste"), "sheets:list", "list"),
    (_("Åpne tall"), "dashboards:open", "open"),
]
PLACES: list[tuple[Promise, str, str]] = [
    (_("Forside"), "dashboards:mine", "home"),
    (_("Utvalgsliste"), "sheets:list", "list"),
    (_("Plan"), "plans:list", "plan"),
    (_("Målinger"), "values:list", "values"),
    (_("Oppfølging"), "reviews:mine", "calendar"),
    (_("Workshop"), "workshops:list", "user"),
    (_("Dashbord"), "dashboards:boards", "dashboard"),
    (_("Sammenlign"), "dashboards:compare", "compare"),
    (_("Møter"), "meetings:list", "network"),
    (_("Åpne tall"), "dashboards:open", "open"),
]


def shell(request: HttpRequest) -> dict[str, Any]:
    # Error pages may be drawn before anybody was authenticated.
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {"navigation": _places(OPEN_PLACES, request.path), "version": __version__}
    return {
        "navigation": _places(PLACES, _listed_place(request)),
        "actor_choices": _actor_choices(user, request.path),
        "current_actor": _current_actor(user, request.path),
        "user_label": user.name,
        "role_label": _role_label(user),
        "account_menu": list(_account_menu(user)),
        "version": __version__,
    }


def _account_menu(user: User) -> Iterator[dict[str, Any]]:
    inviting = roles_with(Permission.INVITE)
    if mine := [held.actor for held in gate.roles(user) if held.role in inviting]:
        yield {"label": _("Folk og roller"), "url": reverse("people", args=[mine[0].kind, mine[0].code])}
    if gate.may_somewhere(user, *KEEPING_TOKENS):
        yield {"label": _("Tilgangsnøkler"), "url": reverse("api:tokens")}
    yield {"label": _("Påminnelser på e-post"), "url": reverse("reminders:settings")}
    yield {"label": _("Frister i kalenderen"), "url": reverse("plan_files:feed_page")}
    yield {"label": _("Bytt passord"), "url": reverse("account_change_password")}


def _places(places: list[tuple[Promise, str, str]], path: str) -> list[Place]:
    urls = [(label, reverse(name), icon) for label, name, icon in places]
    return [Place(str(label), url, icon, _is_current(path, url)) for label, url, icon in urls]


def _listed_place(request: HttpRequest) -> str:
    """Boards without an entry of their own stand under the list of them."""
    path, match = request.path, request.resolver_match
    if match is None or match.namespace != "dashboards":
        return path
    own = [reverse(name) for _label, name, _icon in PLACES if name.startswith("dashboards:")]
    return path if any(_is_current(path, url) for url in own) else reverse("dashboards:boards")


def _role_label(user: User) -> str:
    held = gate.roles(user)
    if not held:
        return ""
    role, actor = held[0].role_name.capitalize(), held[0].actor.name
    first = gettext("%(role)s i %(actor)s") % {"role": role, "actor": actor}
    return gettext("%(role)s og flere") % {"role": first} if len(held) > 1 else first


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
