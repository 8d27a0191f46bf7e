"""Where a contribution starts and where it shall go: nullpunkt and ambition."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Self

from django import forms
from django.utils.translation import gettext_lazy as _

from gevinst.plans.fields import AmountField, DayField, FigureField, PercentField, StretchField, unit_words
from gevinst.plans.forms import DAY, BenefitForm, RevisedForm
from gevinst.plans.models import Contribution
from gevinst.plans.suggestions import Suggestion
from gevinst.plans.targets import Ambition, Baseline
from indicators.catalogue.models import Indicator

Form = Contribution.Form
# Stored as no form at all, with a text: something to see, nothing to measure against.
WORDS = "words"
FORM_WORDS: dict[str, Any] = {
    Form.AT_MOST: _("Ned til en verdi, eller lavere"),
    Form.AT_LEAST: _("Opp til en verdi, eller høyere"),
    Form.EQUAL: _("Nøyaktig en verdi"),
    Form.RELATIVE: _("Så mange prosent opp eller ned fra nullpunktet"),
    Form.HOLD: _("Uendret fra nullpunktet"),
    WORDS: _("Sagt med ord, uten tall"),
    Form.NONE: _("Ikke bestemt ennå"),
}
# The most likely stands first, and is chosen from the start.
LIKELY_FIRST = {"up": Form.AT_LEAST, "down": Form.AT_MOST, "hold": Form.HOLD}
IN_FIGURES = (Form.AT_MOST, Form.AT_LEAST, Form.EQUAL, Form.RELATIVE, Form.HOLD)
ASKED_BY = {
    "target": (Form.AT_MOST, Form.AT_LEAST, Form.EQUAL),
    "change": (Form.RELATIVE,),
    "tolerance": (Form.EQUAL, Form.HOLD),
    "target_text": (WORDS, *IN_FIGURES),
    "target_date": (WORDS, *IN_FIGURES),
}
MUST_HAVE = {
    "target": _("Skriv verdien ambisjonen skal nå."),
    "change": _("Skriv hvor mange prosent det skal endre seg."),
}


class TargetForm(forms.Form):
    """An empty nullpunkt with a date: must be established by then. Of the ambition, what it needs is read."""

    baseline = FigureField(label=_("Nullpunkt"), required=False)
    baseline_period = StretchField(
        label=_("Periode"),
        required=False,
        help_text=_("For eksempel «2022», «mars 2024» eller «12 måneder til og med juni 2026»."),
    )
    baseline_source = forms.CharField(
        label=_("Kilde"),
        max_length=200,
        required=False,
        help_text=_("For eksempel «NPR» eller «egen telling»."),
    )
    baseline_method = forms.CharField(
        label=_("Metode"),
        max_length=300,
        required=False,
        help_text=_("Hvordan det er målt, for eksempel «alle vedtak i perioden» eller «telling i uke 10»."),
    )
    baseline_n = AmountField(
        label=_("Antall observasjoner"),
        whole=True,
        required=False,
        help_text=_("Hvor mange nullpunktet bygger på. Få observasjoner gir et usikkert nullpunkt."),
    )
    baseline_text = forms.CharField(
        label=_("Hva nullpunktet gjelder, med ord"),
        max_length=120,
        required=False,
        help_text=_("For eksempel «stabilt siste tre år»."),
    )
    baseline_on = DayField(label=_("Oppgitt den"), required=False, help_text=DAY)
    baseline_due = DayField(
        label=_("Nullpunktet skal være målt innen"),
        required=False,
        help_text=_("Fyll ut når dere ikke har nullpunktet ennå: dd.mm.åååå."),
    )
    form = forms.ChoiceField(label=_("Ambisjon"), required=False, widget=forms.RadioSelect)
    target = FigureField(label=_("Verdien dere skal nå"), required=False)
    change = PercentField(
        label=_("Endring i prosent"), required=False, help_text=_("Skriv minus foran en nedgang: −50.")
    )
    tolerance = FigureField(label=_("Slingringsmonn"), required=False)
    target_text = forms.CharField(
        label=_("Ambisjonen med ord"),
        max_length=200,
        required=False,
        help_text=_(
            "Slik kilden sier det. Vises i stedet for tallet, så rett teksten også når tallet endres."
        ),
    )
    target_date = DayField(label=_("Innen"), required=False, help_text=DAY)

    def __init__(self, *args: Any, indicator: Indicator, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.indicator = indicator
        for field in self.fields.values():
            if isinstance(field, FigureField):
                field.of(indicator)
                field.help_text = unit_words(indicator)
        first = LIKELY_FIRST.get(indicator.direction, Form.NONE)
        choice = self.fields["form"]
        if isinstance(choice, forms.ChoiceField):
            choice.choices = sorted(FORM_WORDS.items(), key=lambda each: each[0] != first)
        self.initial.setdefault("form", first)

    def start_from(self, suggestion: Suggestion) -> None:
        """Fill the nullpunkt in from measured values."""
        self.initial.update(
            baseline=suggestion.value,
            baseline_period=suggestion.over,
            baseline_source=suggestion.source,
            baseline_text="",
            baseline_on=None,
            baseline_due=None,
        )

    def ambition_fields(self) -> Iterator[tuple[forms.BoundField, str]]:
        """Each field below the choice, and the choices that ask for it."""
        for name, choices in ASKED_BY.items():
            asking = (WORDS,) if name == "target_text" and not self[name].value() else choices
            yield self[name], " ".join(asking)

    def has_baseline_in_words(self) -> bool:
        """Whether the baseline is, or is being written, as one that covers no single period."""
        return bool(self["baseline_text"].value() or self["baseline_on"].value())

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name, choices in ASKED_BY.items():
            if data.get("form") not in choices:
                self.errors.pop(name, None)
                data[name] = "" if name == "target_text" else None
            elif name in MUST_HAVE and data.get(name) is None and name not in self.errors:
                self.add_error(name, str(MUST_HAVE[name]))
        if data.get("form") == WORDS and not data.get("target_text"):
            self.add_error("target_text", str(_("Skriv hva ambisjonen er.")))
        if data.get("baseline") is not None:
            self._need_period_and_source(data)
        return data

    def _need_period_and_source(self, data: dict[str, Any]) -> None:
        in_words = data.get("baseline_text") and data.get("baseline_on")
        if not data.get("baseline_period") and not in_words and "baseline_period" not in self.errors:
            self.add_error("baseline_period", str(_("Skriv hvilken periode nullpunktet gjelder.")))
        if not data.get("baseline_source") and "baseline_source" not in self.errors:
            self.add_error("baseline_source", str(_("Skriv hvor nullpunktet er hentet fra.")))

    def baseline_given(self) -> Baseline:
        data = self.cleaned_data
        known = data["baseline"] is not None
        return Baseline(
            value=data["baseline"],
            period=data["baseline_period"] if known else None,
            text=data["baseline_text"],
            stated_on=data["baseline_on"],
            source=data["baseline_source"] if known else "",
            method=data["baseline_method"] if known else "",
            n=data["baseline_n"] if known else None,
            due=None if known else data["baseline_due"],
        )

    def ambition_given(self) -> Ambition:
        data = self.cleaned_data
        form = data["form"]
        return Ambition(
            form="" if form == WORDS else form,
            target=data["change"] if form == Form.RELATIVE else data["target"],
            tolerance=data["tolerance"],
            by=data["target_date"],
            text=data["target_text"],
        )


class EffortForm(forms.Form):
    """What a contributor puts in, and what it gets. Hours and kroner stand apart."""

    effort_hours = AmountField(label=_("Egne timer per år"), unit="timer", required=False)
    cost_once = AmountField(label=_("Engangskostnad, kroner"), unit="kr", required=False)
    cost_yearly = AmountField(label=_("Årlig kostnad, kroner"), unit="kr", required=False)
    effort_text = forms.CharField(label=_("Hva den bærer, med ord"), max_length=300, required=False)
    gain_text = forms.CharField(label=_("Hva den får, med ord"), max_length=300, required=False)


class NewBenefitForm(TargetForm, BenefitForm):
    """One form, so that what is wrong stands in one summary."""


class ContributionForm(TargetForm, RevisedForm):
    """Revision 0: nothing was set when the page was shown."""

    @classmethod
    def of(cls, contribution: Contribution | None, *, indicator: Indicator) -> Self:
        if contribution is None:
            return cls(indicator=indicator, initial={"revision": 0})
        initial = values_of(contribution) | {"revision": contribution.revision}
        return cls(indicator=indicator, initial=initial)


def values_of(contribution: Contribution) -> dict[str, Any]:
    """What each field of TargetForm says of it."""
    names = (
        "baseline", "baseline_source", "baseline_method", "baseline_n", "baseline_text", "baseline_due",
        "tolerance", "target_date", "target_text",
    )  # fmt: skip
    over, is_change = contribution.baseline_over, contribution.form == Form.RELATIVE
    return {name: getattr(contribution, name) for name in names} | {
        "baseline_period": over,
        "baseline_on": None if over else contribution.baseline_on,
        "form": contribution.form or (WORDS if contribution.target_text else Form.NONE),
        "target": None if is_change else contribution.target,
        "change": contribution.target if is_change else None,
    }
