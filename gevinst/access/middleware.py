"""What every request and answer must obey, whatever the view says."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

Handler = Callable[[HttpRequest], HttpResponse]

STARTED, SEEN = "started_at", "seen_at"
# How exactly the last sign of life is remembered: every request would be a write.
SEEN_EVERY = 60
# What an open page asks by itself is no sign of life.
ASKED_BY_THE_PAGE = frozenset({"plans:news", "workshops:now"})


def session_limits(get_response: Handler) -> Handler:
    """A session ends when nothing was done in it for a while, and when it has lasted a working day."""

    def handle(request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return get_response(request)
        now = int(time.time())
        started, seen = (request.session.setdefault(key, now) for key in (STARTED, SEEN))
        if now - started > settings.SESSION_LONGEST or now - seen > settings.SESSION_IDLE:
            logout(request)
            messages.info(request, _("Du er logget ut fordi det er en stund siden sist. Logg inn igjen."))
        response = get_response(request)
        route = request.resolver_match.view_name if request.resolver_match else ""
        still_in = request.user.is_authenticated and route not in ASKED_BY_THE_PAGE
        if still_in and now - request.session.get(SEEN, now) >= SEEN_EVERY:
            request.session[SEEN] = now
        return response

    return handle


def private_when_logged_in(get_response: Handler) -> Handler:
    """No shared cache, and no browser after logout, keeps a page that somebody had to log in to see."""

    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.user.is_authenticated:
            patch_cache_control(response, private=True, no_store=True)
        return response

    return handle


def whole_page_at_login(get_response: Handler) -> Handler:
    """A fragment asked for after the session ended takes the whole page to the login."""

    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        to_login = response.status_code == 302 and response["Location"].startswith(reverse("account_login"))
        if to_login and request.headers.get("HX-Request"):
            return HttpResponse(status=204, headers={"HX-Refresh": "true"})
        return response

    return handle
