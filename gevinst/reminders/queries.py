from __future__ import annotations

from django.utils.translation import get_language

from gevinst.access.models import User
from gevinst.reminders.models import DigestChoice


def choice_of(user: User) -> DigestChoice:
    """What the user chose, or what holds for whoever has not chosen, in the language they read now."""
    found = DigestChoice.objects.filter(user=user).first()
    return found or DigestChoice(user=user, language=get_language() or "nb")
