"""The forms of login, password and roles, in our words."""

from __future__ import annotations

import re
from typing import Any

from allauth.account import forms as allauth
from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from gevinst.access.models import Role
from indicators.actors.models import Actor

# A name with an address in it is an advertisement; «vinn-penger.no» is one, «J.R. Nes» is none.
NO_NAME = re.compile(r"[\x00-\x1f\x7f@/<>\\]|www\.|\.[^\W\d_]{2,}", re.IGNORECASE)
# As the column of a user's address holds, and that of a failed login.
LONGEST_EMAIL = 254
# What a role lets one do, for whoever chooses.
ABOUT_ROLES = {
    Role.COORDINATOR: _("Skriver planen, sender den til godkjenning og henter inn verdier."),
    Role.OWNER: _("Har ansvaret for helheten. Kan endre planen, og godkjenner det andre har sendt inn."),
    Role.LEADER: _("Leser planen og tallene, og følger opp egen enhet."),
    Role.READER: _("Leser planen og tallene."),
    Role.ADMINISTRATOR: _("Gir og avslutter roller. Kan lese, men endrer ikke planen."),
}


class LoginForm(allauth.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "login", _("E-postadresse"), _("Skriv e-postadressen din, som navn@kommune.no."))
        _say(self, "password", _("Passord"), _("Skriv passordet ditt."))
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class TwicePassword(allauth.PasswordVerificationMixin, forms.Form):
    """A new password, written twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
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


class ChangePasswordForm(TwicePassword, allauth.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "oldpassword", _("Passordet du har nå"), _("Skriv passordet du har nå."))


class ChoosePasswordForm(TwicePassword, allauth.SetPasswordForm):
    """By who came with a link, and so has no old one to write."""


class ForgottenForm(forms.Form):
    email = forms.EmailField(
        label=_("E-postadresse"),
        max_length=LONGEST_EMAIL,
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
        error_messages={
            "required": _("Skriv e-postadressen din, som navn@kommune.no."),
            "invalid": _("Skriv e-postadressen din, som navn@kommune.no."),
            "max_length": _("E-postadressen er for lang."),
        },
    )


class GiveForm(forms.Form):
    """`roles` are those the one who gives may give; `places` where. One place is no choice."""

    email = forms.EmailField(
        label=_("E-postadresse"),
        max_length=LONGEST_EMAIL,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=_("Adressen personen bruker på jobb. Den er også det man logger inn med."),
        error_messages={
            "required": _("Skriv e-postadressen, som navn@kommune.no."),
            "invalid": _("Skriv e-postadressen, som navn@kommune.no."),
            "max_length": _("E-postadressen er for lang."),
        },
    )
    name = forms.CharField(
        label=_("Navn"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Fornavn og etternavn. Har personen vært her før, beholdes navnet som står der."),
        error_messages={"required": _("Skriv navnet på den som skal ha rollen.")},
    )
    role = forms.ChoiceField(
        label=_("Rolle"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Velg en rolle."),
            "invalid_choice": _("Velg en av rollene i listen."),
        },
    )
    place = forms.ModelChoiceField(
        label=_("Gjelder for"),
        queryset=Actor.objects.none(),
        empty_label=None,
        help_text=_("Rollen gjelder også alt som ligger under."),
        error_messages={
            "required": _("Velg hvor rollen gjelder."),
            "invalid_choice": _("Velg et av stedene."),
        },
    )

    def __init__(self, *args: Any, roles: list[Role], places: list[Actor], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        role, place = self.fields["role"], self.fields["place"]
        if isinstance(role, forms.ChoiceField):
            role.choices = [(one.value, _role_told(one)) for one in roles]
        if isinstance(place, forms.ModelChoiceField):
            place.queryset = Actor.objects.filter(pk__in=[one.pk for one in places])
            place.initial = places[0].pk
        if len(places) == 1:
            place.widget, place.required = forms.HiddenInput(), False
        self._only = places[0]

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if NO_NAME.search(name):
            raise forms.ValidationError(_("Skriv bare navnet."))
        return name

    def clean_place(self) -> Actor:
        return self.cleaned_data["place"] or self._only

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])


def _role_told(role: Role) -> str:
    told = '<strong>{}</strong><span class="choice__about">{}</span>'
    return format_html(told, role.label.capitalize(), ABOUT_ROLES[role])


def _say(form: Any, name: str, label: Any, missing: Any) -> None:
    field = form.fields[name]
    field.label = label
    field.help_text = ""
    field.error_messages |= {"required": missing, "invalid": missing}
    field.widget.attrs.pop("placeholder", None)
