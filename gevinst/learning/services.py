from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone

from gevinst.access.models import User
from gevinst.learning.models import SharingConsent
from gevinst.plans.models import Plan


@transaction.atomic
def share(*, plan: Plan, by: User) -> None:
    """From now on. Nothing new when the plan is shared already."""
    if SharingConsent.objects.filter(plan=plan, withdrawn_at=None).exists():
        return
    try:
        with transaction.atomic():
            SharingConsent.objects.create(plan=plan, given_by=by)
    except IntegrityError:  # somebody else did at the same moment
        return


@transaction.atomic
def withdraw(*, plan: Plan, by: User) -> None:
    """From now on nothing of the plan is shown to others."""
    standing = SharingConsent.objects.filter(plan=plan, withdrawn_at=None)
    standing.update(withdrawn_at=timezone.now(), withdrawn_by=by)
