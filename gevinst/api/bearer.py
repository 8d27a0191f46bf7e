"""Who asks, by `Authorization: Bearer gvn_…`; and what a token opens: only a view that names its scope."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from gevinst.access.models import User
from gevinst.api.models import Token
from gevinst.api.tokens import holder_of


class BearerAuthentication(BaseAuthentication):  # type: ignore[misc]
    """`request.auth` is the token. An unknown, an expired and a revoked one get the same answer."""

    def authenticate(self, request: Request) -> tuple[User, Token] | None:
        kind, _space, secret = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
        if kind.casefold() != "bearer":
            return None
        held = holder_of(secret.strip())
        if held is None:
            raise AuthenticationFailed
        return held

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="gevinst"'


class MayAsk(BasePermission):  # type: ignore[misc]
    """Somebody who is logged in, or a token with the scope the view names."""

    def has_permission(self, request: Request, view: Any) -> bool:
        if not request.user.is_authenticated:
            return False
        scope = getattr(view, "scope", "")
        if request.auth is None or scope in request.auth.scopes:
            return True
        words = _("Nøkkelen gjelder ikke dette. Den må ha «%(scope)s».")
        self.message = words % {"scope": scope} if scope else _("Nøkler gjelder ikke her.")
        return False


class BearerScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = "gevinst.api.bearer.BearerAuthentication"
    name = "tilgangsnokkel"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {
            "type": "http",
            "scheme": "bearer",
            "bearerFormat": "gvn_…",
            "description": "Lages på siden Tilgangsnøkler og sendes som `Authorization: Bearer gvn_…`.",
        }
