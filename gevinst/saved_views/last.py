"""«Fortsett der du slapp»: the last question to a board, kept with the person's own browser and nowhere else.

Signed for one person, so that the next one at the same machine does not meet it.
"""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

KEPT = 90 * 24 * 3600
LONGEST = 2000


def last_asked(request: HttpRequest, board: str) -> str:
    """The query, empty where there is none."""
    try:
        return str(
            signing.loads(request.COOKIES.get(_name(board), ""), salt=_salt(request, board), max_age=KEPT)
        )
    except signing.BadSignature:
        return ""


def remember(response: HttpResponse, request: HttpRequest, board: str, query: str) -> None:
    if not query or len(query) > LONGEST or query == last_asked(request, board):
        return
    response.set_cookie(
        _name(board),
        signing.dumps(query, salt=_salt(request, board)),
        max_age=KEPT,
        path=request.path,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _name(board: str) -> str:
    return f"gevinst_sist_{board}"


def _salt(request: HttpRequest, board: str) -> str:
    return f"last:{board}:{request.user.pk}"
