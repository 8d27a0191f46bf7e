"""What is said about a cell of a plan, to whom, and whether it is settled."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from gevinst.access.models import User
from gevinst.plans.models import Comment, Plan
from gevinst.plans.rows.kind import Address
from indicators.imports.personal_ids import holds_personal_id

LONGEST = 4000


@dataclass(frozen=True)
class Standing:
    """`open`: how many threads are, by address. `newest`: the last thing said in them, 0 where none."""

    open: Counter[str]
    newest: int


@transaction.atomic
def say(
    *,
    plan: Plan,
    address: Address,
    text: str,
    by: User,
    answers: Comment | None = None,
    mentions: Iterable[User] = (),
) -> Comment:
    """An answer stands where what it answers does, and opens it again. Raises ValidationError."""
    text = text.strip()
    if not text:
        raise ValidationError({"text": _("Skriv en kommentar.")})
    if len(text) > LONGEST:
        raise ValidationError({"text": _("Kommentaren er for lang. Del den i flere.")})
    if holds_personal_id(text):
        raise ValidationError({"text": _("Dette ser ut som et fødselsnummer, og blir ikke lagret.")})
    thread = answers.answers or answers if answers else None
    if thread is not None:
        address = Address(thread.kind, thread.row, thread.field)
        Comment.objects.filter(pk=thread.pk).update(resolved_at=None, resolved_by=None)
    comment = Comment.objects.create(
        plan=plan,
        kind=address.kind,
        row=address.pk,
        field=address.field,
        text=text,
        by=by,
        answers=thread,
    )
    comment.mentions.set(mentions)
    return comment


def resolve(*, comment: Comment, by: User) -> None:
    Comment.objects.filter(pk=comment.pk, resolved_at=None).update(resolved_at=timezone.now(), resolved_by=by)


def threads(plan: Plan) -> QuerySet[Comment]:
    """What is not an answer, oldest first, with the answers."""
    answers = Comment.objects.select_related("by").prefetch_related("mentions")
    return (
        plan.comments.filter(answers=None)
        .select_related("by", "resolved_by")
        .prefetch_related("mentions", Prefetch("replies", answers))
        .order_by("at", "pk")
    )


def standing(plan: Plan) -> Standing:
    """One query."""
    said = plan.comments.filter(resolved_at=None).exclude(answers__resolved_at__isnull=False)
    found = list(said.only("kind", "row", "field", "answers_id"))
    threads = Counter(one.address for one in found if one.answers_id is None)
    return Standing(threads, max((one.pk for one in found), default=0))


def open_counts(plan: Plan) -> Counter[str]:
    """How many threads are open, by address."""
    return standing(plan).open


def named_in(text: str, people: Iterable[User]) -> list[User]:
    """Those of them whose whole name stands in the text after an @; namesakes all."""
    people, found = list(people), set[str]()
    for name in sorted({str(one) for one in people}, key=len, reverse=True):
        text, times = re.subn(rf"@{re.escape(name)}(?!\w)", " ", text, flags=re.IGNORECASE)
        found |= {name} if times else set()
    return [one for one in people if str(one) in found]


def mentioning(user: User) -> QuerySet[Comment]:
    """Open threads and answers the user is named in, newest first."""
    return (
        Comment.objects.filter(mentions=user, resolved_at=None, answers__resolved_at=None)
        .select_related("plan__actor", "by")
        .order_by("-at")
    )
