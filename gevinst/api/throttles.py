"""How often one may ask. A cache that is down lets everybody through: figures matter more than limits."""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from redis.exceptions import RedisError
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle

from gevinst.access.addresses import client_address

logger = logging.getLogger(__name__)


class Throttle(SimpleRateThrottle):  # type: ignore[misc]
    """Per token, else per person, else per address; reading and sending each by its own rate."""

    def __init__(self) -> None:
        """The rate depends on what is asked, and is found then."""

    def allow_request(self, request: Request, view: Any) -> bool:
        self.scope = "read" if request.method in ("GET", "HEAD", "OPTIONS") else "write"
        self.rate = settings.API_RATES[self.scope]
        self.num_requests, self.duration = self.parse_rate(self.rate)
        try:
            return bool(super().allow_request(request, view))
        except (RedisError, OSError) as error:
            logger.warning("requests are not counted, the cache did not answer: %s", error)
            return True

    def get_ident(self, request: Request) -> str:
        """As every limit counts."""
        return client_address(request)

    def get_cache_key(self, request: Request, view: Any) -> str:
        if request.auth is not None:
            who = f"token-{request.auth.pk}"
        elif request.user.is_authenticated:
            who = f"user-{request.user.pk}"
        else:
            who = self.get_ident(request)
        return f"throttle-{self.scope}-{who}"
