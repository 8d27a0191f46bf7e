from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gevinst.onboarding.facts import Facts
from gevinst.onboarding.tasks import Judged, State, Task


def judge(facts: Facts) -> Judged:
    if facts.services:
        return Judged(State.DONE, ", ".join(service.name for service in facts.services))
    return Judged(State.TODO, _("Ingen tjenester er valgt."))


TASK = Task(
    code="services",
    slug="tjenester",
    title=gettext_lazy("Velg tjenestene som er med"),
    why=gettext_lazy(
        "Tjenestene avgjør hvem dere inviterer, og hvilke måleindikatorer som er aktuelle. Dere kan begynne "
        "med noen få og ta med flere siden."
    ),
    judge=judge,
)
