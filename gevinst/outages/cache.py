"""A cache in Redis that is missed when it is away, and never stands in the way of a page."""

from __future__ import annotations

import logging
import time
from typing import Any, ClassVar

from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

logger = logging.getLogger(__name__)
# So long it is not asked again, or a page with ten questions would wait ten times.
REST = 5.0


class Client(RedisCacheClient):
    """What each question answers while Redis is away: as an empty cache does, and nothing is kept."""

    _until: ClassVar[float] = 0.0

    def __init__(self, servers: list[str], **options: Any) -> None:
        super().__init__(servers, **{"retry": Retry(NoBackoff(), 0), **options})

    def _ask(self, name: str, otherwise: Any, *arguments: Any, **options: Any) -> Any:
        if time.monotonic() < Client._until:
            return otherwise
        try:
            return getattr(super(), name)(*arguments, **options)
        except (RedisError, OSError) as error:
            Client._until = time.monotonic() + REST
            logger.warning("the cache does not answer: %s", error)
            return otherwise

    def add(self, *a: Any, **k: Any) -> Any:
        return self._ask("add", True, *a, **k)

    def get(self, *a: Any, **k: Any) -> Any:
        return self._ask("get", a[1], *a, **k)

    def set(self, *a: Any, **k: Any) -> Any:
        return self._ask("set", None, *a, **k)

    def touch(self, *a: Any, **k: Any) -> Any:
        return self._ask("touch", False, *a, **k)

    def delete(self, *a: Any, **k: Any) -> Any:
        return self._ask("delete", False, *a, **k)

    def get_many(self, *a: Any, **k: Any) -> Any:
        return self._ask("get_many", {}, *a, **k)

    def has_key(self, *a: Any, **k: Any) -> Any:
        return self._ask("has_key", False, *a, **k)

    def incr(self, *a: Any, **k: Any) -> Any:
        return self._ask("incr", a[1], *a, **k)

    def set_many(self, *a: Any, **k: Any) -> Any:
        return self._ask("set_many", None, *a, **k)

    def delete_many(self, *a: Any, **k: Any) -> Any:
        return self._ask("delete_many", None, *a, **k)

    def clear(self, *a: Any, **k: Any) -> Any:
        return self._ask("clear", False, *a, **k)


class ForgivingCache(RedisCache):
    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = Client
