"""Error pages in the product's own words. A row that is foreign and one that is not there look alike."""

from __future__ import annotations

import logging

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

logger = logging.getLogger(__name__)
# When even the templates fail.
LAST_RESORT = (
    '<!doctype html><html lang="nb"><meta charset="utf-8"><title>Noe gikk galt – Gevinst</title>'
    '<h1>Noe gikk galt hos oss</h1><p>Prøv igjen om litt. <a href="/">Til forsiden</a></p></html>'
)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Asks nothing of the database or the context processors: they may be what failed."""
    try:
        return HttpResponse(render_to_string("errors/500.html"), status=500)
    except Exception:
        logger.exception("the page for errors failed too")
        return HttpResponse(LAST_RESORT, status=500)
