from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gevinst.onboarding.facts import Facts
from gevinst.onboarding.tasks import Judged, State, Task
from gevinst.workshops.models import Workshop


def judge(facts: Facts) -> Judged:
    """Done when the first one has been held: here, or on paper."""
    told = facts.programme.workshop_on
    drafts = Workshop.State.DRAFT
    held = [one.date for one in facts.workshops if one.state != drafts and one.date <= facts.today]
    ahead = [one.date for one in facts.workshops]
    if told:
        (held if told <= facts.today else ahead).append(told)
    if held:
        return Judged(State.DONE, _("Holdt %(day)s.") % {"day": f"{min(held):%d.%m.%Y}"})
    if ahead:
        return Judged(State.STARTED, _("Planlagt %(day)s.") % {"day": f"{min(ahead):%d.%m.%Y}"})
    return Judged(State.TODO, _("Ingen workshop er planlagt."))


TASK = Task(
    code="workshop",
    slug="workshop",
    title=gettext_lazy("Hold den første workshopen"),
    why=gettext_lazy(
        "De som gjør jobben, vet hvor tiden blir av. Inviter folk fra alle tjenestene, og la lederne peke "
        "dem ut."
    ),
    judge=judge,
)
