"""The open questions of a workshop, each a text of one's own."""

from __future__ import annotations

from typing import Any

from django import forms

from gevinst.plans.forms import PlanForm
from gevinst.workshops.models import Workshop
from gevinst.workshops.taking_part import LONGEST_REPLY


class ReplyForm(PlanForm):
    def __init__(self, *args: Any, workshop: Workshop, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, text in workshop.asked:
            self.fields[code] = forms.CharField(
                label=str(text),
                required=False,
                max_length=LONGEST_REPLY,
                widget=forms.Textarea(attrs={"rows": 4}),
            )
