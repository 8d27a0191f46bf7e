"""Tests: SQLite unless GEVINST_TEST_DB_HOST names a PostgreSQL the test command started."""

import os

from gevinst.settings.base import *  # noqa: F403
from gevinst.settings.base import JOB_HANDLERS, POSTGRES, REDIS_TRANSPORT, SQLITE, VAR

SECRET_KEY = "only-for-tests"  # noqa: S105
DEBUG = False
EMBEDDED = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
MEDIA_ROOT = VAR / "test-uploads"
AXES_ENABLED = False
# Ids begin anew in each test, and an answer of one must not be remembered in the next.
REMEMBER_SECONDS = 0

VAR.mkdir(exist_ok=True)
if os.environ.get("GEVINST_TEST_DB_HOST"):
    DATABASES = {
        "default": {
            **POSTGRES,
            "NAME": os.environ.get("GEVINST_TEST_DB_NAME", "gevinst"),
            "USER": "gevinst",
            "PASSWORD": os.environ.get("GEVINST_TEST_DB_PASSWORD", ""),
            "HOST": os.environ["GEVINST_TEST_DB_HOST"],
            "PORT": os.environ["GEVINST_TEST_DB_PORT"],
        }
    }
else:
    # One file per run: several runs may go on in one working tree. Nobody misses it after a power cut.
    _run = os.environ.setdefault("GEVINST_TEST_RUN", str(os.getpid()))
    _pragmas = SQLITE["OPTIONS"]["init_command"].replace("synchronous=FULL", "synchronous=OFF")
    DATABASES = {
        "default": {
            **SQLITE,
            "OPTIONS": {**SQLITE["OPTIONS"], "init_command": _pragmas},
            "TEST": {"NAME": VAR / f"test-{_run}.sqlite3"},
        }
    }

if os.environ.get("GEVINST_TEST_REDIS_URL"):
    # A database of Redis per parallel test process, or one would take the messages of another.
    _number = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    CELERY_BROKER_URL = f"{os.environ['GEVINST_TEST_REDIS_URL']}/{_number}"
    CELERY_BROKER_TRANSPORT_OPTIONS = REDIS_TRANSPORT
JOB_LEASE_SECONDS = 4
CELERY_BEAT_SCHEDULE = {
    "wake-waiting-jobs": {"task": "gevinst.jobs.tasks.wake_waiting_jobs", "schedule": 1.0},
}
JOB_HANDLERS = {
    **JOB_HANDLERS,
    "tests.write": "tests.gevinst.jobs.handlers.write",
    "tests.problem": "tests.gevinst.jobs.handlers.problem",
    "tests.fault": "tests.gevinst.jobs.handlers.fault",
    "tests.late": "tests.gevinst.jobs.handlers.late",
    "tests.query": "tests.gevinst.jobs.handlers.query",
}
