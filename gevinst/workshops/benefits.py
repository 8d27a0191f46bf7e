"""From a task to a benefit in a plan: which indicators may show it, and the link back to the estimate."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from gevinst.access.models import User
from gevinst.plans import services
from gevinst.plans.levels import goal_level
from gevinst.plans.models import Benefit, Plan
from gevinst.plans.progress import lines_for
from gevinst.plans.targets import Ambition, Baseline
from gevinst.workshops.models import Task, TaskBenefit, Workshop
from gevinst.workshops.potential import Hours, hours_saved
from indicators.catalogue.models import Indicator, Term
from indicators.catalogue.search import search
from indicators.catalogue.words import stem, words_in

SHOWN = 6
# A word of the title says more than one of what must change.
TITLE, CHANGE, SERVICE = 3.0, 1.0, 2.0
SHORTEST_PART = 6
_WORD = re.compile(r"\w+")
# What people do all day says nothing of what about.
WORK = frozenset(
    stem(word)
    for word in words_in(
        "bestille dele dobbelt dobbeltføre finne flere fylle gjøre hente hånd innhente kjøre lage lese lete "
        "like manuelt mellom møter notere papir registrere rett ringe samme sende sjekke skrive snakke "
        "sted telefon uten vente"
    )
)


@dataclass(frozen=True)
class Suggestion:
    """An indicator that may show the benefit, and why it is offered."""

    indicator: Indicator
    shares: list[str]
    same_service: bool


@dataclass(frozen=True)
class Followed:
    """A task's estimate beside what is measured of its benefit."""

    link: TaskBenefit
    status: str
    status_words: str
    now: str
    baseline: str

    @property
    def estimated(self) -> Hours:
        return self.link.hours


def suggested_for(task: Task, words: str = "") -> list[Suggestion]:
    """Best first; `words` asks the catalogue for something else. Two queries and the terms."""
    published = list(Indicator.objects.published().with_sheet())
    if words_in(words):
        return [
            Suggestion(one, [], _serves(one, task)) for one in search(words, published).indicators[:SHOWN]
        ]
    points: dict[int, float] = {}
    shares: dict[int, list[str]] = {}
    for text, weight in ((task.title, TITLE), (task.change, CHANGE)):
        for written, word in _telling(text):
            for one in _with_word(word, published):
                points[one.pk] = points.get(one.pk, 0.0) + weight
                shares.setdefault(one.pk, []).append(written)
    for one in published:
        if _serves(one, task):
            points[one.pk] = points.get(one.pk, 0.0) + SERVICE
    ranked = sorted((one for one in published if points.get(one.pk)), key=lambda one: -points[one.pk])
    return [Suggestion(one, shares.get(one.pk, []), _serves(one, task)) for one in ranked[:SHOWN]]


@transaction.atomic
def make_benefit(*, task: Task, plan: Plan, indicator: Indicator, title: str, by: User) -> Benefit:
    """A benefit in the plan, without baseline and ambition yet, and the hours estimated for it today."""
    hours = hours_saved(task.estimate, task.workshop.weeks)
    benefit = services.add_benefit(
        plan=plan,
        indicator=indicator,
        title=title,
        goal=_goal(indicator, plan),
        source_note=_("Fra workshopen «%(workshop)s», oppgaven «%(task)s»")
        % {"workshop": task.workshop, "task": task},
        by=by,
    )
    services.set_contribution(
        benefit=benefit, actor=plan.actor, baseline=Baseline(), ambition=Ambition(), by=by
    )
    TaskBenefit.objects.create(
        task=task,
        benefit=benefit,
        hours_low=hours.low,
        hours_likely=hours.likely,
        hours_high=hours.high,
        weeks=task.workshop.weeks,
        made_by=by,
    )
    return benefit


def followed(workshop: Workshop, *, readable: QuerySet[Plan]) -> list[Followed]:
    """The benefits made here, each with its status today: those of plans one may read, and not binned."""
    links = TaskBenefit.objects.filter(task__workshop=workshop, benefit__plan__in=readable)
    made = {link.benefit_id: link for link in links.select_related("task__service")}
    benefits = Benefit.objects.for_overview().filter(pk__in=made)
    found = []
    for entry in lines_for(benefits):
        link, line = made[entry.benefit.pk], entry.main
        link.benefit = entry.benefit
        found.append(
            Followed(
                link,
                line.status.value if line else "",
                line.status_words if line else "",
                line.strip_labels[1] if line else "–",
                line.strip_labels[0] if line else "–",
            )
        )
    return sorted(found, key=lambda one: (one.link.task.service.order, one.link.pk))


def _telling(text: str) -> Iterator[tuple[str, str]]:
    """The words that say what it is about, as written and as they are searched for, each once."""
    seen = set[str]()
    for written in _WORD.findall(text.lower()):
        for word in words_in(written):
            if len(word) > 3 and stem(word) not in WORK | seen:
                seen.add(stem(word))
                yield written, word


def _with_word(word: str, published: list[Indicator]) -> list[Indicator]:
    """Those whose sheet has the word, or what a compound begins with: `medisinliste` leads to «medisin»."""
    for length in (len(word), *range(len(word) - 3, SHORTEST_PART - 1, -1)):
        hits = search(word[:length], published)
        # A word only near is a guess; one that many sheets have tells them little apart.
        if hits.indicators and not hits.near:
            return hits.indicators if len(hits.indicators) <= len(published) / 3 else []
    return []


def _serves(indicator: Indicator, task: Task) -> bool:
    return any(
        term.kind == Term.Kind.SERVICE and term.pk == task.service.term_id for term in indicator.terms.all()
    )


def _goal(indicator: Indicator, plan: Plan) -> Term | None:
    level = goal_level(plan)
    goals = (term for term in indicator.terms.all() if term.kind == Term.Kind.GOAL and term.group == level)
    return next(goals, None)
