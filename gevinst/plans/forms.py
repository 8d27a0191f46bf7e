"""What pages ask for of benefits, milestones and actions. Baseline and ambition: `target_forms.py`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from gevinst.plans import path
from gevinst.plans.fields import (
    AmountField,
    DayField,
    plain_figure,
    plain_number,
    read_figure,
    read_percent,
    unit_words,
)
from gevinst.plans.models import Action, Benefit, Contribution, Milestone
from gevinst.plans.plain import ambition_of
from gevinst.plans.services import ConflictError
from gevinst.values.words import written
from indicators.catalogue.models import Indicator, Term
from indicators.imports.personal_ids import holds_personal_id

DAY = _("dd.mm.åååå")


class PlanForm(forms.Form):
    """Saves through a service; what it refused stands at its field, what it gave is the `result`."""

    result: Any = None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name, text in list(data.items()):
            if isinstance(text, str) and holds_personal_id(text):
                self.add_error(name, _("Dette ser ut som et fødselsnummer, og blir ikke lagret."))
        return data

    def saved(self, write: Callable[[dict[str, Any]], object]) -> bool:
        """Whether the form was right and `write`, given what it says, went through."""
        if not self.is_valid():
            return False
        try:
            with transaction.atomic():
                self.result = write(self.cleaned_data)
        except ValidationError as problem:
            self._take(problem)
            return False
        return True

    def _take(self, problem: ValidationError) -> None:
        if not hasattr(problem, "error_dict"):
            self.add_error(None, problem.messages)
            return
        for name, faults in problem.message_dict.items():
            self.add_error(name if name in self.fields else None, faults)


class RevisedForm(PlanForm):
    """Edits a row as it stood at `revision`. After a conflict, what was typed stays beside what was saved."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    theirs: Sequence[tuple[str, str]] = ()

    def saved_over(self, write: Callable[[dict[str, Any]], object], current: Callable[[], Self]) -> bool:
        """As `saved`; `current` makes the form of the row as it now is, asked for on a conflict alone."""
        try:
            return self.saved(write)
        except ConflictError:
            self._keep_beside(current())
            return False

    def _keep_beside(self, current: Self) -> None:
        mine = self.cleaned_data
        self.theirs = [
            (str(field.label), current.said(name))
            for name, field in current.fields.items()
            if name != "revision" and (current.initial.get(name) or None) != (mine.get(name) or None)
        ]
        self.data = {**dict(self.data.items()), "revision": str(current.initial["revision"])}
        self.add_error(
            None,
            _(
                "Noen andre lagret mens du skrev. Det du skrev, står her fortsatt. Se hva som er lagret, "
                "og lagre på nytt hvis det du skrev, skal gjelde."
            ),
        )

    def said(self, name: str) -> str:
        """The initial value of a field as it would be read."""
        field, value = self.fields[name], self.initial.get(name)
        if value in (None, ""):
            return "–"
        if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
            return str(dict(field.choices).get(value, value))  # type: ignore[arg-type]
        return str(field.prepare_value(value) if not isinstance(value, Term) else value)


