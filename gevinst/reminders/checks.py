"""Mail that would go out with links that lead nowhere complains at start."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning

LOOPBACK = ("http://127.0.0.1", "http://localhost")


def links_of_mail_lead_somewhere(app_configs: Any, **_: Any) -> list[CheckMessage]:
    if settings.EMAIL_HOST and not settings.EMBEDDED and settings.PUBLIC_URL.startswith(LOOPBACK):
        hint = "Set GEVINST_PUBLIC_URL to the address of the product."
        return [Warning("Mails are sent with links to this very machine.", hint=hint, id="gevinst.W101")]
    return []
