from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from gevinst.access.models import User
from gevinst.limit_choices.models import LimitChoice
from indicators.actors.models import Actor
from indicators.catalogue.models import Indicator

Kind = LimitChoice.Kind
LONGEST_REASON = 200


@transaction.atomic
def new_limits(*, indicator: Indicator, actor: Actor, since: date, reason: str, by: User) -> LimitChoice:
    """Counts the limits anew from the month of `since`. Raises ValidationError: without a reason, for a month
    that has not begun, and where the limits are counted anew from that month already."""
    month, reason = since.replace(day=1), reason.strip()
    if not reason:
        raise ValidationError({"reason": _("Skriv hvorfor grensene skal regnes på nytt.")})
    if len(reason) > LONGEST_REASON:
        raise ValidationError({"reason": _("Begrunnelsen er for lang. Bruk høyst 200 tegn.")})
    if month > timezone.localdate():
        raise ValidationError({"since": _("Velg en måned som har begynt.")})
    _lock(actor)
    if _standing(indicator, actor, Kind.NEW_LIMITS).filter(since=month).exists():
        raise ValidationError({"since": _("Grensene regnes allerede på nytt fra denne måneden.")})
    return LimitChoice.objects.create(
        indicator=indicator, actor=actor, kind=Kind.NEW_LIMITS, since=month, reason=reason, by=by
    )


@transaction.atomic
def screen_jumps(*, indicator: Indicator, actor: Actor, by: User) -> LimitChoice:
    """Leaves the widest jumps out when the limits are counted; the one that stands, where there is one."""
    _lock(actor)
    standing = _standing(indicator, actor, Kind.SCREEN).first()
    return standing or LimitChoice.objects.create(indicator=indicator, actor=actor, kind=Kind.SCREEN, by=by)


@transaction.atomic
def take_back(*, choice: LimitChoice, by: User) -> None:
    """From now on the limits are counted as if it had not been chosen; the row is kept."""
    standing = LimitChoice.objects.filter(pk=choice.pk, withdrawn_at=None)
    standing.update(withdrawn_at=timezone.now(), withdrawn_by=by)


def _lock(actor: Actor) -> None:
    """So that two who choose the same at once do not both write it."""
    Actor.objects.select_for_update().get(pk=actor.pk)


def _standing(indicator: Indicator, actor: Actor, kind: Kind) -> QuerySet[LimitChoice]:
    return LimitChoice.objects.filter(indicator=indicator, actor=actor, kind=kind, withdrawn_at=None)
