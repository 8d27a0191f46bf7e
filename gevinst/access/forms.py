"""The forms of login and password, in our words."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as allauth
from django.utils.translation import gettext_lazy as _


class LoginForm(allauth.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "login", _("E-postadresse"), _("Skriv e-postadressen din, som navn@kommune.no."))
        _say(self, "password", _("Passord"), _("Skriv passordet ditt."))
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class ChangePasswordForm(allauth.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "oldpassword", _("Passordet du har nå"), _("Skriv passordet du har nå."))
        _say(self, "password1", _("Nytt passord"), _("Skriv et nytt passord."))
        _say(self, "password2", _("Nytt passord en gang til"), _("Skriv det nye passordet en gang til."))
        self.fields["password1"].help_text = _(
            "Minst 12 tegn. En setning med flere ord er lett å huske og vanskelig å gjette."
        )

    def clean(self) -> dict[str, Any]:
        # Past the mixin that compares the two in its own words.
        cleaned: dict[str, Any] = super(allauth.PasswordVerificationMixin, self).clean() or {}
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("De to nye passordene er ulike. Skriv det samme i begge."))
        return cleaned


def _say(form: Any, name: str, label: Any, missing: Any) -> None:
    field = form.fields[name]
    field.label = label
    field.help_text = ""
    field.error_messages |= {"required": missing, "invalid": missing}
    field.widget.attrs.pop("placeholder", None)
