"""What a page with script says of itself when it asks: whose it is, and which part of a page it wants."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from gevinst.access import gate


def same_person(request: HttpRequest) -> None:
    """A page opened by one person neither reads nor writes as the next one at the same machine.

    Raises PermissionDenied.
    """
    said = request.headers.get("X-Gevinst-User")
    if said is not None and said != str(gate.somebody(request.user).pk):
        raise PermissionDenied


def wants(request: HttpRequest, part: str) -> bool:
    """Whether only this part of the page is asked for."""
    return request.headers.get("X-Gevinst-Part") == part
