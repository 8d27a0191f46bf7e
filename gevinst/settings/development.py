"""Embedded: SQLite, one process with web server, worker and beat. What `make run` uses."""

import secrets

from gevinst.settings.base import *  # noqa: F403
from gevinst.settings.base import VAR

VAR.mkdir(exist_ok=True)
_key_file = VAR / "secret_key"
if not _key_file.exists():
    _key_file.touch(mode=0o600)
    _key_file.write_text(secrets.token_urlsafe(50))

SECRET_KEY = _key_file.read_text()
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
# Files are served from where they are written; nothing is collected.
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
EMBEDDED = True
