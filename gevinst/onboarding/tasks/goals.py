from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gevinst.onboarding.facts import Facts
from gevinst.onboarding.tasks import Judged, State, Task


def judge(facts: Facts) -> Judged:
    if facts.goals:
        return Judged(State.DONE, ", ".join(goal.name for goal in facts.goals))
    return Judged(State.TODO, _("Ingen gevinstmål er valgt."))


TASK = Task(
    code="goals",
    slug="gevinstmal",
    title=gettext_lazy("Velg gevinstmålene dere legger mest vekt på"),
    why=gettext_lazy("Få mål gir retning. De som ikke velges nå, er ikke valgt bort for alltid."),
    judge=judge,
)
