from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gevinst.definitions.asking import Question
from gevinst.definitions.models import DefinitionAnswer
from gevinst.plans.forms import PlanForm

Answer = DefinitionAnswer.Answer
NOT_MEASURED = _("Vi følger den nye definisjonen. Nullpunktet er ikke målt ennå")


class AnswerForm(PlanForm):
    number = forms.IntegerField(widget=forms.HiddenInput)
    answer = forms.ChoiceField(
        label=_("Hva gjelder for nullpunktet?"),
        choices=Answer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg hva som gjelder for nullpunktet.")},
    )
    reason = forms.CharField(
        label=_("Begrunnelse"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Må skrives når dere følger den gamle definisjonen videre."),
    )

    def __init__(self, *args: Any, question: Question, has_baseline: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("number", question.became.number)
        choice = self.fields["answer"]
        if not has_baseline and isinstance(choice, forms.ChoiceField):
            choice.choices = [(Answer.HOLDS.value, NOT_MEASURED), (Answer.OLD.value, Answer.OLD.label)]
