"""Tokens: made, taken back, and what a program may be by one."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection
from datetime import date, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from gevinst.access import gate
from gevinst.access.models import User
from gevinst.access.permissions import KEEPING_TOKENS, Permission
from gevinst.api.models import Scope, Token
from indicators.actors.models import Actor

PREFIX = "gvn_"
SHOWN = len(PREFIX) + 4
LONGEST = timedelta(days=365)
NEEDS = {
    Scope.VALUES_READ: Permission.READ,
    Scope.IMPORTS_WRITE: Permission.IMPORT_VALUES,
    Scope.PLANS_READ: Permission.READ,
    Scope.PLANS_WRITE: Permission.EDIT_PLAN,
}


class TokenError(ValueError):
    """The token was not made. The message is Norwegian and says why."""


@transaction.atomic
def issue_token(
    *, user: User, actor: Actor, name: str, scopes: Collection[str], expires_on: date
) -> tuple[Token, str]:
    """The token and its secret, which is known here and now only. Raises TokenError."""
    today = timezone.localdate()
    if not today <= expires_on <= today + LONGEST:
        raise TokenError(_("Velg en dag fra i dag og høyst ett år fram."))
    if not scopes:
        raise TokenError(_("Velg minst én ting nøkkelen skal kunne brukes til."))
    if not _keeps(user, actor.pk):
        raise TokenError(_("Du må være gevinstkoordinator eller administrator for å lage en nøkkel her."))
    for scope in scopes:
        if not gate.may(user, NEEDS[Scope(scope)], actor.pk):
            raise TokenError(_refusal(Scope(scope)))
    secret = PREFIX + secrets.token_urlsafe(32)
    token = Token.objects.create(
        user=user,
        actor=actor,
        name=name,
        start=secret[:SHOWN],
        digest=_digest(secret),
        scopes=[scope for scope in Scope.values if scope in scopes],
        expires_on=expires_on,
    )
    return token, secret


@transaction.atomic
def revoke_token(*, token: Token, by: User) -> None:
    """From now on it is as unknown as any other text. Twice is as once."""
    Token.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now(), revoked_by=by)


def actors_for(user: gate.Someone) -> list[Actor]:
    """Where the user may keep tokens: at actors with a role of their own that says so."""
    return [actor for actor in gate.actors_with_role(user) if _keeps(user, actor.pk)]


def tokens_at(user: gate.Someone) -> QuerySet[Token]:
    """Their own and those of colleagues at the actors where they may keep tokens, the newest first."""
    return Token.objects.filter(actor__in=actors_for(user)).select_related("user", "actor", "revoked_by")


def holder_of(secret: str) -> tuple[User, Token] | None:
    """Who is behind a secret, seen through their token: with no other role than those at its actor.

    None for one that is unknown, revoked or expired, or whose holder may no longer keep tokens there.
    """
    if not secret.startswith(PREFIX):
        return None
    token = Token.objects.filter(digest=_digest(secret)).select_related("user").first()
    today = timezone.localdate()
    if token is None or not token.is_usable(today):
        return None
    user = gate.only_at(token.user, token.actor_id)
    if not _keeps(user, token.actor_id):
        return None
    if token.last_used_on != today:
        Token.objects.filter(pk=token.pk).update(last_used_on=today)
    return user, token


def _refusal(scope: Scope) -> str:
    if scope == Scope.PLANS_WRITE:
        return _("Rollen din gir ikke lov til å endre planer, og da kan ikke nøkkelen det.")
    return _("Rollen din gir ikke lov til å sende inn verdier, og da kan ikke nøkkelen det.")


def _keeps(user: gate.Someone, actor: int) -> bool:
    return any(gate.may(user, permission, actor) for permission in KEEPING_TOKENS)


def _digest(secret: str) -> str:
    # 256 random bits need no slow hash; nobody can try them all.
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
