from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import get_language

from indicators.catalogue.querysets import IndicatorQuerySet


class Translated(models.Model):
    """Texts in bokmål and, where written, nynorsk. `text("title")` answers in the reader's language."""

    class Meta:
        abstract = True

    def text(self, field: str) -> str:
        nn: str = getattr(self, f"{field}_nn", "")
        nb: str = getattr(self, f"{field}_nb")
        return nn if nn and get_language() == "nn" else nb


class Term(Translated):
    """An entry of the catalogue's vocabulary: a goal, a service, a dashboard, a source, or a service list."""

    class Kind(models.TextChoices):
        GOAL = "goal", "gevinstmål"
        SERVICE = "service", "tjeneste"
        DASHBOARD = "dashboard", "dashbord"
        SOURCE = "source", "kilde"
        LIST = "list", "liste"

    kind = models.CharField(max_length=10, choices=Kind)
    code = models.SlugField(max_length=60)
    group = models.CharField(max_length=20, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    name_nb = models.CharField(max_length=160)
    name_nn = models.CharField(max_length=160, blank=True)
    description_nb = models.TextField(blank=True)
    description_nn = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "code"], name="term_once_per_kind")]
        ordering = ["kind", "order"]

    def __str__(self) -> str:
        return self.text("name")

    @property
    def name(self) -> str:
        return self.text("name")

    @property
    def description(self) -> str:
        return self.text("description")


class Category(Translated):
    """One value of a dimension a figure may be broken down by: age band, diagnosis, service, urgency."""

    dimension = models.SlugField(max_length=40)
    code = models.SlugField(max_length=80)
    order = models.PositiveSmallIntegerField(default=0)
    name_nb = models.CharField(max_length=160)
    name_nn = models.CharField(max_length=160, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dimension", "code"], name="category_once_per_dimension")
        ]
        ordering = ["dimension", "order"]

    def __str__(self) -> str:
        return self.text("name")

    @property
    def name(self) -> str:
        return self.text("name")


class Indicator(Translated):
    """The current version of a definition: `definition` is the whole file, columns repeat what is queried."""

    slug = models.SlugField(max_length=80, unique=True)
    version = models.PositiveSmallIntegerField()
    published = models.BooleanField()
    kind = models.CharField(max_length=10)
    direction = models.CharField(max_length=8)
    decimals = models.PositiveSmallIntegerField()
    factor = models.FloatField()
    additive = models.BooleanField()
    over_time = models.CharField(
        max_length=4, help_text='Months into years: "sum", "last" (a stock) or "none".'
    )
    open = models.BooleanField()
    population_band = models.CharField(max_length=20, blank=True)
    population_factor = models.FloatField(default=1000)
    title_nb = models.CharField(max_length=200)
    title_nn = models.CharField(max_length=200, blank=True)
    unit_nb = models.CharField(max_length=60)
    unit_nn = models.CharField(max_length=60, blank=True)
    search_text = models.TextField()
    definition = models.JSONField()
    terms = models.ManyToManyField(Term, related_name="indicators")

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        ordering = ["title_nb"]

    def __str__(self) -> str:
        return self.title

    @property
    def has_page(self) -> bool:
        """As `with_page` of the queryset."""
        return self.published or self.open

    @property
    def title(self) -> str:
        return self.text("title")

    @property
    def unit(self) -> str:
        return self.text("unit")


class IndicatorVersion(models.Model):
    """A definition as it once stood; baselines and values point at the one they were made under."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    digest = models.CharField(max_length=64)
    definition: models.JSONField[Any, Any] = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["indicator", "number"], name="version_once_per_indicator")
        ]
        ordering = ["indicator", "-number"]

    def __str__(self) -> str:
        return f"{self.indicator} v{self.number}"


class IndicatorCode(models.Model):
    """The same indicator carries one id per list it stands in (IM2, IU3, LE1)."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="codes")
    code = models.CharField(max_length=20, unique=True)
    list_code = models.SlugField(max_length=60)
    own = models.BooleanField(default=False)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code
