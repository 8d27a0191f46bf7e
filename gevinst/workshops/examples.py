"""A workshop as Rauma might have held it, labelled an example. Idempotent."""

from __future__ import annotations

from datetime import date
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction

from gevinst.workshops import services, taking_part, tasks
from gevinst.workshops.models import Participant, Question, Service, Task, Workshop
from gevinst.workshops.tasks import Potential
from indicators.actors.models import Actor, ActorKind

HOME, NURSING, DOCTOR, OFFICE = (
    "Helsetjenester i hjemmet",
    "Langtidsopphold i institusjon",
    "Legekontor",
    "Tildelingskontor",
)
# Participant, service, task, who; people, times a week; minutes today, low, likely, high; what must change.
TASKS = (
    (0, HOME, "Skrive medisinliste for hånd", "Sykepleier", 6, 5, 20, 2, 5, 10, "Én felles legemiddelliste"),
    (1, HOME, "Skrive medisinlister for hånd", "Sykepleier på kveld", 4, 5, 15, 3, 5, 8, ""),
    (
        0,
        HOME,
        "Ringe legekontoret om resepter",
        "Sykepleier",
        6,
        4,
        12,
        3,
        5,
        9,
        "Dialogmelding i stedet for telefon",
    ),
    (
        1,
        HOME,
        "Registrere blodtrykk to steder",
        "Helsefagarbeider",
        12,
        6,
        6,
        1,
        2,
        4,
        "Måling rett i journalen",
    ),
    (
        2,
        NURSING,
        "Dobbeltføre i papirperm og journal",
        "Helsefagarbeider",
        14,
        7,
        8,
        2,
        3,
        6,
        "Perm på rommet tas bort",
    ),
    (2, NURSING, "Lete etter epikrise", "Sykepleier", 5, 4, 15, 1, 3, 6, ""),
    (
        3,
        DOCTOR,
        "Be om epikrise på telefon",
        "Helsesekretær",
        2,
        15,
        9,
        1,
        2,
        4,
        "Felles journal med sykehuset",
    ),
    (3, DOCTOR, "Innhente samtykke muntlig og skriftlig", "Lege", 3, 5, 4, 5, 7, 9, "Mal i journalen"),
    (4, OFFICE, "Skrive inn søknad fra papir", "Saksbehandler", 3, 12, 25, 5, 10, 18, "Søknad i HelsaMi"),
)
REPLIES = (
    (0, Question.PINCH, "Vi bruker mye tid på å finne ut hvem som har endret medisinene sist."),
    (4, Question.PINCH, "Søknader på papir blir liggende i posten."),
    (2, Question.GAIN, "Alt vi skriver to ganger."),
    (1, Question.FRUIT, "Blodtrykk rett i journalen kan vi begynne med i morgen."),
    (3, Question.CHANGE, "Vi må slutte å ringe når vi kan sende melding."),
)
# By the place in TASKS: size, difficulty and support of strategy of the first three participants.
SCORES = {
    0: ((5, 3, 5), (5, 2, 5), (4, 2, 5)),
    2: ((4, 1, 4), (3, 2, 4), (4, 2, 3)),
    3: ((3, 1, 3), (4, 1, 3), (2, 1, 4)),
    4: ((5, 4, 4), (4, 4, 5), (2, 5, 4)),
    5: ((2, 2, 3), (3, 2, 2), (2, 3, 3)),
    6: ((4, 4, 5), (5, 4, 5), (4, 5, 5)),
    7: ((1, 3, 2), (2, 4, 2), (1, 4, 1)),
    8: ((5, 2, 5), (4, 3, 5), (5, 3, 4)),
}


@transaction.atomic
def load_workshops() -> int:
    """How many were made: one, or none where it is there or Rauma is not."""
    actor = Actor.objects.filter(kind=ActorKind.MUNICIPALITY, code="1539", valid_to=None).first()
    if actor is None or Workshop.objects.filter(actor=actor, is_example=True).exists():
        return 0
    workshop = services.create_workshop(
        actor=actor,
        invitation=services.Invitation(
            title="Gevinstworkshop for pleie og omsorg",
            date=date(2026, 10, 6),
            services=[HOME, NURSING, DOCTOR, OFFICE],
            questions=Question.values,
            weeks=46,
        ),
        by=None,
        is_example=True,
    )
    services.set_state(workshop=workshop, state=Workshop.State.OPEN)
    workshop.refresh_from_db()
    services.set_scoring(workshop=workshop, on=True)
    workshop.refresh_from_db()
    named = {service.name: service for service in workshop.services.all()}
    participants = _participants(workshop, [named[name] for name in (HOME, HOME, NURSING, DOCTOR, OFFICE)])
    made = [_task(workshop, participants[row[0]], named[row[1]], row) for row in TASKS]
    for place, question, text in REPLIES:
        taking_part.reply(participant=participants[place], replies={question: text})
    for place, scores in SCORES.items():
        for participant, (size, difficulty, strategy) in zip(participants, scores, strict=False):
            taking_part.score(
                task=made[place],
                participant=participant,
                size=size,
                difficulty=difficulty,
                strategy=strategy,
            )
    return 1


def _participants(workshop: Workshop, at: list[Service]) -> list[Participant]:
    found = []
    for service in at:
        participant, _secret = taking_part.join(workshop=workshop, service=service)
        participant.workshop = workshop
        found.append(participant)
    return found


def _task(
    workshop: Workshop,
    participant: Participant,
    service: Service,
    row: tuple[int, str, str, str, int, int, int, int, int, int, str],
) -> Task:
    _place, _service, title, who, people, times, now, low, likely, high, change = row
    return tasks.add_task(
        workshop=workshop,
        participant=participant,
        key=uuid5(NAMESPACE_URL, f"{workshop.pk} {title}"),
        task=Potential(
            service=service,
            title=title,
            who=who,
            people=people,
            times=float(times),
            minutes_now=float(now),
            minutes_low=float(low),
            minutes_likely=float(likely),
            minutes_high=float(high),
            change=change,
        ),
    )


def remove_workshops() -> None:
    """Those that are made up, but for one that a real benefit came from: its tasks say where from."""
    made_up = Workshop.objects.filter(is_example=True)
    Task.objects.filter(workshop__in=made_up, benefits=None).delete()
    made_up.filter(tasks=None).delete()
