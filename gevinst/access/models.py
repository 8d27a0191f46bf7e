from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from indicators.actors.models import Actor, DatedEdge


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


class Role(models.TextChoices):
    COORDINATOR = "coordinator", _("gevinstkoordinator")
    OWNER = "owner", _("gevinstansvarlig")
    LEADER = "leader", _("leder")
    READER = "reader", _("leser")
    ADMINISTRATOR = "administrator", _("administrator")


class RoleAssignment(DatedEdge):
    """A user holds a role at an actor, and at all under it in its own line, from one day to another."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="roles")
    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=14, choices=Role)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "actor", "role", "valid_from"], name="role_once_per_start"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.role} i {self.actor}"

    @property
    def role_name(self) -> str:
        return str(Role(self.role).label)
