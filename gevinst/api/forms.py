"""What a person says of a token they want."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gevinst.access.gate import Someone
from gevinst.api.models import Scope
from gevinst.api.tokens import LONGEST, actors_for
from indicators.actors.models import Actor

USUAL = timedelta(days=180)
NORWEGIAN = "%d.%m.%Y"


class TokenForm(forms.Form):
    name = forms.CharField(
        label=_("Navn"),
        max_length=80,
        help_text=_("Hva nøkkelen skal brukes til, så du kjenner den igjen: «Nattlig overføring fra EPJ»."),
        error_messages={"required": _("Skriv hva nøkkelen skal brukes til.")},
    )
    actor = forms.ModelChoiceField(
        label=_("Gjelder for"),
        queryset=Actor.objects.none(),
        empty_label=None,
        error_messages={
            "required": _("Velg hvem nøkkelen gjelder for."),
            "invalid_choice": _("Velg en av aktørene i listen."),
        },
    )
    scopes = forms.MultipleChoiceField(
        label=_("Kan brukes til"),
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Velg minst én ting nøkkelen skal kunne brukes til.")},
    )
    expires_on = forms.DateField(
        label=_("Siste dag"),
        input_formats=[NORWEGIAN, "%Y-%m-%d"],
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Skriv som dd.mm.åååå. Høyst ett år fram."),
        error_messages={
            "required": _("Skriv siste dag nøkkelen skal virke."),
            "invalid": _("Skriv dagen som dd.mm.åååå."),
        },
    )

    def __init__(self, user: Someone, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = actors_for(user)
        self.fields["expires_on"].initial = f"{timezone.localdate() + USUAL:{NORWEGIAN}}"
        self.fields["scopes"].initial = [Scope.VALUES_READ.value]
        actors = self.fields["actor"]
        if isinstance(actors, forms.ModelChoiceField):
            actors.queryset = Actor.objects.filter(pk__in=[actor.pk for actor in mine])
            actors.initial = mine[0].pk if mine else None

    def clean_expires_on(self) -> Any:
        day, today = self.cleaned_data["expires_on"], timezone.localdate()
        if not today <= day <= today + LONGEST:
            raise forms.ValidationError(_("Velg en dag fra i dag og høyst ett år fram."))
        return day
