"""What a participant does: joins, replies, scores. Only while the workshop is open."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from gevinst.workshops.models import Participant, Question, Reply, Score, Service, Task, Workshop
from gevinst.workshops.tasks import Potential, add_task, edit_task, remove_task
from gevinst.workshops.words import refuse_personal_ids

MOST_PARTICIPANTS = 500
LONGEST_REPLY = 2_000


def join(*, workshop: Workshop, service: Service | None = None) -> tuple[Participant, str]:
    """The participant, and the secret their cookie is to hold; it is kept nowhere else."""
    _must_be_open(workshop)
    if workshop.participants.count() >= MOST_PARTICIPANTS:
        raise ValidationError(_("Workshopen har ikke plass til flere deltakere."))
    secret = secrets.token_urlsafe(24)
    made = Participant.objects.create(workshop=workshop, digest=digest_of(secret), service=service)
    return made, secret


def participant_with(workshop: Workshop, secret: str) -> Participant | None:
    """Whose cookie it is; nobody's in another workshop than the one it was made in."""
    if not secret:
        return None
    return workshop.participants.filter(digest=digest_of(secret)).select_related("service").first()


def send_task(*, participant: Participant, task: Potential, key: UUID) -> Task:
    _must_be_open(participant.workshop)
    return add_task(workshop=participant.workshop, task=task, key=key, participant=participant)


def change_task(*, participant: Participant, task: Task, revision: int, written: Potential) -> None:
    """Their own only. Raises ConflictError as `edit_task`."""
    _must_be_open(participant.workshop)
    _must_be_own(task, participant)
    edit_task(task=task, revision=revision, written=written)


def take_back(*, participant: Participant, task: Task) -> None:
    """Their own only; one that others' tasks were merged into is no longer theirs alone."""
    _must_be_open(participant.workshop)
    _must_be_own(task, participant)
    if task.merged_into_id or task.sources.exists():
        raise ValidationError(_("Oppgaven er slått sammen med andre, og kan ikke fjernes."))
    remove_task(task=task)


@transaction.atomic
def reply(*, participant: Participant, replies: Mapping[str, str]) -> None:
    """Keeps one text for each question; an empty one takes it away."""
    _must_be_open(participant.workshop)
    refuse_personal_ids(**replies)
    for code, text in replies.items():
        question = Question(code)
        if len(text) > LONGEST_REPLY:
            raise ValidationError({code: _("Skriv høyst 2 000 tegn.")})
        if text.strip():
            Reply.objects.update_or_create(
                participant=participant, question=question, defaults={"text": text.strip()}
            )
        else:
            participant.replies.filter(question=question).delete()


@transaction.atomic
def score(
    *, task: Task, size: int, difficulty: int, strategy: int, participant: Participant | None = None
) -> Score:
    """The three questions, 1–5. Without a participant it is the whole group's own."""
    if participant is not None and not participant.workshop.scoring:
        raise ValidationError(_("Prioriteringen er ikke åpen nå."))
    if not all(1 <= each <= 5 for each in (size, difficulty, strategy)):
        raise ValidationError(_("Velg et tall fra 1 til 5."))
    if task.merged_into_id:
        raise ValidationError(_("Oppgaven er slått sammen med en annen. Last siden på nytt."))
    made, _new = Score.objects.update_or_create(
        task=task,
        participant=participant,
        defaults={"size": size, "difficulty": difficulty, "strategy": strategy},
    )
    return made


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _must_be_open(workshop: Workshop) -> None:
    if not workshop.is_open:
        raise ValidationError(_("Workshopen er ikke åpen nå."))


def _must_be_own(task: Task, participant: Participant) -> None:
    if task.participant_id != participant.pk:
        raise ValidationError(_("Du kan bare endre det du selv har skrevet."))
