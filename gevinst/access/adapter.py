"""What allauth asks of us: nobody signs up alone, and no answer tells who has an account."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gevinst.access.addresses import client_address

_FAULTS = {
    "password_too_short": _("Passordet er for kort. Bruk minst 12 tegn."),
    "password_too_common": _("Det er et passord mange bruker. Velg et annet."),
    "password_too_similar": _("Passordet ligner for mye på navnet eller e-postadressen din. Velg et annet."),
}


class ClosedAccountAdapter(DefaultAccountAdapter):
    """An administrator at the actor grants access."""

    error_messages: dict[str, Promise] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("E-postadressen og passordet hører ikke sammen. Kontroller begge."),
        "too_many_login_attempts": _("For mange forsøk på kort tid. Vent ett minutt og prøv igjen."),
        "enter_current_password": _("Det er ikke passordet du har nå. Prøv igjen."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Counted by as everything else is; allauth's own fails on a header shorter than it expects."""
        return client_address(request)

    def clean_password(self, password: str, user: Any = None) -> str:
        """Django's own validators, in our words: its Norwegian lacks them."""
        try:
            accepted: str = super().clean_password(password, user=user)
        except ValidationError as problem:
            raise ValidationError([_FAULTS.get(one.code or "", one) for one in problem.error_list]) from None
        return accepted

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("home")


def login_name(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """Whom axes counts a failed attempt on: the address, cut to what the column of axes holds."""
    given = (credentials or {}).get("email") or request.POST.get("login", "")
    return str(given).strip().lower()[:254]
