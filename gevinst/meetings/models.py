from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gevinst.access.models import Role
from gevinst.meetings.querysets import DecisionQuerySet, MeetingQuerySet
from gevinst.plans.models import Action, Benefit
from indicators.actors.models import Actor
from indicators.catalogue.models import Indicator

BY: Any = {"null": True, "blank": True, "on_delete": models.SET_NULL, "related_name": "+"}
ABOUT: Any = {"on_delete": models.PROTECT, "related_name": "+"}


class Meeting(models.Model):
    """A gathering of `members` about `indicators`. `group` is None where they were picked by hand.

    `frozen_at`: since when its figures stand still.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("planlagt")
        HELD = "held", _("holdt")
        CLOSED = "closed", _("avsluttet")

    title = models.CharField(max_length=160)
    date = models.DateField()
    time = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=300, blank=True)
    group = models.ForeignKey(Actor, null=True, blank=True, **ABOUT)
    members = models.ManyToManyField(Actor, related_name="+")
    indicators = models.ManyToManyField(Indicator, related_name="+")
    state = models.CharField(max_length=7, choices=State, default=State.PLANNED)
    frozen_at = models.DateTimeField(null=True, blank=True)
    previous = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="followed_by"
    )
    is_example = models.BooleanField(default=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, **BY)
    created_at = models.DateTimeField(auto_now_add=True)

    # Only of `with_counts`.
    item_count: int
    decision_count: int
    open_count: int

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-date", "-pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def is_frozen(self) -> bool:
        return self.frozen_at is not None

    @property
    def is_closed(self) -> bool:
        return self.state == self.State.CLOSED


class Participant(models.Model):
    """Who takes part: a role at an actor, and the user who holds it where that is said. No other names."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="participants")
    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=14, choices=Role)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, **BY)

    class Meta:
        ordering = ["actor__name", "role", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "actor", "role", "user"], name="person_once_per_meeting"
            ),
            models.UniqueConstraint(
                fields=["meeting", "actor", "role"], condition=Q(user=None), name="role_once_per_meeting"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.actor}: {self.get_role_display()}"

    @property
    def role_words(self) -> str:
        """«gevinstkoordinator i Molde»."""
        return _("%(role)s i %(actor)s") % {"role": self.get_role_display(), "actor": self.actor.name}


class AgendaItem(models.Model):
    """What the meeting takes up. `finding` and `why`: as they were said when the item was proposed; what it
    says now, or said when the meeting began, is worked out anew from what it is about.
    """

    class Kind(models.TextChoices):
        IMPROVEMENT = "improvement", _("Forbedring")
        CONCERN = "concern", _("Bekymring")
        CHANGE = "change", _("Endring")
        SPREAD = "spread", _("Forskjell mellom deltakerne")
        MILESTONE = "milestone", _("Milepæl som ikke er nådd")
        MISSING = "missing", _("Tall som mangler")
        OWN = "own", _("Egen sak")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    kind = models.CharField(max_length=11, choices=Kind)
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    finding = models.TextField(blank=True)
    why = models.TextField(blank=True)
    indicator = models.ForeignKey(Indicator, null=True, blank=True, **ABOUT)
    actor = models.ForeignKey(Actor, null=True, blank=True, **ABOUT)
    benefit = models.ForeignKey(Benefit, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.title


class Snapshot(models.Model):
    """What a slide showed, as it was at `taken_at`: figures, drawing and sentence. Never written again.

    `item` is None for the first slide, what has become of earlier decisions. `content`: `Finding` or the rows
    of `FollowUp`, as plain data.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="snapshots")
    item = models.OneToOneField(
        AgendaItem, null=True, blank=True, on_delete=models.CASCADE, related_name="snapshot"
    )
    taken_at = models.DateTimeField()
    content: models.JSONField[Any, Any] = models.JSONField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(item=None), name="one_first_slide_per_meeting"
            )
        ]

    def __str__(self) -> str:
        return f"{self.meeting}, {self.taken_at:%d.%m.%Y}"


class Decision(models.Model):
    """What was decided, whose it is and by when. A user where one was named, else who holds the role at
    `owner_actor`. `then`: its figure as the meeting saw it, {value, text, period, end}; empty where none.
    """

    class State(models.TextChoices):
        OPEN = "open", _("åpen")
        DONE = "done", _("utført")
        DROPPED = "dropped", _("frafalt")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="decisions")
    item = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="decisions"
    )
    text = models.TextField()
    owner_actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    owner_role = models.CharField(max_length=14, choices=Role)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    due = models.DateField()
    indicator = models.ForeignKey(Indicator, null=True, blank=True, **ABOUT)
    actor = models.ForeignKey(Actor, null=True, blank=True, **ABOUT)
    action = models.ForeignKey(Action, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    then: models.JSONField[Any, Any] = models.JSONField(default=dict)
    state = models.CharField(max_length=7, choices=State, default=State.OPEN)
    settled_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, **BY)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["due", "pk"]

    def __str__(self) -> str:
        return self.text[:80]
