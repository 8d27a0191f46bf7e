from __future__ import annotations

from urllib.parse import parse_qs

from django.conf import settings
from django.db import models
from django.utils.functional import cached_property

from indicators.actors.models import Actor

LONGEST_NAME, LONGEST_QUERY = 80, 2000


class SavedView(models.Model):
    """A question to a board, by name. `query` is the end of its address; a group has only its members in it.

    Seen by its owner, and where `shared_with` is set by those with a role at that actor.
    """

    class Kind(models.TextChoices):
        VIEW = "view"
        GROUP = "group"

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views")
    shared_with = models.ForeignKey(
        Actor, null=True, blank=True, on_delete=models.CASCADE, related_name="saved_views"
    )
    board = models.CharField(max_length=40)
    kind = models.CharField(max_length=5, choices=Kind.choices, default=Kind.VIEW)
    name = models.CharField(max_length=LONGEST_NAME)
    query = models.CharField(max_length=LONGEST_QUERY)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        """How an address names the group."""
        return f"saved:{self.pk}"

    @cached_property
    def members(self) -> str:
        """Of a group: the municipalities, as the address has them; of a view empty."""
        if self.kind != self.Kind.GROUP:
            return ""
        return parse_qs(self.query).get("aktorer", [""])[0]


class DefaultView(models.Model):
    """What a board opens with for one person; one for each board at most."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="default_views")
    board = models.CharField(max_length=40)
    view = models.ForeignKey(SavedView, on_delete=models.CASCADE, related_name="defaults")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "board"], name="one_default_view_per_person_and_board")
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.board}: {self.view}"
