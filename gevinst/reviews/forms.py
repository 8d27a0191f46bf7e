"""What the pages of reviews ask for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from django import forms
from django.utils.translation import gettext_lazy as _

from gevinst.plans.forms import PlanForm, RevisedForm
from gevinst.plans.models import Benefit
from gevinst.reviews.models import Review, ReviewAnswer

ANSWERS = ("cause", "cause_text", "decision", "comment", "more")


class ReviewForm(RevisedForm):
    """One review's answer. On a page of many, each has a prefix of its own."""

    cause = forms.ChoiceField(
        label=_("Årsak til avviket"),
        choices=ReviewAnswer.Cause.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    cause_text = forms.CharField(
        label=_("Årsaken kort"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    decision = forms.ChoiceField(
        label=_("Beslutning"),
        choices=ReviewAnswer.Decision.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg hva dere har besluttet.")},
    )
    comment = forms.CharField(
        label=_("Kommentar"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    more = forms.BooleanField(label=_("Det er mer å hente"), required=False)

    @classmethod
    def of(cls, review: Review, *, prefix: str | None = None, typed: Mapping[str, Any] | None = None) -> Self:
        """As it was last answered; `typed` is what somebody has written and not saved yet."""
        latest = review.latest or ReviewAnswer()
        initial = {name: getattr(latest, name) for name in ANSWERS} | {"revision": review.revision}
        return cls(prefix=prefix, initial=initial | dict(typed or {}))

    @classmethod
    def typed(cls, data: Mapping[str, Any], prefix: str) -> dict[str, Any]:
        """What somebody has written in this form of the page; nothing when it was left as it stood."""
        given = {name: data.get(f"{prefix}-{name}") for name in ANSWERS}
        said = {name: value for name, value in given.items() if value}
        untouched = not said or said == {"decision": ReviewAnswer.Decision.CONTINUE.value}
        return {} if untouched else said

    def _keep_beside(self, current: Self) -> None:
        super()._keep_beside(current)
        # The form of one among many has its own name for the field.
        self.data = {**self.data, self.add_prefix("revision"): str(current.initial["revision"])}


class FrequencyForm(PlanForm):
    rhythm = forms.ChoiceField(
        label=_("Følges opp"),
        choices=Benefit.Rhythm.choices,
        error_messages={"required": _("Velg hvor ofte.")},
    )
