"""What the chair of a meeting is asked for."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from gevinst.meetings.models import Meeting
from gevinst.meetings.people import Choices, Person
from gevinst.meetings.services import Invitation
from gevinst.plans.fields import DayField
from gevinst.plans.forms import PlanForm
from indicators.actors.matching import ActorError, ActorIndex
from indicators.actors.models import Actor, ActorKind
from indicators.catalogue.models import Indicator

# The form has fields of these names.
Day = date
DAY = _("dd.mm.åååå")
PICKABLE = (ActorKind.MUNICIPALITY, ActorKind.DISTRICT)
MOST_PICKED = 60


class ClockField(forms.CharField):
    """A time of day as tt.mm, in a plain text field."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=5, widget=forms.TextInput(attrs={"autocomplete": "off"}), **kwargs)

    def clean(self, value: Any) -> time | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return datetime.strptime(text.replace(":", "."), "%H.%M").time()  # noqa: DTZ007 - a time of day
        except ValueError:
            raise ValidationError(say("Skriv klokkeslettet som tt.mm, for eksempel 14.00.")) from None

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%H.%M}" if isinstance(value, time) else value


class MeetingForm(PlanForm):
    """`groups` and `peers`: whom the user may call to a meeting; of a frozen one, nobody is asked for."""

    title = forms.CharField(
        label=_("Navn på møtet"),
        max_length=160,
        help_text=_("For eksempel «Nettverksmøte i ROR, november»."),
        error_messages={"required": _("Skriv hva møtet heter.")},
    )
    date = DayField(label=_("Dato"), help_text=DAY, error_messages={"required": _("Skriv når møtet er.")})
    time = ClockField(label=_("Klokkeslett"), required=False, help_text=_("tt.mm"))
    place = forms.CharField(
        label=_("Sted eller lenke"),
        max_length=300,
        required=False,
        help_text=_("Møterommet, eller lenken til videomøtet."),
    )
    group = forms.ModelChoiceField(
        label=_("Gruppe"),
        queryset=Actor.objects.none(),
        required=False,
        empty_label=_("Kommuner jeg velger selv"),
        help_text=_("Alle kommunene i gruppen blir deltakere, og ser møtet."),
    )
    municipalities = forms.CharField(
        label=_("Kommuner"),
        required=False,
        max_length=2000,
        help_text=_(
            "Bare når du velger selv: navn eller nummer med komma mellom, for eksempel «Rauma, Molde, Aukra»."
        ),
    )
    indicators = forms.ModelMultipleChoiceField(
        label=_("Måleindikatorer"),
        queryset=Indicator.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Velg dem møtet skal se på. Sakslisten foreslås ut fra tallene."),
        error_messages={"required": _("Velg minst én måleindikator.")},
    )

    def __init__(
        self, *args: Any, groups: QuerySet[Actor], peers: frozenset[int], frozen: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.peers, self.frozen, self.members = peers, frozen, list[Actor]()
        if frozen:
            for name in ("group", "municipalities", "indicators"):
                del self.fields[name]
            return
        for name, rows in (("group", groups), ("indicators", Indicator.objects.published())):
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = rows

    @classmethod
    def told(cls, meeting: Meeting) -> dict[str, Any]:
        """What the fields say of a meeting."""
        picked = "" if meeting.group_id else ", ".join(one.name for one in meeting.members.all())
        names = ("title", "date", "time", "place", "group")
        return {name: getattr(meeting, name) for name in names} | {
            "municipalities": picked,
            "indicators": list(meeting.indicators.all()),
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.frozen and not data.get("group"):
            self._pick(str(data.get("municipalities") or ""), data.get("date") or timezone.localdate())
        return data

    def invitation(self) -> Invitation:
        """What a form that is right says."""
        given = self.cleaned_data
        return Invitation(
            title=given["title"],
            date=given["date"],
            time=given["time"],
            place=given["place"],
            group=given.get("group"),
            members=self.members,
            indicators=list(given.get("indicators") or ()),
        )

    def _pick(self, text: str, day: Day) -> None:
        index, found = ActorIndex.load(), dict[int, None]()
        for word in [part.strip() for part in text.split(",") if part.strip()][:MOST_PICKED]:
            try:
                found[index.find(word, on=day, kinds=PICKABLE).actor_id] = None
            except ActorError as problem:
                self.add_error("municipalities", str(problem))
        self.members = list(Actor.objects.filter(pk__in=found))
        for actor in self.members:
            if actor.pk not in self.peers:
                words = say("Dere deler ikke tall med %(name)s.") % {"name": actor.name}
                self.add_error("municipalities", words)
        if not found and not self.has_error("municipalities"):
            self.add_error("group", say("Velg en gruppe, eller skriv hvilke kommuner som skal være med."))


class ItemForm(PlanForm):
    title = forms.CharField(
        label=_("Sak"), max_length=200, error_messages={"required": _("Skriv hva saken heter.")}
    )
    text = forms.CharField(
        label=_("Til møtet"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Det du vil si eller spørre om. Vises på lysarket og i referatet."),
    )


class OwnItemForm(ItemForm):
    indicator = forms.ModelChoiceField(
        label=_("Måleindikator"),
        queryset=Indicator.objects.none(),
        required=False,
        empty_label=_("Ingen tall"),
    )
    actor = forms.ModelChoiceField(
        label=_("Gjelder"), queryset=Actor.objects.none(), required=False, empty_label=_("Alle deltakerne")
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("indicator", meeting.indicators.all()), ("actor", meeting.members.all())):
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = rows.order_by("title_nb" if name == "indicator" else "name")


class PersonField(forms.ChoiceField):
    """One of `people.choices_for`. Gives a Person."""

    def offer(self, choices: Choices, nothing: Any) -> None:
        self.choices = [("", nothing), *choices]

    def clean(self, value: Any) -> Person | None:
        text = super().clean(value)
        return Person.of(text) if text else None


class ParticipantForm(PlanForm):
    person = PersonField(
        label=_("Deltaker"), error_messages={"required": _("Velg hvem som deltar.")}, required=True
    )

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        if isinstance(field, PersonField):
            field.offer(people, _("Velg person eller rolle"))
