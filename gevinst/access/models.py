from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from indicators.actors.models import Actor, DatedEdge
from indicators.actors.querysets import DatedQuerySet

BY: Any = {"null": True, "blank": True, "on_delete": models.SET_NULL, "related_name": "+"}


class UserManager(BaseUserManager["User"]):
    def create_user(self, *, email: str, name: str, password: str | None = None, **extra: Any) -> User:
        user = self.model(email=self.normalize_email(email).lower(), name=name, **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person who logs in. What they may do is said by their memberships alone."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    is_example = models.BooleanField(default=False)
    date_joined = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = UserManager()

    def __str__(self) -> str:
        return self.name

    @property
    def has_come_in(self) -> bool:
        """Whether they have chosen a password or been logged in; before that a link is what they wait for."""
        return self.last_login is not None or self.has_usable_password()


class Role(models.TextChoices):
    COORDINATOR = "coordinator", _("gevinstkoordinator")
    OWNER = "owner", _("gevinstansvarlig")
    LEADER = "leader", _("leder")
    READER = "reader", _("leser")
    ADMINISTRATOR = "administrator", _("administrator")


class RoleQuerySet(DatedQuerySet["RoleAssignment"]):
    def valid_on(self, day: date) -> Self:
        """From the moment a role is ended it grants nothing, though that day is its last."""
        return super().valid_on(day).filter(Q(ended_at=None) | Q(valid_to__gt=day))


class RoleAssignment(DatedEdge):
    """A user holds a role at an actor, and at all under it in its own line, from one day to another.

    Kept when it has ended, with who gave it and who ended it; null for what the installation itself did.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="roles")
    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=14, choices=Role)
    given_at = models.DateTimeField(auto_now_add=True, null=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, **BY)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, **BY)

    objects: ClassVar = RoleQuerySet.as_manager()

    class Meta:
        constraints = [
            # Given again the day it was ended, it is another.
            models.UniqueConstraint(
                fields=["user", "actor", "role", "valid_from"],
                condition=Q(ended_at=None),
                name="role_once_per_start",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.role} i {self.actor}"

    @property
    def role_name(self) -> str:
        return str(Role(self.role).label)
