"""What a board answered, kept for a minute: for the same reader with the same reach, never past new figures.

A key holds all an answer hangs on: the question, who asks, the roles they hold today (a token's are fewer),
the day, the language, a version of the groups that say whose figures those roles may read, a version of the
figures, and what the reader wrote last - of an answer that tells of plans too, what anybody wrote. New
figures, other roles and groups, and all that one writes oneself, are seen at once; the rest within the
minute.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from hashlib import sha256
from secrets import token_hex
from typing import TypeVar

from django.conf import settings
from django.contrib.messages import get_messages
from django.core.cache import cache
from django.db.models import Count, Max, Sum
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language

from gevinst.access import gate
from gevinst.access.gate import Someone
from gevinst.values import notices
from indicators.actors.models import Closure
from indicators.measurements.models import Batch

T = TypeVar("T")
Handler = Callable[[HttpRequest], HttpResponse]
View = Callable[..., HttpResponse]
ANYBODY = "anybody"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def remembered(
    *,
    what: str,
    reader: Someone,
    asked: Mapping[str, str],
    make: Callable[[], T],
    of_figures_alone: bool = True,
) -> T:
    """What `make` answers, or answered to the same within settings.REMEMBER_SECONDS. Two queries, and one for
    the roles, which the answer needs too.

    `what` names who asks for it in the code; an answer must be plain data, and None is made but not kept.
    What is not `of_figures_alone` is made anew when anybody has written, not the reader alone.
    """
    if not settings.REMEMBER_SECONDS:
        return make()
    # The version is read before the figures: what is made meanwhile is newer than its key, never older.
    key = _key(what, reader, asked, reader if of_figures_alone else ANYBODY)
    found: T | None = cache.get(key)
    if found is None:
        found = make()
        if found is not None:
            cache.set(key, found, settings.REMEMBER_SECONDS)
    return found


def remembered_page(view: View, *, what: str, of_figures_alone: bool) -> View:
    """The view, whose page is kept as an answer is: for the same reader, browser and address.

    Kept with all cookies, as what the page holds of them (the token of its forms, the last question asked)
    is theirs alone. A page with something to say once, or that sets a cookie, is not kept.
    """

    @wraps(view)
    def handle(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.method != "GET" or notices.waits(request) or get_messages(request):
            return view(request, *args, **kwargs)
        asked = {
            "": request.build_absolute_uri(),
            **{f"cookie {name}": value for name, value in request.COOKIES.items()},
            **{name: value for name, value in request.headers.items() if name.lower().startswith("hx-")},
        }
        made: list[HttpResponse] = []

        def make() -> tuple[bytes, dict[str, str]] | None:
            had_token = "CSRF_COOKIE" in request.META
            response = view(request, *args, **kwargs)
            made.append(response)
            gives_token = "CSRF_COOKIE" in request.META and not had_token
            plain = response.status_code == 200 and not response.cookies and not gives_token
            return (response.content, dict(response.headers)) if plain else None

        kept = remembered(
            what=f"page {what}",
            reader=request.user,
            asked=asked,
            make=make,
            of_figures_alone=of_figures_alone,
        )
        return made[0] if made or not kept else HttpResponse(kept[0], headers=kept[1])

    return handle


def forget_own(get_response: Handler) -> Handler:
    """Middleware: who has written anything meets nothing that was remembered for them before."""

    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.method not in SAFE and request.user.is_authenticated:
            # Outlives every answer that was kept before it.
            for whom in (request.user, ANYBODY):
                cache.set(_written_by(whom), token_hex(8), 2 * settings.REMEMBER_SECONDS or 1)
        return response

    return handle


def version_of_figures() -> tuple[object, ...]:
    """Another one after each batch that came, was undone or was removed.

    Number and sum together, and not the newest alone: of two transactions the one that began first, with the
    lower id, may end last.
    """
    said = Batch.objects.aggregate(Count("pk"), Sum("pk"), Count("undone_at"), Max("created_at"))
    return tuple(said[name] for name in sorted(said))


def version_of_groups() -> tuple[object, ...]:
    """Another one when anybody joined or left a group: the closure of a structure is then made anew."""
    said = Closure.objects.aggregate(Count("pk"), Max("pk"))
    return tuple(said[name] for name in sorted(said))


def _key(what: str, reader: Someone, asked: Mapping[str, str], writer: object) -> str:
    roles = sorted((one.role, one.actor_id) for one in gate.roles(reader))
    parts = (
        what,
        sorted(asked.items()),
        reader.pk,
        roles,
        version_of_groups(),
        cache.get(_written_by(writer)),
        timezone.localdate().isoformat(),
        get_language(),
        version_of_figures(),
    )
    return f"board:{sha256(repr(parts).encode()).hexdigest()}"


def _written_by(somebody: object) -> str:
    return f"board:written:{getattr(somebody, 'pk', somebody)}"
