"""A password is chosen by the person alone, through a link only they were sent."""

from __future__ import annotations

from axes.utils import reset as forget_failures
from django.db import transaction
from django.utils.crypto import salted_hmac

from gevinst.access.links import user_of
from gevinst.access.models import User
from gevinst.jobs.services import enqueue

RESET = "access.reset"
# From here on the numbers are nobody's.
NOBODY = 2**62


@transaction.atomic
def choose(*, secret: str, password: str) -> User | None:
    """None when the link is no longer good: of two who use it at once, one does. Ends all their sessions, and
    opens the login that wrong passwords had closed.
    """
    seen = user_of(secret)
    if seen is None:
        return None
    User.objects.select_for_update().get(pk=seen.pk)
    user = user_of(secret)
    if user is not None:
        user.set_password(password)
        user.save(update_fields=["password"])
        forget_failures(username=user.email)
    return user


def ask_for_reset(*, email: str) -> None:
    """A mail goes to whoever has a password under this address. Unknown addresses cost just as much: each has
    a job of its own, as a known one has, for of two that shared one the second would be answered sooner.
    """
    email = email.strip().lower()
    nobody = _nobody(email)
    user = User.objects.filter(email=email, is_active=True).first()
    known = user is not None and user.has_usable_password()
    enqueue(kind=RESET, subject=user.pk if user is not None and known else nobody, by=None)


def _nobody(email: str) -> int:
    """The same each time, and not to be led back to the address."""
    digest = salted_hmac("gevinst.access.nobody", email, algorithm="sha256").digest()
    return NOBODY + int.from_bytes(digest[:7], "big")
