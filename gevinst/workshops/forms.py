"""What those who hold a workshop are asked for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gevinst.plans.fields import DayField
from gevinst.plans.forms import PlanForm
from gevinst.plans.models import Plan
from gevinst.workshops.models import WORKING_WEEKS, Question, Workshop
from gevinst.workshops.services import Invitation
from indicators.catalogue.models import Term

LONGEST_NAME = 80


class WorkshopForm(PlanForm):
    title = forms.CharField(
        label=_("Navn på workshopen"),
        max_length=160,
        help_text=_("Deltakerne ser navnet, for eksempel «Gevinstworkshop for pleie og omsorg»."),
        error_messages={"required": _("Skriv hva workshopen heter.")},
    )
    date = DayField(
        label=_("Dato"),
        help_text=_("dd.mm.åååå"),
        error_messages={"required": _("Skriv når workshopen er.")},
    )
    services = forms.MultipleChoiceField(
        label=_("Tjenester som deltar"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Deltakerne velger mellom disse når de skriver inn en oppgave."),
    )
    other_services = forms.CharField(
        label=_("Andre tjenester"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Én på hver linje, for eksempel «Legekontor» eller «Tildelingskontor»."),
    )
    questions = forms.MultipleChoiceField(
        label=_("Spørsmål ved siden av oppgavene"),
        required=False,
        choices=Question.choices,
        widget=forms.CheckboxSelectMultiple,
        initial=Question.values,
    )
    weeks = forms.IntegerField(
        label=_("Arbeidsuker i året"),
        min_value=1,
        max_value=53,
        initial=WORKING_WEEKS,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=_(
            "Brukes når timer i uken blir til timer i året. 46 er 52 uker uten fem ferieuker og én uke med "
            "helligdager. Skriv 52 for oppgaver som gjøres hver uke året rundt."
        ),
        error_messages={
            name: _("Skriv et tall fra 1 til 53.")
            for name in ("required", "invalid", "min_value", "max_value")
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        services = self.fields["services"]
        if isinstance(services, forms.MultipleChoiceField):
            known = Term.objects.filter(kind=Term.Kind.SERVICE)
            services.choices = [(term.name_nb, term.name) for term in known]

    @classmethod
    def of(cls, workshop: Workshop) -> WorkshopForm:
        names = [service.name for service in workshop.services.all()]
        form = cls()
        known = {value for value, _label in form.fields["services"].choices}  # type: ignore[attr-defined]
        form.initial = {
            "title": workshop.title,
            "date": workshop.date,
            "services": [name for name in names if name in known],
            "other_services": "\n".join(name for name in names if name not in known),
            "questions": workshop.questions,
            "weeks": workshop.weeks,
        }
        return form

    def clean_other_services(self) -> list[str]:
        lines = (" ".join(line.split()) for line in self.cleaned_data["other_services"].splitlines())
        names = [line for line in lines if line]
        if any(len(name) > LONGEST_NAME for name in names):
            raise forms.ValidationError(_("Navnet på en tjeneste kan ha høyst 80 tegn."))
        return names

    def invitation(self) -> Invitation:
        """What a form that is right says."""
        given = self.cleaned_data
        return Invitation(
            title=given["title"],
            date=given["date"],
            services=[*given["services"], *given["other_services"]],
            questions=given["questions"],
            weeks=given["weeks"],
        )


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("Velg et utfylt skjema"),
        required=False,
        allow_empty_file=True,
        help_text=_("Slipp filen her, eller velg den. Excel-ark og CSV kan leses."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.xlsb,.ods,.csv"}),
    )


class NewBenefitForm(PlanForm):
    title = forms.CharField(
        label=_("Gevinst"),
        max_length=160,
        help_text=_("Forbedringen dere ønsker, i én setning."),
        error_messages={"required": _("Skriv hva gevinsten heter.")},
    )
    plan = forms.ModelChoiceField(
        label=_("Plan"),
        queryset=Plan.objects.none(),
        empty_label=None,
        error_messages={
            name: _("Velg hvilken plan gevinsten skal stå i.") for name in ("required", "invalid_choice")
        },
    )