class BenefitForm(PlanForm):
    title = forms.CharField(
        label=_("Gevinst"),
        max_length=160,
        help_text=_("Forbedringen dere ønsker, i én setning."),
        error_messages={"required": _("Skriv hva gevinsten heter.")},
    )
    goal = forms.ModelChoiceField(
        label=_("Gevinstmål"), queryset=Term.objects.none(), required=False, empty_label=_("Ikke valgt")
    )
    owner_title = forms.CharField(
        label=_("Gevinsteier i linjen"),
        max_length=120,
        required=False,
        help_text=_("Rollen som eier tjenesten, for eksempel «enhetsleder hjemmetjenester»."),
    )

    def __init__(self, *args: Any, level: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        goals = self.fields["goal"]
        if isinstance(goals, forms.ModelChoiceField):
            goals.queryset = Term.objects.filter(kind=Term.Kind.GOAL, group=level)


class BenefitEditForm(BenefitForm, RevisedForm):
    type = forms.ChoiceField(
        label=_("Type gevinst"),
        choices=Benefit.Type.choices,
        required=False,
        help_text=_("Typene summeres aldri sammen."),
    )
    budget_effect = forms.ChoiceField(
        label=_("Budsjettvirkning"),
        choices=Benefit.BudgetEffect.choices,
        required=False,
        help_text=_("Om gevinsten skal tas ut i budsjettet."),
    )
    beneficiary = forms.CharField(
        label=_("Hvem får gevinsten"),
        max_length=160,
        required=False,
        help_text=_("For eksempel «innbyggere som venter på plass» eller «ansatte i hjemmetjenesten»."),
    )
    preconditions = forms.CharField(
        label=_("Forutsetninger"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Det som må være på plass for at gevinsten skal komme."),
    )
    stakeholders = forms.CharField(
        label=_("Interessenter"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("De som blir berørt, og de som må være med."),
    )
    review_every = forms.TypedChoiceField(
        label=_("Følges opp"),
        choices=Benefit.Rhythm.choices,
        required=False,
        coerce=str,
        empty_value=Benefit.Rhythm.TERTIAL.value,
    )
    measured_by = forms.CharField(
        label=_("Ansvarlig for målingen"),
        max_length=120,
        required=False,
        help_text=_("Rollen som henter tallene."),
    )
    measuring_hours = AmountField(
        label=_("Timer per måling"),
        unit="timer",
        required=False,
        help_text=_("Hvor lang tid det tar hver gang, for eksempel 1,5. Henter systemet tallet selv: 0."),
    )
    note = forms.CharField(label=_("Merknad"), required=False, widget=forms.Textarea(attrs={"rows": 4}))

    @classmethod
    def of(cls, benefit: Benefit, *, level: str) -> Self:
        return cls(level=level, initial={name: getattr(benefit, name) for name in cls.base_fields})

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields as they belong together, each group with its heading."""
        return [(str(heading), [self[name] for name in names]) for heading, names in BENEFIT_GROUPS]


BENEFIT_GROUPS: list[tuple[Any, tuple[str, ...]]] = [
    (_("Gevinsten"), ("title", "goal", "type", "budget_effect", "beneficiary")),
    (_("Ansvar og forutsetninger"), ("owner_title", "preconditions", "stakeholders")),
    (_("Måling og oppfølging"), ("review_every", "measured_by", "measuring_hours", "note")),
]


class MilestoneForm(PlanForm):
    """`amount` is read as the basis says: a percent, or a value of the indicator."""

    due = DayField(
        label=_("Dato"), help_text=DAY, error_messages={"required": _("Skriv datoen for milepælen.")}
    )
    basis = forms.ChoiceField(label=_("Hva skal være nådd?"), widget=forms.RadioSelect)
    amount = forms.CharField(
        label=_("Hvor mye?"),
        max_length=40,
        error_messages={"required": _("Skriv hvor mye som skal være nådd.")},
    )
    text = forms.CharField(
        label=_("Med egne ord"),
        max_length=200,
        required=False,
        help_text=_("Vises i stedet for våre ord, for eksempel «50 % reduksjon innen 1 år»."),
    )

    def __init__(self, *args: Any, contribution: Contribution, indicator: Indicator, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.indicator = indicator
        basis = self.fields["basis"]
        if isinstance(basis, forms.ChoiceField):
            basis.choices = _bases(contribution, indicator)
        self.fields["amount"].help_text = _("Prosent. En bestemt verdi skrives slik: %(unit)s") % {
            "unit": unit_words(indicator)
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        text, basis = data.get("amount"), data.get("basis")
        if text and basis:
            try:
                is_value = basis == Milestone.Basis.ABSOLUTE
                data["amount"] = read_figure(text, self.indicator) if is_value else read_percent(text)
            except ValidationError as problem:
                self.add_error("amount", problem)
        return data


class MilestoneEditForm(MilestoneForm, RevisedForm):
    @classmethod
    def of(cls, milestone: Milestone, *, contribution: Contribution, indicator: Indicator) -> Self:
        is_value = milestone.basis == Milestone.Basis.ABSOLUTE
        amount = plain_figure(milestone.amount, indicator) if is_value else plain_number(milestone.amount)
        names = ("due", "basis", "text", "revision")
        initial = {name: getattr(milestone, name) for name in names} | {"amount": amount}
        return cls(contribution=contribution, indicator=indicator, initial=initial)


class ActionForm(PlanForm):
    title = forms.CharField(
        label=_("Tiltak"), max_length=200, error_messages={"required": _("Skriv hva tiltaket er.")}
    )
    owner_title = forms.CharField(
        label=_("Ansvarlig"), max_length=120, required=False, help_text=_("Rollen som gjør jobben.")
    )
    start = DayField(label=_("Starter"), required=False, help_text=DAY)
    due = DayField(label=_("Frist"), required=False, help_text=DAY)
    state = forms.ChoiceField(label=_("Status"), choices=Action.State.choices, widget=forms.RadioSelect)
    evidence = forms.CharField(
        label=_("Dokumentasjon"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Hva som viser at tiltaket er gjennomført: en kort beskrivelse, saksnummer eller lenke."),
    )


class ActionEditForm(ActionForm, RevisedForm):
    @classmethod
    def of(cls, action: Action) -> Self:
        return cls(initial={name: getattr(action, name) for name in cls.base_fields})


def _bases(contribution: Contribution, indicator: Indicator) -> list[tuple[str, str]]:
    """Each basis in words, with what 50 % would be here: the two percents are easily mixed up."""
    start, ambition = contribution.baseline, ambition_of(contribution)

    def half(basis: path.MilestoneBasis) -> str:
        if start is None or ambition is None:
            return ""
        value = path.Milestone(date.max, basis, 50).value(start, ambition.value(start))
        return " " + _("50 %% gir her %(value)s.") % {"value": written(value, indicator)}

    return [
        (Milestone.Basis.ABSOLUTE, str(_("En bestemt verdi"))),
        (
            Milestone.Basis.OF_WAY,
            _("Så mange prosent av veien til ambisjonen.") + half(path.MilestoneBasis.OF_WAY),
        ),
        (
            Milestone.Basis.OF_BASELINE,
            _("Så mange prosents endring av nullpunktet.") + half(path.MilestoneBasis.OF_BASELINE),
        ),
    ]
