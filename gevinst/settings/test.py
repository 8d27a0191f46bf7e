"""Tests: SQLite unless GEVINST_TEST_DB_HOST names a PostgreSQL the test command started."""

import os

from gevinst.settings.base import *  # noqa: F403
from gevinst.settings.base import SQLITE, VAR

SECRET_KEY = "only-for-tests"  # noqa: S105
DEBUG = False
EMBEDDED = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
MEDIA_ROOT = VAR / "test-uploads"
AXES_ENABLED = False

VAR.mkdir(exist_ok=True)
if os.environ.get("GEVINST_TEST_DB_HOST"):
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": "gevinst",
            "USER": "gevinst",
            "PASSWORD": os.environ.get("GEVINST_TEST_DB_PASSWORD", ""),
            "HOST": os.environ["GEVINST_TEST_DB_HOST"],
            "PORT": os.environ["GEVINST_TEST_DB_PORT"],
        }
    }
else:
    DATABASES = {"default": {**SQLITE, "TEST": {"NAME": VAR / "test.sqlite3"}}}
if os.environ.get("GEVINST_TEST_REDIS_URL"):
    CELERY_BROKER_URL = os.environ["GEVINST_TEST_REDIS_URL"]
