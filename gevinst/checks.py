"""Settings that complain at start: each check names what would go wrong silently later."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

WAKE = "gevinst.jobs.tasks.wake_waiting_jobs"
CLOSED = "django.contrib.auth.middleware.LoginRequiredMiddleware"
OPEN_PERMISSION = "rest_framework.permissions.AllowAny"
SHORTEST_LEASE = 3


def check(function: Callable[[], Iterator[CheckMessage]]) -> Callable[[], Iterator[CheckMessage]]:
    """Register a plain generator of messages as a system check."""

    def run(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
        return list(function())

    register(run)
    return function


@check
def database_fits_the_broker() -> Iterator[CheckMessage]:
    sqlite = settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")
    in_memory = settings.CELERY_BROKER_URL.startswith("memory:")
    if settings.EMBEDDED and not (sqlite and in_memory):
        yield Error("Embedded means one process on SQLite with the broker in memory.", id="gevinst.E001")
    if in_memory and not sqlite:
        yield Error(
            "With the broker in memory no other process is ever woken.",
            hint="Set GEVINST_BROKER_URL to a Redis.",
            id="gevinst.E002",
        )


@check
def sqlite_waits_for_its_turn() -> Iterator[CheckMessage]:
    database = settings.DATABASES["default"]
    if not database["ENGINE"].endswith("sqlite3"):
        return
    options = database.get("OPTIONS", {})
    patient = options.get("transaction_mode") == "IMMEDIATE" and options.get("timeout", 0) >= 10
    if not patient or "journal_mode=WAL" not in options.get("init_command", ""):
        yield Error(
            'SQLite must write IMMEDIATE, in WAL and with patience, or users meet "database is locked".',
            hint="Use SQLITE of gevinst/settings/base.py.",
            id="gevinst.E003",
        )


@check
def closed_by_default() -> Iterator[CheckMessage]:
    if CLOSED not in settings.MIDDLEWARE:
        yield Error(f"Pages are open unless {CLOSED} is in MIDDLEWARE.", id="gevinst.E004")
    permissions = settings.REST_FRAMEWORK.get("DEFAULT_PERMISSION_CLASSES", [OPEN_PERMISSION])
    if not permissions or OPEN_PERMISSION in permissions:
        yield Error("The API is open: DEFAULT_PERMISSION_CLASSES must ask for something.", id="gevinst.E005")


@check
def jobs_are_never_forgotten() -> Iterator[CheckMessage]:
    if WAKE not in {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}:
        yield Error(
            f"Nothing runs {WAKE}: a job whose message is lost would wait for ever.", id="gevinst.E006"
        )
    if settings.JOB_LEASE_SECONDS < SHORTEST_LEASE:
        yield Error(f"JOB_LEASE_SECONDS under {SHORTEST_LEASE} is lost between two beats.", id="gevinst.E007")
    if getattr(settings, "CELERY_TASK_ACKS_LATE", False):
        # The lease says who has the job; and Celery ends a worker that loses Redis before it has answered.
        yield Error("Messages must be acked early, or a worker may end when Redis does.", id="gevinst.E008")
    for kind, path in settings.JOB_HANDLERS.items():
        if find_spec(path.rpartition(".")[0]) is None:
            yield Error(f"No module for the handler of {kind}: {path}", id="gevinst.E009")


@check
def cache_and_broker_are_apart() -> Iterator[CheckMessage]:
    location = getattr(settings, "CACHES", {}).get("default", {}).get("LOCATION")
    if location and location == settings.CELERY_BROKER_URL:
        yield Warning(
            "Clearing the cache would also clear the queue: give each its own Redis.", id="gevinst.W001"
        )
