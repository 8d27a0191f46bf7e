"""Mail of reminders goes nowhere until a server is named; its links lead to PUBLIC_URL."""

import os

EMAIL_HOST = os.environ.get("GEVINST_MAIL_HOST", "")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'dummy'}.EmailBackend"
EMAIL_PORT = int(os.environ.get("GEVINST_MAIL_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("GEVINST_MAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("GEVINST_MAIL_PASSWORD", "")
EMAIL_USE_TLS = EMAIL_PORT == 587
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("GEVINST_MAIL_FROM", "gevinst@localhost")
PUBLIC_URL = os.environ.get("GEVINST_PUBLIC_URL", "http://127.0.0.1:8000")
