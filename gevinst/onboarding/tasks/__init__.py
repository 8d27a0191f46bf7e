"""A task is one file: what it is, why, and how it is judged by the facts. They may be done in any order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.module_loading import import_string

from gevinst.onboarding.facts import Facts
from indicators.actors.models import Actor

# In the order they are listed. Adding one: docs/architecture.md.
TASKS = {
    "roles": "gevinst.onboarding.tasks.roles.TASK",
    "go_live": "gevinst.onboarding.tasks.go_live.TASK",
    "network": "gevinst.onboarding.tasks.network.TASK",
    "services": "gevinst.onboarding.tasks.services.TASK",
    "goals": "gevinst.onboarding.tasks.goals.TASK",
    "workshop": "gevinst.onboarding.tasks.workshop.TASK",
    "indicators": "gevinst.onboarding.tasks.indicators.TASK",
    "baselines": "gevinst.onboarding.tasks.baselines.TASK",
}


class State(StrEnum):
    DONE = "done"
    STARTED = "started"
    TODO = "todo"
    BLOCKED = "blocked"


@dataclass(frozen=True)
class Judged:
    """`found` says in words what there is, or what it waits for."""

    state: State
    found: str

    @property
    def done(self) -> bool:
        return self.state == State.DONE


@dataclass(frozen=True)
class Task:
    """`slug` is its address; `why` is one or two sentences."""

    code: str
    slug: str
    title: Promise
    why: Promise
    judge: Callable[[Facts], Judged]

    def url(self, actor: Actor) -> str:
        return reverse(f"onboarding:{self.code}", args=[actor.kind, actor.code])


@dataclass(frozen=True)
class Line:
    """A task as it stands at an actor."""

    task: Task
    judged: Judged
    url: str


@cache
def task_for(code: str) -> Task:
    found: Task = import_string(TASKS[code])
    return found


def lines_of(facts: Facts) -> list[Line]:
    tasks = [task_for(code) for code in TASKS]
    return [Line(task, task.judge(facts), task.url(facts.actor)) for task in tasks]
