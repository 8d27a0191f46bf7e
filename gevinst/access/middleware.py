"""What every answer must obey, whatever the view says."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

Handler = Callable[[HttpRequest], HttpResponse]


def private_when_logged_in(get_response: Handler) -> Handler:
    """No shared cache, and no browser after logout, keeps a page that somebody had to log in to see."""

    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.user.is_authenticated:
            patch_cache_control(response, private=True, no_store=True)
        return response

    return handle
