"""What each task asks for. A form saves over the revision it was shown at; a conflict keeps both texts."""

from __future__ import annotations

from typing import Any, Self

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from gevinst.onboarding.facts import Facts
from gevinst.plans.fields import DayField
from gevinst.plans.forms import RevisedForm
from gevinst.plans.levels import goal_level
from gevinst.plans.models import Plan
from indicators.actors.models import Actor, ActorKind
from indicators.catalogue.models import Term

DAY = _("dd.mm.åååå")


class TaskForm(RevisedForm):
    """`part` is the code of its task, and of what is saved."""

    part = ""

    def __init__(self, *args: Any, facts: Facts, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.facts = facts
        self.prepare()

    @classmethod
    def of(cls, facts: Facts) -> Self:
        return cls(
            facts=facts, initial={"revision": facts.programme.revision_of(cls.part), **cls.said_in(facts)}
        )

    @classmethod
    def said_in(cls, facts: Facts) -> dict[str, Any]:
        raise NotImplementedError

    def prepare(self) -> None:
        """Fill the choices from the facts."""

    def answer(self) -> dict[str, Any]:
        """The columns of the part, as `services.save_part` takes them."""
        return {name: value for name, value in self.cleaned_data.items() if name != "revision"}

    def _keep_beside(self, current: Self) -> None:
        kept = self.data
        super()._keep_beside(current)
        if isinstance(kept, QueryDict):
            # What it left is one value of each field; ticked boxes have several.
            data = kept.copy()
            data["revision"] = str(current.initial["revision"])
            self.data = data


class GoLiveForm(TaskForm):
    part = "go_live"
    go_live = DayField(
        label=_("Datoen dere tar systemet i bruk"),
        help_text=DAY,
        error_messages={"required": _("Skriv datoen dere tar systemet i bruk.")},
    )

    @classmethod
    def said_in(cls, facts: Facts) -> dict[str, Any]:
        return {"go_live": facts.programme.go_live}


class NetworkForm(TaskForm):
    part = "network"
    WITHOUT = "uten"
    network = forms.ChoiceField(
        label=_("Nettverk"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg et nettverk, eller at dere ikke er med i noe foreløpig.")},
    )

    @classmethod
    def said_in(cls, facts: Facts) -> dict[str, Any]:
        stored = facts.programme
        return {
            "network": cls.WITHOUT if stored.no_network else stored.network.code if stored.network else ""
        }

    def prepare(self) -> None:
        found = Actor.objects.valid_on(timezone.localdate()).of_kind(ActorKind.NETWORK).order_by("name")
        self.networks = {one.code: one for one in found}
        field = self.fields["network"]
        if isinstance(field, forms.ChoiceField):
            named = [(code, one.name) for code, one in self.networks.items()]
            field.choices = [*named, (self.WITHOUT, _("Vi er ikke med i noe nettverk foreløpig"))]

    def answer(self) -> dict[str, Any]:
        code = self.cleaned_data["network"]
        return {"network": self.networks.get(code), "no_network": code == self.WITHOUT}


class TermsForm(TaskForm):
    """Ticked terms; `cleaned_data` holds their codes."""

    def terms(self) -> list[Term]:
        raise NotImplementedError

    def prepare(self) -> None:
        self.found = {term.code: term for term in self.terms()}
        field = self.fields[self.part]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(term.code, self.described(term)) for term in self.found.values()]

    def described(self, term: Term) -> str:
        return term.name

    def said(self, name: str) -> str:
        chosen = self.initial.get(name) if name == self.part else None
        known = [self.found[code].name for code in chosen or () if code in self.found]
        return ", ".join(known) if known else super().said(name)

    def answer(self) -> dict[str, Any]:
        return {self.part: [self.found[code] for code in self.cleaned_data[self.part]]}


class ServicesForm(TermsForm):
    part = "services"
    services = forms.MultipleChoiceField(
        label=_("Tjenester"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Velg minst én tjeneste.")},
    )

    @classmethod
    def said_in(cls, facts: Facts) -> dict[str, Any]:
        return {"services": [term.code for term in facts.services]}

    def terms(self) -> list[Term]:
        return list(Term.objects.filter(kind=Term.Kind.SERVICE))


class GoalsForm(TermsForm):
    part = "goals"
    goals = forms.MultipleChoiceField(
        label=_("Gevinstmål"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Velg minst ett gevinstmål.")},
    )

    @classmethod
    def said_in(cls, facts: Facts) -> dict[str, Any]:
        return {"goals": [term.code for term in facts.goals]}

    def terms(self) -> list[Term]:
        return list(Term.objects.filter(kind=Term.Kind.GOAL, group=goal_level(Plan(actor=self.facts.actor))))

    def described(self, term: Term) -> str:
        about = '<strong>{}</strong><span class="choice__about">{}</span>'
        return format_html(about, term.name, term.description)


class WorkshopForm(TaskForm):
    part = "workshop"
    workshop_on = DayField(
        label=_("Dagen den er holdt eller skal holdes"),
        required=False,
        help_text=_("dd.mm.åååå. Oppgaven er gjort når dagen er kommet."),
    )

    @classmethod
    def said_in(cls, facts: Facts) -> dict[str, Any]:
        return {"workshop_on": facts.programme.workshop_on}


class BaselinesForm(TaskForm):
    part = "baselines"
    baseline_lead = forms.CharField(
        label=_("Hvem sørger for at nullpunktene blir målt?"),
        max_length=120,
        help_text=_("Rollen, for eksempel «rådgiver i helse og omsorg»."),
        error_messages={"required": _("Skriv rollen som sørger for at nullpunktene blir målt.")},
    )
    baseline_note = forms.CharField(
        label=_("Hvordan skal de måles?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Hva finnes i et register, hva må dere telle selv, og når skal det telles?"),
    )

    @classmethod
    def said_in(cls, facts: Facts) -> dict[str, Any]:
        stored = facts.programme
        return {"baseline_lead": stored.baseline_lead, "baseline_note": stored.baseline_note}


FORMS: dict[str, type[TaskForm]] = {
    one.part: one for one in (GoLiveForm, NetworkForm, ServicesForm, GoalsForm, WorkshopForm, BaselinesForm)
}
