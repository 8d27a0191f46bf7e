"""Tasks come, change, go, and are merged. Each write checks first, in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from gevinst.plans.services import ConflictError
from gevinst.workshops.likeness import groups
from gevinst.workshops.models import Participant, Service, Task, Workshop
from gevinst.workshops.words import refuse_personal_ids

MOST_TASKS = 2_000
MOST_TASKS_EACH = 100
MOST_COMPARED = 300
MOST_TIMES, MOST_MINUTES, MOST_PEOPLE = 10_000, 10_080, 10_000


@dataclass(frozen=True, kw_only=True)
class Potential:
    """A task as somebody wrote it. `times` a week by each of `people`; minutes each time."""

    service: Service
    title: str
    who: str = ""
    people: int = 1
    times: float
    minutes_now: float
    minutes_low: float
    minutes_likely: float
    minutes_high: float
    change: str = ""


def add_task(
    *, workshop: Workshop, task: Potential, key: UUID, participant: Participant | None = None
) -> Task:
    """The task with this key: made now, or as it was made when it was sent before."""
    check(task, workshop)
    sent = Task.objects.filter(workshop=workshop, key=key)
    if known := sent.filter(participant=participant).first():
        return known
    _check_room(workshop, participant)
    try:
        with transaction.atomic():
            return Task.objects.create(workshop=workshop, participant=participant, key=key, **_values(task))
    except IntegrityError:
        # The same key at the same moment; somebody else's key is nobody's business.
        if known := sent.filter(participant=participant).first():
            return known
        raise ValidationError(_("Oppgaven ble ikke lagret. Last siden på nytt, og prøv igjen.")) from None


@transaction.atomic
def add_tasks(*, workshop: Workshop, tasks: Iterable[tuple[UUID, Potential]]) -> int:
    """All, or none when one is refused; those whose key is known stay as they are. How many are new."""
    rows = dict(tasks)
    for task in rows.values():
        check(task, workshop)
    known = set(Task.objects.filter(workshop=workshop, key__in=rows).values_list("key", flat=True))
    new = [
        Task(workshop=workshop, key=key, **_values(task)) for key, task in rows.items() if key not in known
    ]
    if workshop.tasks.count() + len(new) > MOST_TASKS:
        raise ValidationError(_("Workshopen har ikke plass til så mange oppgaver."))
    return len(Task.objects.bulk_create(new))


@transaction.atomic
def edit_task(*, task: Task, revision: int, written: Potential) -> None:
    """Save over `revision`, or raise ConflictError when somebody saved after it was shown."""
    check(written, task.workshop)
    if task.merged_into_id:
        raise ValidationError(_("Oppgaven er slått sammen med en annen, og kan ikke endres."))
    saved = Task.objects.filter(pk=task.pk, revision=revision)
    if not saved.update(**_values(written), revision=F("revision") + 1):
        raise ConflictError


@transaction.atomic
def remove_task(*, task: Task) -> None:
    """Those merged into it stand on their own again."""
    if task.benefits.exists():
        raise ValidationError(_("Det er laget en gevinst av oppgaven, og den kan ikke fjernes."))
    task.delete()


@transaction.atomic
def merge_tasks(*, into: Task, tasks: Sequence[Task]) -> int:
    """`into` counts; the others, and what was merged into them, stay as its sources. How many they were."""
    # One at a time, or two could merge each into the other.
    Workshop.objects.select_for_update().get(pk=into.workshop_id)
    into.refresh_from_db(fields=["merged_into"])
    named = Task.objects.filter(pk__in=[task.pk for task in tasks], workshop=into.workshop_id)
    others = [task for task in named if task.pk != into.pk and task.merged_into_id != into.pk]
    if not others:
        raise ValidationError(_("Velg minst to oppgaver som er den samme."))
    if into.merged_into_id or any(task.merged_into_id for task in others):
        raise ValidationError(_("En av oppgavene er alt slått sammen med en annen. Last siden på nytt."))
    if any(task.service_id != into.service_id for task in others):
        raise ValidationError(_("Bare oppgaver i samme tjeneste kan slås sammen."))
    if any(task.benefits.exists() for task in others):
        raise ValidationError(
            _("Det er laget en gevinst av en av oppgavene. Behold den, og slå sammen inn i den.")
        )
    gone = [task.pk for task in others]
    Task.objects.filter(merged_into__in=gone).update(merged_into=into)
    return Task.objects.filter(pk__in=gone).update(merged_into=into)


@transaction.atomic
def split_task(*, task: Task) -> None:
    """Stands on its own again, with the figures it always had."""
    Task.objects.filter(pk=task.pk).update(merged_into=None)


def check(task: Potential, workshop: Workshop) -> None:
    """Raises ValidationError at every field that is wrong."""
    refuse_personal_ids(title=task.title, who=task.who, change=task.change)
    faults: dict[str, str] = {}
    if task.service.workshop_id != workshop.pk:
        faults["service"] = _("Velg en av tjenestene i workshopen.")
    if not 0 < task.times <= MOST_TIMES:
        faults["times"] = _("Skriv et tall større enn 0 og høyst 10 000.")
    if not 1 <= task.people <= MOST_PEOPLE:
        faults["people"] = _("Skriv et helt tall fra 1 til 10 000.")
    for name in ("minutes_now", "minutes_low", "minutes_likely", "minutes_high"):
        if not 0 <= getattr(task, name) <= MOST_MINUTES:
            faults[name] = _("Skriv minutter fra 0 til 10 080. Det er sju døgn.")
    if task.minutes_low > task.minutes_likely:
        faults["minutes_low"] = _("Laveste anslag kan ikke være høyere enn det sannsynlige.")
    if task.minutes_high < task.minutes_likely:
        faults["minutes_high"] = _("Høyeste anslag kan ikke være lavere enn det sannsynlige.")
    if faults:
        raise ValidationError(faults)


def _check_room(workshop: Workshop, participant: Participant | None) -> None:
    full = workshop.tasks.count() >= MOST_TASKS
    if full or (participant and participant.tasks.count() >= MOST_TASKS_EACH):
        raise ValidationError(_("Det er ikke plass til flere oppgaver. Si fra til den som leder workshopen."))


def _values(task: Potential) -> dict[str, object]:
    return dict(vars(task))


def suggested_merges(workshop: Workshop) -> list[list[Task]]:
    """Groups of tasks in the same service with titles so alike that they may be one. One query."""
    counted = workshop.tasks.counted().select_related("service").order_by("service__order", "pk")
    found: list[list[Task]] = []
    for _service, tasks in groupby(counted, key=lambda task: task.service_id):
        by_pk = {task.pk: task for task in islice(tasks, MOST_COMPARED)}
        named = ((pk, task.title) for pk, task in by_pk.items())
        found += [[by_pk[pk] for pk in group] for group in groups(named)]
    return found
