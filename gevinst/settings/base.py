"""What holds in every way to run. development, test and production add only what differs."""

import os
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from gevinst.settings.login import *  # noqa: F403
from gevinst.settings.mail import *  # noqa: F403

ROOT = Path(__file__).resolve().parents[2]
VAR = Path(os.environ.get("GEVINST_VAR", ROOT / "var"))

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_filters",
    "import_export",
    "django_htmx",
    "template_partials",
    "allauth",
    "allauth.account",
    "axes",
    "csp",
    "indicators.actors",
    "indicators.catalogue",
    "indicators.measurements",
    "indicators.quality",
    "indicators.imports",
    "gevinst.access",
    "gevinst.jobs",
    "gevinst.plans",
    "gevinst.workshops",
    "gevinst.meetings",
    "gevinst.reviews",
    "gevinst.definitions",
    "gevinst.reminders",
    "gevinst.learning",
    "gevinst.saved_views",
    "gevinst.limit_choices",
    "gevinst.plan_files",
    "gevinst.shared_plans",
    "gevinst.onboarding",
    "gevinst.sheets",
    "gevinst.values",
    "gevinst.dashboards",
    "gevinst.api",
    "gevinst.handbook",
]

MIDDLEWARE = [
    "gevinst.outages.middleware.AnswerInTime",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "gevinst.access.middleware.whole_page_at_login",
    "gevinst.access.middleware.session_limits",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "gevinst.access.middleware.private_when_logged_in",
    "gevinst.dashboards.remembered.forget_own",
    "axes.middleware.AxesMiddleware",
]
# So long an answer of a board is kept for the same reader; 0 for not at all.
REMEMBER_SECONDS = 60

ROOT_URLCONF = "gevinst.urls"
WSGI_APPLICATION = "gevinst.wsgi.application"
ASGI_APPLICATION = "gevinst.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# SQLite leaves out the columns an index only carries along, and is well served without them.
SILENCED_SYSTEM_CHECKS = ["models.W040"]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "gevinst.access.context.shell",
                "gevinst.values.notices.finished_imports",
            ],
            "builtins": ["gevinst.components"],
        },
    },
]

SQLITE: dict[str, Any] = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": VAR / "gevinst.sqlite3",
    # Django's own defaults lose writes under load with "database is locked" (docs/decisions/0003).
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    },
}
DATABASES = {"default": SQLITE}

# For production and for the tests on PostgreSQL. The network may fall silent at both ends: ours notices by
# the first five, the server by the last line. A worker that stands still inside a transaction must not keep
# its successor waiting for ever.
POSTGRES: dict[str, Any] = {
    "ENGINE": "gevinst.outages.postgres",
    "OPTIONS": {
        "connect_timeout": 10,
        "keepalives_idle": 5,
        "keepalives_interval": 2,
        "keepalives_count": 3,
        "tcp_user_timeout": 10_000,
        "options": "-c idle_in_transaction_session_timeout=60s -c client_connection_check_interval=2s",
    },
}
# Seconds a request may wait for the database in all; longer where much is written at once.
REQUEST_SECONDS = 5.0
REQUEST_SECONDS_OF = {"values:remove_examples": 300.0}

X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

# Shown on the page of contact; whoever runs the product says whom to write to.
CONTACT_EMAIL = os.environ.get("GEVINST_CONTACT_EMAIL", "")

