"""PostgreSQL, Redis, gunicorn, Celery workers and beat. Everything secret comes from the environment."""

import os

from gevinst.settings.base import *  # noqa: F403
from gevinst.settings.base import POSTGRES, REDIS_TRANSPORT, STORAGES

SECRET_KEY = os.environ["GEVINST_SECRET_KEY"]
DEBUG = False
EMBEDDED = False
ALLOWED_HOSTS = os.environ["GEVINST_HOSTS"].split(",")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]

DATABASES = {
    "default": {
        **POSTGRES,
        "NAME": os.environ.get("GEVINST_DB_NAME", "gevinst"),
        "USER": os.environ.get("GEVINST_DB_USER", "gevinst"),
        "PASSWORD": os.environ.get("GEVINST_DB_PASSWORD", ""),
        "HOST": os.environ.get("GEVINST_DB_HOST", "127.0.0.1"),
        "PORT": os.environ.get("GEVINST_DB_PORT", "5432"),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
}
CELERY_BROKER_URL = os.environ.get("GEVINST_BROKER_URL", "redis://127.0.0.1:6379/0")
CELERY_BROKER_TRANSPORT_OPTIONS = REDIS_TRANSPORT
CACHES = {
    "default": {
        "BACKEND": "gevinst.outages.cache.ForgivingCache",
        "LOCATION": os.environ.get("GEVINST_CACHE_URL", "redis://127.0.0.1:6379/1"),
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
    }
}
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
TRUSTED_PROXIES = int(os.environ.get("GEVINST_PROXIES", "1"))
SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31536000
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
