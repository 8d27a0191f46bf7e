from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from indicators.actors.models import Actor
from indicators.imports.models import Upload


class Scope(models.TextChoices):
    VALUES_READ = "values:read", _("Lese verdier")
    IMPORTS_WRITE = "imports:write", _("Sende inn verdier")
    PLANS_READ = "plans:read", _("Lese planer")
    PLANS_WRITE = "plans:write", _("Endre planer")


class Token(models.Model):
    """Lets a program do some of what a person may do at one actor. Only the digest of the secret is kept.

    `start` is how the secret begins, so that its holder knows it again. `expires_on` is the last day.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    start = models.CharField(max_length=12)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_on = models.DateField()
    last_used_on = models.DateField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.start}… ({self.name})"

    def is_usable(self, today: date | None = None) -> bool:
        return self.revoked_at is None and self.expires_on >= (today or timezone.localdate())

    @property
    def scope_names(self) -> list[str]:
        return [str(Scope(scope).label) for scope in self.scopes]


class Delivery(models.Model):
    """An import that a program sent, and what it asked to have done with it.

    `key` is the sender's own name for it: the same one again is the same delivery. `fingerprint` tells
    whether what came under the key is the same too. `same_file`: when and by whom the same content was saved
    before.
    """

    class Strategy(models.TextChoices):
        ALL_OR_NOTHING = "all_or_nothing", _("alt eller ingenting")
        VALID_ROWS = "valid_rows", _("de verdiene som er i orden")

    upload = models.OneToOneField(Upload, on_delete=models.CASCADE, related_name="delivery")
    sender = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    token = models.ForeignKey(Token, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    key = models.CharField(max_length=100, blank=True)
    fingerprint = models.CharField(max_length=64)
    strategy = models.CharField(max_length=14, choices=Strategy, default=Strategy.ALL_OR_NOTHING)
    dry_run = models.BooleanField(default=False)
    same_file = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sender", "key"], condition=~Q(key=""), name="delivery_once_per_key"
            )
        ]

    def __str__(self) -> str:
        return f"{self.upload_id} {self.key}".strip()