LANGUAGE_CODE = "nb"
LANGUAGES = [("nb", _("bokmål")), ("nn", _("nynorsk"))]
LOCALE_PATHS = [ROOT / "locale"]
LANGUAGE_COOKIE_HTTPONLY = True
TIME_ZONE = "Europe/Oslo"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "static/"
STATIC_ROOT: Path | None = ROOT / "staticfiles"
STATICFILES_DIRS = [ROOT / "static", ROOT / "static_vendor"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "gevinst.stylesheet.StyleSheetFinder",
]
STORAGES = {
    "default": {"BACKEND": "gevinst.outages.storage.WholeFiles"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MEDIA_ROOT = VAR / "uploads"
# Beside them, so that a file once received is moved and not copied. Made at start.
FILE_UPLOAD_TEMP_DIR = VAR / "incoming"
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "gevinst.outages.storage.WhileReceived",
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
IMPORT_MAX_BYTES = 100 * 1024 * 1024
# Address space, of which a process uses about half; and time on the processor, not on the clock.
IMPORT_PARSE_MEMORY = 1024 * 1024 * 1024
IMPORT_PARSE_SECONDS = 120
# An import nobody saves is given up after so long, and of one that is saved what was read is cleared away.
IMPORT_KEEP_DAYS = 30
# Rows staged in one transaction: between two of them others may write, and the work may stop. As many values
# are taken back at a time when an import is undone.
IMPORT_BLOCK_ROWS = 20_000

REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_PERMISSION_CLASSES": ["gevinst.api.bearer.MayAsk"],
    "DEFAULT_AUTHENTICATION_CLASSES": [
        # The first one says how to log in: 401, not 403.
        "gevinst.api.bearer.BearerAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_THROTTLE_CLASSES": ["gevinst.api.throttles.Throttle"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["gevinst.api.bodies.Json"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "EXCEPTION_HANDLER": "gevinst.api.problems.handle",
    "URL_FORMAT_OVERRIDE": None,
    "STRICT_JSON": True,
}
# How often one token, or one person, may ask and send.
API_RATES = {"read": "600/min", "write": "60/min"}
SPECTACULAR_SETTINGS = {
    "TITLE": "Gevinst",
    "DESCRIPTION": "Verdier, planer og tallene bak tavlene for programmer. Kom i gang på siden /api/.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "SERVE_INCLUDE_SCHEMA": False,
    "POSTPROCESSING_HOOKS": ["gevinst.api.schema.add_problems"],
}

CELERY_BROKER_URL = "memory://localhost/"
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any] = {"polling_interval": 0.2}
# Give up on a silent Redis rather than hold a request.
REDIS_TRANSPORT = {
    "socket_connect_timeout": 1,
    "socket_timeout": 2,
    "health_check_interval": 5,
    "visibility_timeout": 6 * 3600,
}
CELERY_TASK_IGNORE_RESULT = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_DEFAULT_QUEUE = "gevinst"
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE = {
    "wake-waiting-jobs": {"task": "gevinst.jobs.tasks.wake_waiting_jobs", "schedule": 15.0},
    "nightly": {"task": "gevinst.jobs.tasks.nightly", "schedule": 600.0},
}
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
JOB_LEASE_SECONDS = 30
# kind -> handler(subject, lease) -> what to tell the one who waits (gevinst/jobs/registry.py)
JOB_HANDLERS = {
    "imports.read": "gevinst.values.jobs.read",
    "imports.commit": "gevinst.values.jobs.commit",
    "imports.deliver": "gevinst.api.jobs.deliver",
    "undo.all": "gevinst.values.jobs.undo_all",
    "undo.rest": "gevinst.values.jobs.undo_rest",
    "plans.file": "gevinst.plan_files.making.make",
    "access.invite": "gevinst.access.jobs.invite",
    "access.reset": "gevinst.access.jobs.reset",
    "nightly.tidy": "gevinst.values.tidy.tidy",
    "nightly.check": "gevinst.values.tidy.check",
    "nightly.bin": "gevinst.plans.jobs.empty_bin",
    "nightly.reviews": "gevinst.reviews.jobs.prepare",
    "nightly.send_digests": "gevinst.reminders.jobs.send_digests",
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "gevinst": {"level": "INFO"},
        "indicators": {"level": "INFO"},
        # Warns of every ordered shutdown.
        "celery.worker.control": {"level": "ERROR"},
    },
}
