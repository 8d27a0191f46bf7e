"""Production as it is, but for what a test cannot have: collected files, slow passwords, a certificate."""

import os

os.environ.setdefault("GEVINST_SECRET_KEY", "only-for-tests")
os.environ.setdefault("GEVINST_HOSTS", "127.0.0.1")

from gevinst.settings.production import *  # noqa: F403
from gevinst.settings.production import STORAGES

STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True
SECURE_SSL_REDIRECT = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MEDIA_ROOT = os.environ["GEVINST_TEST_MEDIA"]
FILE_UPLOAD_TEMP_DIR = os.environ["GEVINST_TEST_INCOMING"]
# So that small files too go by way of the disk.
FILE_UPLOAD_MAX_MEMORY_SIZE = 100 * 1024
if os.environ.get("GEVINST_TEST_WITHOUT") == "patience":
    REQUEST_SECONDS = 3600.0
    MIDDLEWARE = [one for one in MIDDLEWARE if one != "gevinst.outages.middleware.AnswerInTime"]  # noqa: F405
if os.environ.get("GEVINST_TEST_WITHOUT") == "forgiveness":
    CACHES["default"]["BACKEND"] = "django.core.cache.backends.redis.RedisCache"  # noqa: F405
