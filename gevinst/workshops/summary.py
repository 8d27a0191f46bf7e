"""What a workshop found, for pages and files: hours by service and task, replies, and how it was scored."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from gevinst.workshops.models import Question, Reply, Score, Service, Task, Workshop
from gevinst.workshops.potential import Hours, Total, hours_saved, total_of
from gevinst.workshops.spread import Spread


@dataclass(frozen=True)
class TaskHours:
    task: Task
    hours: Hours


@dataclass(frozen=True)
class ServiceHours:
    """A service with its tasks, most hours first."""

    service: Service
    tasks: list[TaskHours]

    @property
    def total(self) -> Total:
        return total_of(each.hours for each in self.tasks)


@dataclass(frozen=True)
class Summary:
    """`services` as the workshop orders them, also those without tasks. Merged tasks are not counted."""

    workshop: Workshop
    services: list[ServiceHours]

    @property
    def tasks(self) -> list[TaskHours]:
        """Of all services, most hours first."""
        return _by_hours(each for service in self.services for each in service.tasks)

    @property
    def total(self) -> Total:
        return total_of(each.hours for each in self.tasks)

    @property
    def largest(self) -> float:
        """The most hours a service frees at its highest: the width of the bars."""
        return max((service.total.freed.high for service in self.services), default=0.0)


@dataclass(frozen=True)
class Scored:
    """A task with what was said of it. `group` is the group's own answer, which goes before the mean."""

    task: Task
    hours: Hours
    size: Spread
    difficulty: Spread
    strategy: Spread
    group: Score | None = None
    number: int = field(default=0, compare=False)

    @property
    def place(self) -> tuple[float, float, float] | None:
        """(size, difficulty, strategy) it is placed by; None before anybody has scored it."""
        if self.group is not None:
            return self.group.size, self.group.difficulty, self.group.strategy
        size, difficulty, strategy = self.size.mean, self.difficulty.mean, self.strategy.mean
        if size is None or difficulty is None or strategy is None:
            return None
        return size, difficulty, strategy

    @property
    def is_disputed(self) -> bool:
        return any(each.is_wide for each in (self.size, self.difficulty, self.strategy))


def summary_of(workshop: Workshop) -> Summary:
    """Four queries, however many tasks there are."""
    tasks = [
        TaskHours(task, hours_saved(task.estimate, workshop.weeks))
        for task in workshop.tasks.counted().for_summary()
    ]
    by_service: dict[int, list[TaskHours]] = {}
    for each in tasks:
        by_service.setdefault(each.task.service_id, []).append(each)
    services = [
        ServiceHours(service, _by_hours(by_service.get(service.pk, ())))
        for service in workshop.services.all()
    ]
    return Summary(workshop, services)


def scored(workshop: Workshop) -> list[Scored]:
    """Every task that counts: the largest and easiest first, those nobody has scored last."""
    tasks = list(workshop.tasks.counted().select_related("service").prefetch_related("scores"))
    found = [_scored(task, workshop.weeks) for task in tasks]
    ranked = sorted(found, key=_worth)
    return [
        Scored(each.task, each.hours, each.size, each.difficulty, each.strategy, each.group, number)
        for number, each in enumerate(ranked, 1)
    ]


def replies_of(workshop: Workshop) -> list[tuple[str, list[Reply]]]:
    """Each question that is asked with its replies, oldest first. One query."""
    given = Reply.objects.filter(participant__workshop=workshop).select_related("participant__service")
    ordered = sorted(given, key=lambda one: one.question)
    by_code = {code: list(each) for code, each in groupby(ordered, key=lambda one: one.question)}
    return [(str(Question(code).label), by_code.get(code, [])) for code, _text in workshop.asked]


def _scored(task: Task, weeks: int) -> Scored:
    given: Sequence[Score] = list(task.scores.all())
    each = [score for score in given if score.participant_id is not None]
    return Scored(
        task,
        hours_saved(task.estimate, weeks),
        size=Spread.of(score.size for score in each),
        difficulty=Spread.of(score.difficulty for score in each),
        strategy=Spread.of(score.strategy for score in each),
        group=next((score for score in given if score.participant_id is None), None),
    )


def _worth(one: Scored) -> tuple[bool, float, float, float]:
    if one.place is None:
        return True, 0.0, 0.0, -one.hours.likely
    size, difficulty, strategy = one.place
    return False, difficulty - size, -strategy, -one.hours.likely


def _by_hours(tasks: Iterable[TaskHours]) -> list[TaskHours]:
    return sorted(tasks, key=lambda each: -each.hours.likely)
