"""A cache in Redis that is missed when it is away, and never stands in the way of a page."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from functools import cache
from typing import Any, ClassVar

from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

logger = logging.getLogger(__name__)
# So long it is not asked again, or a page with ten questions would wait ten times.
REST = 5.0


def _or(ask: Callable[..., Any], otherwise: Callable[..., Any]) -> Any:
    """A method that answers as `ask`, and while Redis is away as `otherwise`; both are given the question."""

    def method(client: Client, *question: Any, **options: Any) -> Any:
        if time.monotonic() >= Client.away_until:
            try:
                return ask(client, *question, **options)
            except (RedisError, OSError) as error:
                Client.away_until = time.monotonic() + REST
                logger.warning("the cache does not answer: %s", error)
        return otherwise(*question)

    return method


class Client(RedisCacheClient):
    """What each question answers while Redis is away: as an empty cache does, and nothing is kept."""

    away_until: ClassVar[float] = 0.0

    def __init__(self, servers: list[str], **options: Any) -> None:
        super().__init__(servers, **{"retry": Retry(NoBackoff(), 0), **options})
        # One for each pool of connections: to make it anew takes longer than to ask.
        self._client = cache(Redis)

    add = _or(RedisCacheClient.add, lambda *_: True)
    get = _or(RedisCacheClient.get, lambda _, default: default)
    get_many = _or(RedisCacheClient.get_many, lambda *_: {})
    has_key = _or(RedisCacheClient.has_key, lambda *_: False)
    incr = _or(RedisCacheClient.incr, lambda _, delta: delta)
    set = _or(RedisCacheClient.set, lambda *_: None)
    set_many = _or(RedisCacheClient.set_many, lambda *_: None)
    touch = _or(RedisCacheClient.touch, lambda *_: False)
    delete = _or(RedisCacheClient.delete, lambda *_: False)
    delete_many = _or(RedisCacheClient.delete_many, lambda *_: None)
    clear = _or(RedisCacheClient.clear, lambda *_: False)


class ForgivingCache(RedisCache):
    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = Client
