"""Writes of the answers: one part at a time, over the revision of it that was shown."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gevinst.access.models import User
from gevinst.onboarding.models import Programme
from gevinst.plans.services import ConflictError
from indicators.actors.models import Actor, ActorKind

# The columns of each part, by the code of its task.
PARTS: dict[str, frozenset[str]] = {
    "go_live": frozenset({"go_live"}),
    "network": frozenset({"network", "no_network"}),
    "services": frozenset({"services"}),
    "goals": frozenset({"goals"}),
    "workshop": frozenset({"workshop_on"}),
    "baselines": frozenset({"baseline_lead", "baseline_note"}),
}
MANY = frozenset({"services", "goals"})


@transaction.atomic
def save_part(*, actor: Actor, part: str, revision: int, by: User, values: dict[str, Any]) -> Programme:
    """Save `values` of a part over its `revision` (0: nothing was said yet).

    Raises ConflictError when somebody saved the same part since, ValidationError when a value cannot be.
    """
    if values.keys() != PARTS[part]:
        raise ValueError(f"{part} has {sorted(PARTS[part])}, not {sorted(values)}")
    _check(values)
    Programme.objects.get_or_create(actor=actor)
    programme = Programme.objects.select_for_update().get(actor=actor)
    if programme.revision_of(part) != revision:
        raise ConflictError
    for name, value in values.items():
        if name in MANY:
            getattr(programme, name).set(value)
        else:
            setattr(programme, name, value)
    programme.revisions = {**programme.revisions, part: revision + 1}
    programme.changed_by = by
    programme.save()
    return programme


def _check(values: dict[str, Any]) -> None:
    network = values.get("network")
    if network is None:
        return
    ended = network.valid_to is not None and network.valid_to < timezone.localdate()
    if network.kind != ActorKind.NETWORK or ended:
        raise ValidationError({"network": _("Velg et nettverk som finnes i dag.")})
