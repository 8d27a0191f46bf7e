"""The page for what nobody foresaw - or, when the database is away or the disk full, one that says so."""

from __future__ import annotations

import logging
import sys

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from gevinst.access import errors
from gevinst.outages.causes import database_is_away, disk_is_full

logger = logging.getLogger(__name__)
RETRY_AFTER = 10


def server_error(request: HttpRequest) -> HttpResponse:
    """507 when there is no room, 503 with Retry-After when the database is away, else 500."""
    error = sys.exception()
    status = 507 if disk_is_full(error) else 503 if database_is_away(error) else 500
    if status == 500:
        return errors.server_error(request)
    try:
        page: str = render_to_string(f"errors/{status}.html")
    except Exception:
        logger.exception("the page for errors failed too")
        page = errors.LAST_RESORT
    response = HttpResponse(page, status=status)
    response["Retry-After"] = str(RETRY_AFTER)
    return response
