from __future__ import annotations

import copy

import pytest
from django.core.checks.registry import registry

pytestmark = pytest.mark.filterwarnings("ignore:Overriding setting DATABASES")


def ids() -> set[str]:
    ours = [check for check in registry.get_checks() if check.__module__ == "gevinst.checks"]
    assert ours, "they are not registered"
    return {message.id for check in ours for message in check(None)}


def postgres() -> dict:
    return {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": "gevinst"}}


def test_the_settings_in_use_have_nothing_to_complain_of():
    assert ids() == set()


def test_embedded_on_postgresql_is_refused(settings):
    settings.EMBEDDED, settings.DATABASES = True, postgres()
    assert "gevinst.E001" in ids()


def test_a_broker_in_memory_beside_postgresql_is_refused(settings):
    settings.DATABASES, settings.CELERY_BROKER_URL = postgres(), "memory://localhost/"
    assert "gevinst.E002" in ids()


@pytest.mark.parametrize(
    "option", [{"transaction_mode": "DEFERRED"}, {"timeout": 5}, {"init_command": "PRAGMA synchronous=FULL;"}]
)
def test_an_impatient_sqlite_is_refused(settings, option):
    from gevinst.settings.base import SQLITE

    database = copy.deepcopy(SQLITE)
    settings.DATABASES = {"default": database}
    assert "gevinst.E003" not in ids()
    database["OPTIONS"].update(option)
    assert "gevinst.E003" in ids()


def test_pages_open_by_default_are_refused(settings):
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "LoginRequired" not in name]
    assert "gevinst.E004" in ids()


@pytest.mark.parametrize("classes", [[], ["rest_framework.permissions.AllowAny"]])
def test_an_open_api_is_refused(settings, classes):
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "DEFAULT_PERMISSION_CLASSES": classes}
    assert "gevinst.E005" in ids()


def test_a_schedule_that_forgets_waiting_jobs_is_refused(settings):
    settings.CELERY_BEAT_SCHEDULE = {}
    assert "gevinst.E006" in ids()


def test_a_lease_shorter_than_its_heartbeat_is_refused(settings):
    settings.JOB_LEASE_SECONDS = 1
    assert "gevinst.E007" in ids()


def test_late_acks_are_refused(settings):
    settings.CELERY_TASK_ACKS_LATE = True
    assert "gevinst.E008" in ids()


def test_a_kind_without_a_handler_is_refused(settings):
    settings.JOB_HANDLERS = {"tests.nowhere": "gevinst.nowhere.handler"}
    assert "gevinst.E009" in ids()


def test_a_cache_in_the_brokers_redis_is_warned_of(settings):
    settings.CACHES = {"default": {"LOCATION": settings.CELERY_BROKER_URL}}
    assert "gevinst.W001" in ids()
