from __future__ import annotations

import secrets
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gevinst.plans.models import Benefit
from gevinst.workshops.potential import Estimate, Hours
from gevinst.workshops.querysets import TaskQuerySet, WorkshopQuerySet
from indicators.actors.models import Actor
from indicators.catalogue.models import Term

# 52 weeks less five of holiday and one of public holidays.
WORKING_WEEKS = 46


def new_token() -> str:
    """22 characters, 128 bits nobody can guess."""
    return secrets.token_urlsafe(16)


class Question(models.TextChoices):
    """What is asked beside the tasks; the documents' own four."""

    PINCH = "pinch", _("Hvor trykker skoen?")
    GAIN = "gain", _("Hvor er det mest å hente?")
    FRUIT = "fruit", _("Hva er de lavthengende fruktene?")
    CHANGE = "change", _("Hva må vi gjøre annerledes?")


def all_questions() -> list[str]:
    return list(Question.values)


class Workshop(models.Model):
    """A gathering at an actor. Who has the `token` may take part while it is open."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Kladd")
        OPEN = "open", _("Åpen")
        CLOSED = "closed", _("Lukket")

    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="workshops")
    title = models.CharField(max_length=160)
    date = models.DateField()
    state = models.CharField(max_length=6, choices=State, default=State.DRAFT)
    scoring = models.BooleanField(default=False, help_text="Participants may score the tasks now.")
    weeks = models.PositiveSmallIntegerField(default=WORKING_WEEKS)
    questions = models.JSONField(default=all_questions)
    token = models.CharField(max_length=40, unique=True, default=new_token)
    is_example = models.BooleanField(default=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    # Only of `with_counts`.
    participant_count: int
    task_count: int

    objects = WorkshopQuerySet.as_manager()

    class Meta:
        ordering = ["-date", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(weeks__gte=1, weeks__lte=53), name="weeks_of_a_year")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def asked(self) -> list[tuple[str, str | Promise]]:
        """The questions this workshop asks, as (code, text), in their order."""
        return [(one.value, one.label) for one in Question if one.value in self.questions]


class Service(models.Model):
    """A service whose tasks are looked at, as this workshop calls it."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="services")
    name = models.CharField(max_length=80)
    term = models.ForeignKey(Term, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["workshop", "name"], name="service_once_per_workshop")]

    def __str__(self) -> str:
        return self.name


class Participant(models.Model):
    """Somebody with the link. Known by a cookie alone, of which only the digest is kept."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="participants")
    digest = models.CharField(max_length=64)
    service = models.ForeignKey(Service, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    joined_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workshop", "digest"], name="participant_once_per_workshop")
        ]

    def __str__(self) -> str:
        return f"{self.workshop}, {self.pk}"


class Task(models.Model):
    """A task with potential. `key` is chosen before it is sent, so that sending twice makes one row."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="tasks")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="tasks")
    participant = models.ForeignKey(
        Participant, null=True, blank=True, on_delete=models.SET_NULL, related_name="tasks"
    )
    key = models.UUIDField()
    title = models.CharField(max_length=120)
    who = models.CharField(max_length=120, blank=True)
    people = models.PositiveSmallIntegerField(default=1)
    times = models.FloatField(help_text="A week, by each of the people.")
    minutes_now = models.FloatField()
    minutes_low = models.FloatField()
    minutes_likely = models.FloatField()
    minutes_high = models.FloatField()
    change = models.TextField(blank=True)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="sources"
    )
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["workshop", "key"], name="task_sent_once"),
            models.CheckConstraint(
                condition=Q(minutes_low__gte=0)
                & Q(minutes_likely__gte=F("minutes_low"))
                & Q(minutes_high__gte=F("minutes_likely")),
                name="minutes_in_order",
            ),
        ]

    ESTIMATE: ClassVar = ("times", "people", "minutes_now", "minutes_low", "minutes_likely", "minutes_high")

    def __str__(self) -> str:
        return self.title

    @property
    def estimate(self) -> Estimate:
        return Estimate(
            times=self.times,
            people=self.people,
            now=self.minutes_now,
            low=self.minutes_low,
            likely=self.minutes_likely,
            high=self.minutes_high,
        )


class Reply(models.Model):
    """What one participant says to one of the questions."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="replies")
    question = models.CharField(max_length=6, choices=Question)
    text = models.TextField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["participant", "question"], name="one_reply_per_question")
        ]

    def __str__(self) -> str:
        return self.text


class Score(models.Model):
    """The three questions of the handbook, 1–5, by one participant; by the group together without one."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="scores")
    participant = models.ForeignKey(
        Participant, null=True, blank=True, on_delete=models.CASCADE, related_name="scores"
    )
    size = models.PositiveSmallIntegerField()
    difficulty = models.PositiveSmallIntegerField()
    strategy = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "participant"], name="one_score_per_participant"),
            models.UniqueConstraint(
                fields=["task"], condition=Q(participant=None), name="one_score_of_the_group"
            ),
            models.CheckConstraint(
                condition=Q(size__range=(1, 5), difficulty__range=(1, 5), strategy__range=(1, 5)),
                name="scores_of_one_to_five",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task}: {self.size}, {self.difficulty}, {self.strategy}"


class TaskBenefit(models.Model):
    """A benefit made of a task, with the hours estimated then: to be set beside what is measured later."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="benefits")
    benefit = models.OneToOneField(Benefit, on_delete=models.CASCADE, related_name="estimated_by")
    hours_low = models.FloatField()
    hours_likely = models.FloatField()
    hours_high = models.FloatField()
    weeks = models.PositiveSmallIntegerField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.task} → {self.benefit}"

    @property
    def hours(self) -> Hours:
        return Hours(self.hours_low, self.hours_likely, self.hours_high)
