from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from gevinst.onboarding.facts import Facts
from gevinst.onboarding.tasks import Judged, State, Task


def judge(facts: Facts) -> Judged:
    n = len(facts.chosen)
    if n:
        return Judged(
            State.DONE, ngettext("%(n)s gevinst i planen.", "%(n)s gevinster i planen.", n) % {"n": n}
        )
    if facts.plans:
        return Judged(State.STARTED, _("Planen er startet, men er tom."))
    return Judged(State.TODO, _("Planen er ikke startet."))


TASK = Task(
    code="indicators",
    slug="maleindikatorer",
    title=gettext_lazy("Velg de første måleindikatorene inn i planen"),
    why=gettext_lazy(
        "Begynn med noen få som er motiverende og realistiske, og som likevel krever noe av dere."
    ),
    judge=judge,
)
