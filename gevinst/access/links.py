"""Links that let somebody in once: signed, for a while, and of no use when the password has been changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.core import signing
from django.db.models import Max
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from gevinst.access.models import User


@dataclass(frozen=True)
class Purpose:
    """What a link is for; one for one purpose does not do for another."""

    salt: str
    lasts: timedelta


INVITATION = Purpose("gevinst.access.invitation", timedelta(days=7))
RESET = Purpose("gevinst.access.reset", timedelta(hours=1))


def path_for(user: User, purpose: Purpose) -> str:
    """Where the user chooses a password."""
    secret = signing.dumps([user.pk, _state(user)], salt=purpose.salt)
    return reverse("choose_password", args=[secret])


def user_of(secret: str) -> User | None:
    """Whose link it is; None for one that is used, too old, of somebody shut out, or made by nobody."""
    for purpose in (INVITATION, RESET):
        try:
            pk, state = signing.loads(secret, salt=purpose.salt, max_age=purpose.lasts)
        except (signing.BadSignature, ValueError, TypeError):
            continue
        user = User.objects.filter(pk=pk, is_active=True).first()
        if user is not None and constant_time_compare(state, _state(user)):
            return user
    return None


def _state(user: User) -> str:
    """Another as soon as they have chosen a password, or come in with the one they have; before that, as soon
    as they are given another role.
    """
    seen = f"{user.pk}|{user.email}|{user.password}|{user.last_login or ''}"
    if not user.has_come_in:
        # A link once shown must not open what is given later, by somebody who may give more.
        seen += f"|{user.roles.aggregate(last=Max('pk'))['last']}"
    return salted_hmac("gevinst.access.links", seen, algorithm="sha256").hexdigest()[:32]
