from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from gevinst.plans.querysets import BenefitQuerySet, Kept
from gevinst.plans.stretches import Stretch, stretch_from
from indicators.actors.models import Actor
from indicators.catalogue.models import Category, Indicator, IndicatorVersion, Term
from indicators.measurements.periods import PeriodKind
from indicators.measurements.services import breakdown_key

# Columns that came later: the database fills them in for a process that does not know them yet.
WORDS: Any = {"blank": True, "default": "", "db_default": ""}


class Plan(models.Model):
    """A gevinstrealiseringsplan. Belongs to any actor; a shared one has contributors below it."""

    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="plans")
    title = models.CharField(max_length=160)
    is_example = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["actor__name", "title"]

    def __str__(self) -> str:
        return self.title


class Binnable(models.Model):
    """A row that can be thrown away and taken back. `objects` are those that are not in the bin."""

    binned_at = models.DateTimeField(null=True, blank=True, editable=False)
    binned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        abstract = True


class Benefit(Binnable):
    """A wanted, measurable improvement, tied to one indicator at the version it was chosen under.

    `measuring_hours`: hours of work each time it is measured.
    """

    class Type(models.TextChoices):
        """Never added up across: an hour saved is not money."""

        NONE = "", _("ikke valgt")
        QUALITY = "quality", _("kvalitet")
        TIME_SAVED = "time_saved", _("spart tid")
        COST_AVOIDED = "cost_avoided", _("unngått kostnad")

    class BudgetEffect(models.TextChoices):
        NOT_ASSESSED = "", _("ikke vurdert")
        WITH = "with", _("med budsjettvirkning")
        WITHOUT = "without", _("uten budsjettvirkning")

    class Rhythm(models.TextChoices):
        """How often it is reviewed: the codes of PeriodKind."""

        MONTHLY = "M", _("hver måned")
        QUARTERLY = "Q", _("hvert kvartal")
        TERTIAL = "T", _("hvert tertial")
        YEARLY = "Y", _("hvert år")

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="benefits")
    title = models.CharField(max_length=160)
    goal = models.ForeignKey(
        Term, null=True, on_delete=models.PROTECT, related_name="+", limit_choices_to={"kind": "goal"}
    )
    owner_title = models.CharField(
        max_length=120, blank=True, help_text="Role in the line that owns the benefit."
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="benefits_owned",
    )
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="benefits")
    indicator_version = models.ForeignKey(IndicatorVersion, on_delete=models.PROTECT, related_name="+")
    category = models.ForeignKey(Category, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    type = models.CharField(max_length=12, choices=Type, **WORDS)
    budget_effect = models.CharField(max_length=8, choices=BudgetEffect, **WORDS)
    beneficiary = models.CharField(max_length=160, **WORDS)
    preconditions = models.TextField(**WORDS)
    stakeholders = models.TextField(**WORDS)
    review_every = models.CharField(
        max_length=1, choices=Rhythm, default=Rhythm.TERTIAL, db_default=Rhythm.TERTIAL
    )
    measured_by = models.CharField(max_length=120, **WORDS)
    measuring_hours = models.FloatField(null=True, blank=True)
    note = models.TextField(blank=True)
    source_note = models.CharField(max_length=300, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    revision = models.PositiveIntegerField(default=1)

    everything = models.Manager()
    objects = Kept.from_queryset(BenefitQuerySet)()

    class Meta:
        default_manager_name = "objects"
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def breakdown(self) -> str:
        """The key of the category it is about; empty for all."""
        category = self.category
        return breakdown_key(frozenset({(category.dimension, category.code)})) if category else ""


class Contribution(models.Model):
    """What one actor brings to a benefit: its baseline, ambition and milestones.

    A municipality's own plan has one contribution per benefit, its own; a shared plan one for the whole and
    one for each member. While it is being written it may be incomplete: see `readiness`.
    """

    class Scale(models.TextChoices):
        VALUE = "value", _("verdien")
        PER_POPULATION = "per_population", _("per innbygger i aldersgruppen")

    class Form(models.TextChoices):
        NONE = "", _("ikke satt")
        AT_MOST = "at_most", _("høyst")
        AT_LEAST = "at_least", _("minst")
        EQUAL = "equal", _("lik")
        RELATIVE = "relative", _("endring fra nullpunkt")
        HOLD = "hold", _("uendret")

    benefit = models.ForeignKey(Benefit, on_delete=models.CASCADE, related_name="contributions")
    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="contributions")
    scale = models.CharField(max_length=16, choices=Scale, default=Scale.VALUE)

    baseline = models.FloatField(null=True, blank=True)
    baseline_kind = models.CharField(max_length=1, blank=True)
    baseline_start = models.DateField(null=True, blank=True)
    baseline_text = models.CharField(
        max_length=120, blank=True, help_text="The period in words when it is no single one."
    )
    baseline_on = models.DateField(
        null=True, blank=True, help_text="Last day of the baseline's period, or the day its source stated it."
    )
    baseline_source = models.CharField(max_length=200, blank=True)
    baseline_method = models.CharField(max_length=300, **WORDS, help_text="How it was measured.")
    baseline_n = models.PositiveIntegerField(
        null=True, blank=True, help_text="How many observations it rests on."
    )
    baseline_due = models.DateField(
        null=True, blank=True, help_text="By when a baseline must be established."
    )

    form = models.CharField(max_length=10, choices=Form, blank=True, default=Form.NONE)
    target = models.FloatField(null=True, blank=True)
    tolerance = models.FloatField(null=True, blank=True)
    target_date = models.DateField(null=True, blank=True)
    target_text = models.CharField(
        max_length=200, blank=True, help_text="The ambition as its source words it."
    )

    cost_once = models.FloatField(null=True, blank=True, help_text="Kroner, once.")
    cost_yearly = models.FloatField(null=True, blank=True, help_text="Kroner a year.")
    effort_hours = models.FloatField(null=True, blank=True, help_text="Hours of own work a year.")
    effort_text = models.CharField(max_length=300, **WORDS, help_text="What it carries, in words.")
    gain_text = models.CharField(max_length=300, **WORDS, help_text="What it gains, in words.")
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["benefit", "actor"], name="contribution_once_per_actor"),
        ]
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.benefit}: {self.actor}"

    @property
    def baseline_over(self) -> Stretch | None:
        """What the baseline was measured over, where that is a period or so many months in a row."""
        if not self.baseline_kind or self.baseline_start is None:
            return None
        return stretch_from(PeriodKind(self.baseline_kind), self.baseline_start)


