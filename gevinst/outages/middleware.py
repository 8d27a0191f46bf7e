"""No request waits long for a database that does not answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from gevinst.outages import patience

Handler = Callable[[HttpRequest], HttpResponse]


class AnswerInTime:
    """Settings: REQUEST_SECONDS, and REQUEST_SECONDS_OF by name of the view. Only the time in the database
    counts: a large file from a slow line takes as long as it takes."""

    def __init__(self, get_response: Handler) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with patience.at_most(settings.REQUEST_SECONDS):
            return self._get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name in settings.REQUEST_SECONDS_OF:
            patience.extend(settings.REQUEST_SECONDS_OF[name])
