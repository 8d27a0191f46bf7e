from __future__ import annotations

from typing import Any, Self

from django import forms
from django.utils.translation import gettext_lazy as _

from gevinst.plans.forms import PlanForm, RevisedForm
from gevinst.plans.models import Contribution
from gevinst.plans.target_forms import EffortForm
from gevinst.shared_plans.queries import Candidates
from indicators.actors.models import Actor


class EffortEditForm(EffortForm, RevisedForm):
    @classmethod
    def of(cls, contribution: Contribution) -> Self:
        return cls(initial={name: getattr(contribution, name) for name in cls.base_fields})


class ContributorsForm(PlanForm):
    """One list of names for each kind of actor, and a tick for all of them. `actors()` are those chosen."""

    def __init__(self, *args: Any, groups: list[Candidates], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = groups
        for group in groups:
            if len(group.actors) > 1:
                self.fields[f"all_{group.kind}"] = forms.BooleanField(
                    label=f"{group.label} ({len(group.actors)})", required=False
                )
            self.fields[group.kind] = forms.MultipleChoiceField(
                label=group.label if len(group.actors) == 1 else _("Velg"),
                choices=[(str(actor.pk), actor.name) for actor in group.actors],
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.errors and not self.actors():
            self.add_error(None, str(_("Velg minst én som skal bidra.")))
        return data

    def actors(self) -> list[Actor]:
        data = self.cleaned_data
        return [
            actor
            for group in self.groups
            for actor in group.actors
            if data.get(f"all_{group.kind}") or str(actor.pk) in data.get(group.kind, ())
        ]

    def parts(self) -> list[tuple[str, forms.BoundField | None, forms.BoundField]]:
        """For each kind: its heading, the tick for all where there are several, and the names."""
        return [
            (
                group.label,
                self[name] if (name := f"all_{group.kind}") in self.fields else None,
                self[group.kind],
            )
            for group in self.groups
        ]
