"""Where a request comes from: the one answer that every limit counts by."""

from __future__ import annotations

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """What the outermost of our TRUSTED_PROXIES saw: that many from the end of X-Forwarded-For.

    What stands further left was written by the client. Without so many in it, or with no address there, the
    request did not come through them all, and its own sender is the answer.
    """
    sender = str(request.META.get("REMOTE_ADDR", ""))
    proxies = settings.TRUSTED_PROXIES
    chain = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    if proxies < 1 or len(chain) < proxies:
        return sender
    return _bare(chain[-proxies].strip()) or sender


def _bare(written: str) -> str:
    """Without a port, which some proxies add. Empty when it is no address."""
    host = written[1:].partition("]")[0] if written.startswith("[") else written
    if host.count(":") == 1:
        host = host.partition(":")[0]
    try:
        return str(ip_address(host))
    except ValueError:
        return ""
