"""What is asked about a decision while the meeting waits: few fields, and the rest known already."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from gevinst.access import gate
from gevinst.access.gate import Someone
from gevinst.meetings.decisions import Decided
from gevinst.meetings.forms import DAY, PersonField
from gevinst.meetings.models import AgendaItem, Meeting
from gevinst.meetings.people import choices_for, members_and_group
from gevinst.plans.fields import DayField
from gevinst.plans.forms import PlanForm
from gevinst.plans.models import Action, Benefit
from indicators.actors.models import Actor

SOON = timedelta(days=56)


class DecisionForm(PlanForm):
    """`item` is the agenda's item that is shown; empty for a decision about none."""

    item = forms.ModelChoiceField(
        queryset=AgendaItem.objects.none(), required=False, widget=forms.HiddenInput
    )
    text = forms.CharField(
        label=_("Beslutning"),
        widget=forms.Textarea(attrs={"rows": 3, "autofocus": True}),
        max_length=2000,
        error_messages={"required": _("Skriv hva som er besluttet.")},
    )
    owner = PersonField(label=_("Ansvarlig"), error_messages={"required": _("Velg hvem som er ansvarlig.")})
    due = DayField(label=_("Frist"), help_text=DAY, error_messages={"required": _("Skriv fristen.")})
    actor = forms.ModelChoiceField(
        label=_("Gjelder"),
        queryset=Actor.objects.none(),
        required=False,
        empty_label=_("Den saken handler om"),
    )
    plan = forms.ChoiceField(
        label=_("I planen"),
        required=False,
        help_text=_("Et nytt tiltak får beslutningen som navn, og samme frist."),
    )

    def __init__(self, *args: Any, meeting: Meeting, user: Someone, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        actors = members_and_group(meeting)
        self.benefits, self.actions = _of_plans(meeting, user, actors)
        rows = {"item": meeting.items.all(), "actor": Actor.objects.filter(pk__in=[one.pk for one in actors])}
        for name, found in rows.items():
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = found
        owner, plan = self.fields["owner"], self.fields["plan"]
        if isinstance(owner, PersonField):
            owner.offer(choices_for(actors), _("Velg person eller rolle"))
        if isinstance(plan, forms.ChoiceField):
            plan.choices = self._plan_choices()
        if not self.benefits:
            del self.fields["plan"]
        self.initial.setdefault("due", max(meeting.date, timezone.localdate()) + SOON)

    def decided(self) -> Decided:
        """What a form that is right says."""
        given = self.cleaned_data
        kind, _dash, pk = given.get("plan", "").partition("-")
        return Decided(
            text=given["text"],
            owner=given["owner"],
            due=given["due"],
            actor=given["actor"],
            benefit=self.benefits.get(int(pk)) if kind == "ny" else None,
            action=self.actions.get(int(pk)) if kind == "tiltak" else None,
        )

    def _plan_choices(self) -> list[tuple[Any, Any]]:
        said = [
            (f"ny-{one.pk}", say("%(benefit)s (%(plan)s)") % {"benefit": one.title, "plan": one.plan.title})
            for one in self.benefits.values()
        ]
        there = [(f"tiltak-{one.pk}", one.title) for one in self.actions.values()]
        groups: list[tuple[Any, Any]] = [("", _("Ikke knytt til en plan")), (_("Lag tiltak under"), said)]
        return [*groups, (_("Knytt til tiltaket"), there)] if there else groups


def _of_plans(
    meeting: Meeting, user: Someone, actors: list[Actor]
) -> tuple[dict[int, Benefit], dict[int, Action]]:
    """Of plans the user may edit, about what the meeting is about: benefits, and tiltak that go on."""
    benefits = Benefit.objects.filter(
        plan__in=gate.editable_plans(user),
        indicator__in=meeting.indicators.all(),
        contributions__actor__in=actors,
    )
    found = list(benefits.select_related("plan").distinct().order_by("plan__title", "order", "pk"))
    actions = Action.objects.filter(benefit__in=found, state__in=Action.GOING_ON).order_by("title")
    return {one.pk: one for one in found}, {one.pk: one for one in actions}
