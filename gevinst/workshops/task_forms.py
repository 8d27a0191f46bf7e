"""A task as it is written on a phone: few fields, numbers as Norwegians write them."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from gevinst.plans.fields import plain_number
from gevinst.plans.forms import PlanForm, RevisedForm
from gevinst.workshops.models import Service, Task, Workshop
from gevinst.workshops.tasks import Potential
from indicators.measurements.values import NumberError, parse_number

EXAMPLE = _("Skriv et tall, for eksempel 12 eller 2,5.")


class NumberField(forms.CharField):
    """A number with decimal comma. Gives a float, or None when empty."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(max_length=20, widget=widget, **kwargs)

    def clean(self, value: Any) -> float | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            reading = parse_number(text)
        except NumberError:
            raise ValidationError(EXAMPLE) from None
        if reading.number is None or reading.unit == "%":
            raise ValidationError(EXAMPLE)
        return reading.number

    def prepare_value(self, value: Any) -> Any:
        return plain_number(value) if isinstance(value, float) else value


class TaskForm(PlanForm):
    service = forms.ModelChoiceField(
        label=_("Tjeneste"),
        queryset=Service.objects.none(),
        empty_label=_("Velg tjeneste"),
        error_messages={name: _("Velg en tjeneste.") for name in ("required", "invalid_choice")},
    )
    title = forms.CharField(
        label=_("Arbeidsoppgave"),
        max_length=120,
        help_text=_("For eksempel «Skrive medisinliste for hånd». Ikke navn på personer."),
        error_messages={"required": _("Skriv hvilken oppgave det gjelder.")},
    )
    who = forms.CharField(
        label=_("Hvem gjør den?"),
        max_length=120,
        required=False,
        help_text=_("Rollen, for eksempel «sykepleier på kveldsvakt»."),
    )
    people = forms.IntegerField(
        label=_("Hvor mange gjør den?"),
        initial=1,
        min_value=1,
        max_value=10_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            name: _("Skriv et helt tall fra 1 til 10 000.")
            for name in ("required", "invalid", "min_value", "max_value")
        },
    )
    times = NumberField(
        label=_("Ganger i uken, hver av dem"),
        error_messages={"required": _("Skriv hvor mange ganger i uken.")},
    )
    minutes_now = NumberField(
        label=_("Minutter i dag, hver gang"),
        error_messages={"required": _("Skriv hvor mange minutter det tar i dag.")},
    )
    minutes_likely = NumberField(
        label=_("Sannsynlig"), error_messages={"required": _("Skriv hvor mange minutter du tror det vil ta.")}
    )
    minutes_low = NumberField(label=_("Lavest"), required=False)
    minutes_high = NumberField(label=_("Høyest"), required=False)
    change = forms.CharField(
        label=_("Hva må endres?"),
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Hva må vi gjøre annerledes for å spare tiden?"),
    )

    def __init__(self, *args: Any, workshop: Workshop, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        service = self.fields["service"]
        if isinstance(service, forms.ModelChoiceField):
            service.queryset = workshop.services.all()

    def potential(self) -> Potential:
        """What a form that is right says; an estimate not given is the likely one."""
        given = {name: self.cleaned_data[name] for name in TaskForm.base_fields}
        for name in ("minutes_low", "minutes_high"):
            if given[name] is None:
                given[name] = given["minutes_likely"]
        return Potential(**given)


class NewTaskForm(TaskForm):
    """`key` is made when the form is shown, and follows the draft: sending it again makes no second row."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class TaskEditForm(TaskForm, RevisedForm):
    @classmethod
    def of(cls, task: Task) -> TaskEditForm:
        names = [*TaskForm.base_fields, "revision"]
        return cls(workshop=task.workshop, initial={name: getattr(task, name) for name in names})


class ScoreForm(PlanForm):
    """One task: each of the three questions 1–5."""

    @staticmethod
    def _field(label: Any) -> forms.TypedChoiceField:
        return forms.TypedChoiceField(
            label=label,
            choices=[(number, str(number)) for number in range(1, 6)],
            coerce=int,
            widget=forms.RadioSelect,
            error_messages={name: _("Velg et tall fra 1 til 5.") for name in ("required", "invalid_choice")},
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["size"] = self._field(_("Hvor stor er gevinsten?"))
        self.fields["difficulty"] = self._field(_("Hvor vanskelig er det å få til?"))
        self.fields["strategy"] = self._field(_("Støtter det strategien vår?"))