class Milestone(Binnable):
    """A point on the way. `amount` follows `basis`: 50 % off the baseline, or half of the way there."""

    class Basis(models.TextChoices):
        OF_BASELINE = "of_baseline", _("reduksjon eller økning av nullpunktet")
        OF_WAY = "of_way", _("andel av veien til ambisjonen")
        ABSOLUTE = "absolute", _("en bestemt verdi")

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="milestones")
    due = models.DateField()
    basis = models.CharField(max_length=12, choices=Basis)
    amount = models.FloatField(help_text="Percent for the first two bases, the value itself for the last.")
    text = models.CharField(max_length=200, blank=True)
    revision = models.PositiveIntegerField(default=1)

    everything = models.Manager()
    objects = Kept["Milestone"]()

    class Meta:
        default_manager_name = "objects"
        ordering = ["due", "pk"]

    def __str__(self) -> str:
        return f"{self.due}: {self.amount}"


class Action(Binnable):
    """A tiltak: what somebody does so that the benefit comes."""

    class State(models.TextChoices):
        PLANNED = "planned", _("planlagt")
        UNDER_WAY = "under_way", _("i gang")
        DONE = "done", _("gjennomført")
        DROPPED = "dropped", _("avsluttet uten gjennomføring")

    GOING_ON = frozenset({State.PLANNED, State.UNDER_WAY})

    benefit = models.ForeignKey(Benefit, on_delete=models.CASCADE, related_name="actions")
    actor = models.ForeignKey(Actor, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    owner_title = models.CharField(max_length=120, blank=True)
    start = models.DateField(null=True, blank=True)
    due = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    evidence = models.TextField(**WORDS, help_text="What shows that it was done: words or an address.")
    revision = models.PositiveIntegerField(default=1)

    everything = models.Manager()
    objects = Kept["Action"]()

    class Meta:
        default_manager_name = "objects"
        ordering = ["due", "pk"]

    def __str__(self) -> str:
        return self.title

    def is_late(self, today: date) -> bool:
        return self.state in self.GOING_ON and self.due is not None and self.due < today
