from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gevinst.plans.fields import DayField, FigureField, PeriodField
from gevinst.plans.models import Action, Benefit, Contribution, Milestone
from gevinst.plans.services import Ambition, Baseline
from indicators.catalogue.models import Indicator, Term


class BenefitForm(forms.Form):
    title = forms.CharField(
        label=_("Gevinst"), max_length=160, help_text=_("Forbedringen dere ønsker, i én setning.")
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


class BenefitEditForm(BenefitForm):
    note = forms.CharField(label=_("Merknad"), required=False, widget=forms.Textarea(attrs={"rows": 4}))
    revision = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def of(cls, benefit: Benefit, *, level: str) -> BenefitEditForm:
        return cls(
            level=level,
            initial={
                "title": benefit.title,
                "goal": benefit.goal,
                "owner_title": benefit.owner_title,
                "note": benefit.note,
                "revision": benefit.revision,
            },
        )


class ContributionForm(forms.Form):
    """Nullpunkt and ambition. An empty nullpunkt with a date means: must be established by then."""

    baseline = FigureField(label=_("Nullpunkt"), required=False, help_text=_("Verdien dere starter fra."))
    baseline_period = PeriodField(
        label=_("Periode for nullpunktet"),
        required=False,
        help_text=_("For eksempel «2022» eller «mars 2024»."),
    )
    baseline_source = forms.CharField(
        label=_("Kilde for nullpunktet"),
        max_length=200,
        required=False,
        help_text=_("For eksempel «NPR» eller «egen telling»."),
    )
    baseline_due = DayField(
        label=_("Nullpunktet skal være etablert innen"),
        required=False,
        help_text=_("Fyll ut når nullpunktet ikke er målt ennå. dd.mm.åååå."),
    )
    form = forms.ChoiceField(label=_("Ambisjon"), choices=Contribution.Form.choices, required=False)
    target = FigureField(
        label=_("Verdi"),
        required=False,
        help_text=_("I måleindikatorens enhet. Ved endring fra nullpunkt: prosent, for eksempel −50."),
    )
    tolerance = FigureField(
        label=_("Slingringsmonn ved «uendret»"), required=False, help_text=_("I måleindikatorens enhet.")
    )
    target_date = DayField(label=_("Innen"), required=False, help_text=_("dd.mm.åååå"))

    def __init__(self, *args: Any, indicator: Indicator, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, FigureField):
                field.indicator = indicator

    @classmethod
    def of(cls, contribution: Contribution | None, *, indicator: Indicator) -> ContributionForm:
        if contribution is None:
            return cls(indicator=indicator)
        return cls(
            indicator=indicator,
            initial={
                "baseline": contribution.baseline,
                "baseline_period": contribution.baseline_over or contribution.baseline_text,
                "baseline_source": contribution.baseline_source,
                "baseline_due": contribution.baseline_due,
                "form": contribution.form,
                "target": contribution.target,
                "tolerance": contribution.tolerance,
                "target_date": contribution.target_date,
            },
        )

    def baseline_fields(self) -> list[forms.BoundField]:
        return [field for field in self if field.name.startswith("baseline")]

    def ambition_fields(self) -> list[forms.BoundField]:
        return [field for field in self if not field.name.startswith("baseline")]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("baseline") is not None:
            for name, words in (
                ("baseline_period", _("Skriv hvilken periode nullpunktet gjelder.")),
                ("baseline_source", _("Skriv hvor nullpunktet er hentet fra.")),
            ):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, str(words))
        form = data.get("form")
        if (
            form
            and form != Contribution.Form.HOLD
            and data.get("target") is None
            and "target" not in self.errors
        ):
            self.add_error("target", str(_("Skriv verdien ambisjonen skal nå.")))
        return data

    def baseline_given(self) -> Baseline:
        data = self.cleaned_data
        return Baseline(
            value=data["baseline"],
            period=data["baseline_period"],
            source=data["baseline_source"],
            due=data["baseline_due"],
        )

    def ambition(self) -> Ambition:
        data = self.cleaned_data
        return Ambition(
            form=data["form"], target=data["target"], tolerance=data["tolerance"], by=data["target_date"]
        )


class MilestoneForm(forms.Form):
    due = DayField(label=_("Dato"), help_text=_("dd.mm.åååå"))
    basis = forms.ChoiceField(
        label=_("Regnes som"),
        choices=Milestone.Basis.choices,
        help_text=_("50 prosent reduksjon av nullpunktet er ikke det samme som halve veien til ambisjonen."),
    )
    amount = FigureField(
        label=_("Størrelse"), help_text=_("Prosent, eller selve verdien for «en bestemt verdi».")
    )


class ActionForm(forms.Form):
    title = forms.CharField(label=_("Tiltak"), max_length=200)
    owner_title = forms.CharField(label=_("Ansvarlig"), max_length=120, required=False)
    start = DayField(label=_("Starter"), required=False, help_text=_("dd.mm.åååå"))
    due = DayField(label=_("Frist"), required=False, help_text=_("dd.mm.åååå"))
    state = forms.ChoiceField(label=_("Status"), choices=Action.State.choices)


class ActionEditForm(ActionForm):
    revision = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def of(cls, action: Action) -> ActionEditForm:
        names = ("title", "owner_title", "start", "due", "state", "revision")
        return cls(initial={name: getattr(action, name) for name in names})
