from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from indicators.actors.querysets import ActorQuerySet, DatedQuerySet


class ActorKind(models.TextChoices):
    COUNTRY = "country", _("land")
    REGIONAL_AUTHORITY = "regional_authority", _("regionalt helseforetak")
    COUNTY = "county", _("fylke")
    HEALTH_COMMUNITY = "health_community", _("helsefellesskap")
    TRUST = "trust", _("helseforetak")
    HOSPITAL_AREA = "hospital_area", _("lokalsykehusområde")
    COOPERATION_AREA = "cooperation_area", _("samarbeidsområde")
    NETWORK = "network", _("nettverk")
    GROUP = "group", _("samlegruppe")
    MUNICIPALITY = "municipality", _("kommune")
    DISTRICT = "district", _("bydel")
    UNIT = "unit", _("enhet")
    DEPARTMENT = "department", _("avdeling")


class Actor(models.Model):
    """Anybody measured or planning. `code` is the official one where there is one (kommunenummer: "0301")."""

    kind = models.CharField(max_length=20, choices=ActorKind)
    code = models.CharField(max_length=32)
    name = models.CharField(max_length=120)
    aliases = models.JSONField(default=list, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200, blank=True)

    objects = ActorQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "code", "valid_from"], name="actor_once_per_kind_code_start"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="actor_ends_after_start",
            ),
        ]
        indexes = [models.Index(fields=["code"])]
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def is_valid_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


class Structure(models.Model):
    """A named way of grouping actors; `levels` are the actor kinds from the top down."""

    code = models.SlugField(unique=True)
    name = models.CharField(max_length=80)
    levels = models.JSONField(default=list)
    is_agreement = models.BooleanField(
        default=False, help_text="Members of one group in this structure share their figures with each other."
    )

    def __str__(self) -> str:
        return self.name


class DatedEdge(models.Model):
    """`valid_to` is the last day; null means still so."""

    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True


class Membership(DatedEdge):
    """A child may have several parents in one structure: a municipality split between hospitals."""

    structure = models.ForeignKey(Structure, on_delete=models.CASCADE, related_name="memberships")
    parent = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="child_links")
    child = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="parent_links")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["structure", "parent", "child", "valid_from"], name="membership_once_per_start"
            ),
            models.CheckConstraint(condition=~Q(parent=F("child")), name="membership_not_of_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.child} i {self.parent}"


class Closure(DatedEdge):
    """Every ancestor of every actor per structure and dates, itself at depth 0: a roll-up is one join.

    Derived from Membership by `services.rebuild_closure`; never written by hand.
    """

    structure = models.ForeignKey(Structure, on_delete=models.CASCADE, related_name="+")
    ancestor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="descendant_links")
    descendant = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="ancestor_links")
    depth = models.PositiveSmallIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["structure", "ancestor", "descendant"]),
            models.Index(fields=["structure", "descendant", "ancestor"]),
        ]

    def __str__(self) -> str:
        return f"{self.ancestor} > {self.descendant} ({self.depth})"


class Succession(models.Model):
    """What became of an actor on a date. A split of unknown shares has share = null and is never guessed.

    A rename leaves the actor itself: predecessor and successor are the same row, `former_name` its old name.
    """

    class Kind(models.TextChoices):
        RENAME = "rename", "nytt navn"
        RENUMBER = "renumber", "nytt nummer"
        MERGE = "merge", "sammenslåing"
        SPLIT = "split", "deling"

    predecessor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="successions")
    successor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="precessions")
    date = models.DateField()
    kind = models.CharField(max_length=10, choices=Kind)
    share = models.FloatField(null=True, blank=True)
    former_name = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor", "date"], name="succession_once"),
            models.CheckConstraint(
                condition=Q(kind="rename", predecessor=F("successor"))
                | (~Q(kind="rename") & ~Q(predecessor=F("successor"))),
                name="succession_is_of_itself_only_when_renamed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor} {self.date}"
