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


class Client(RedisCacheClient):  # type: ignore[misc]
    """What each question answers while Redis is away: as an empty cache does, and nothing is kept."""

    _until: ClassVar[float] = 0.0

    def __init__(self, servers: list[str], **options: Any) -> None:
        super().__init__(servers, **{"retry": Retry(NoBackoff(), 0), **options})

    def _ask(self, name: str, otherwise: Any, *arguments: Any) -> Any:
        if time.monotonic() < Client._until:
            return otherwise
        try:
            return getattr(super(), name)(*arguments)
        except (RedisError, OSError) as error:
            Client._until = time.monotonic() + REST
            logger.warning("the cache does not answer: %s", error)
            return otherwise

    def add(self, key: str, value: Any, timeout: float | None) -> Any:
        return self._ask("add", True, key, value, timeout)

    def get(self, key: str, default: Any) -> Any:
        return self._ask("get", default, key, default)

    def set(self, key: str, value: Any, timeout: float | None) -> Any:
        return self._ask("set", None, key, value, timeout)

    def touch(self, key: str, timeout: float | None) -> Any:
        return self._ask("touch", False, key, timeout)

    def delete(self, key: str) -> Any:
        return self._ask("delete", False, key)

    def get_many(self, keys: list[str]) -> Any:
        return self._ask("get_many", {}, keys)

    def has_key(self, key: str) -> Any:
        return self._ask("has_key", False, key)

    def incr(self, key: str, delta: int) -> Any:
        return self._ask("incr", delta, key, delta)

    def set_many(self, data: dict[str, Any], timeout: float | None) -> Any:
        return self._ask("set_many", None, data, timeout)

    def delete_many(self, keys: list[str]) -> Any:
        return self._ask("delete_many", None, keys)

    def clear(self) -> Any:
        return self._ask("clear", False)


class ForgivingCache(RedisCache):  # type: ignore[misc]
    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = Client
