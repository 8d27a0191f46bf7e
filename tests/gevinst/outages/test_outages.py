"""What is done and said when a part fails; on real parts: tests/services."""

from __future__ import annotations

import errno
import time
from types import SimpleNamespace
from unittest.mock import patch

import psycopg
import pytest
from django.core.cache.backends.base import InvalidCacheBackendError
from django.db import IntegrityError, OperationalError, connection
from django.test import Client

from gevinst.outages import patience
from gevinst.outages.cache import Client as CacheClient
from gevinst.outages.cache import ForgivingCache
from gevinst.outages.causes import database_is_away, disk_is_full
from tests.cast import Cast

PAGE = "/utvalgsliste/"


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (OperationalError("server closed the connection"), 503, "Vi får ikke svar fra databasen"),
        (OSError(errno.ENOSPC, "No space left on device"), 507, "Det er ikke mer plass på disken hos oss"),
        (OperationalError("database or disk is full"), 507, "Det er ikke mer plass på disken hos oss"),
        (OSError(errno.EIO, "Input/output error"), 500, "Noe gikk galt hos oss"),
        (IntegrityError("duplicate key"), 500, "Noe gikk galt hos oss"),
    ],
)
@pytest.mark.django_db
def test_a_page_that_fails_says_what_failed(cast: Cast, error: Exception, status: int, words: str) -> None:
    client = Client(raise_request_exception=False)
    with patch("gevinst.sheets.views.listing", side_effect=error):
        response = client.get(PAGE)
    assert response.status_code == status
    assert words in response.content.decode()
    assert response.has_header("Retry-After") == (status != 500)


def test_a_cause_is_found_through_all_that_was_raised_because_of_it() -> None:
    outer = RuntimeError("outer")
    outer.__cause__ = psycopg.errors.DiskFull("could not extend file")
    assert disk_is_full(outer)
    assert database_is_away(outer), "also that: whoever asks, asks for the disk first"
    assert not disk_is_full(RuntimeError("other"))
    assert not database_is_away(None)


def test_a_session_the_server_ended_for_standing_still_is_a_database_away() -> None:
    assert database_is_away(psycopg.errors.IdleInTransactionSessionTimeout("terminating connection"))
    assert not database_is_away(psycopg.errors.UniqueViolation("duplicate"))


def test_patience_is_spent_by_waiting_only_and_given_back_after(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = SimpleNamespace(now=100.0, monotonic=lambda: clock.now)
    monkeypatch.setattr(patience, "time", clock)
    assert patience.left() is None
    with patience.at_most(1.0):
        with patience.waiting():
            clock.now += 0.25
        clock.now += 0.5
        assert patience.left() == 0.75
        patience.extend(60)
        assert patience.left() == 60
    assert patience.left() is None


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has no network to wait for")
def test_a_statement_is_waited_for_no_longer_than_there_is_patience() -> None:
    start = time.monotonic()
    with (
        pytest.raises(OperationalError, match="timeout"),
        patience.at_most(0.3),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT pg_sleep(60)")
    assert time.monotonic() - start < 30
    connection.close()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)


@pytest.fixture
def away(monkeypatch: pytest.MonkeyPatch) -> ForgivingCache:
    """A cache at an address where nobody answers."""
    monkeypatch.setattr(CacheClient, "away_until", 0.0)
    return ForgivingCache("redis://127.0.0.1:1/0", {"OPTIONS": {"socket_connect_timeout": 1}})


def test_a_cache_that_is_away_is_like_an_empty_one(away: ForgivingCache, caplog) -> None:
    assert away.get("a", "otherwise") == "otherwise"
    assert "the cache does not answer" in caplog.text
    away.set("a", 1)
    assert away.get_many(["a", "b"]) == {}
    assert (away.add("a", 1), away.incr("a", 3), away.has_key("a"), away.delete("a")) == (
        True,
        3,
        False,
        False,
    )
    away.set_many({"a": 1})
    away.delete_many(["a"])
    away.touch("a")
    away.clear()


def test_it_is_left_in_peace_for_a_while(away: ForgivingCache, caplog) -> None:
    for _ in range(5):
        away.get("a")
    assert caplog.text.count("does not answer") == 1


def test_a_cache_that_is_wrongly_asked_still_says_so(away: ForgivingCache) -> None:
    with pytest.raises((TypeError, InvalidCacheBackendError)):
        away.get_many(None)
