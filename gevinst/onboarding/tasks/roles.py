from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gevinst.access.models import Role, RoleAssignment
from gevinst.onboarding.facts import Facts
from gevinst.onboarding.tasks import Judged, State, Task


def judge(facts: Facts) -> Judged:
    owners, coordinators = facts.roles[Role.OWNER], facts.roles[Role.COORDINATOR]
    if owners and coordinators:
        return Judged(State.DONE, _names(owners + coordinators))
    if owners:
        return Judged(State.STARTED, _("Gevinstkoordinator mangler."))
    if coordinators:
        return Judged(State.STARTED, _("Gevinstansvarlig mangler."))
    return Judged(State.TODO, _("Ingen har rollene ennå."))


def _names(held: list[RoleAssignment]) -> str:
    return ", ".join(f"{one.user.name} ({one.role_name})" for one in held)


TASK = Task(
    code="roles",
    slug="roller",
    title=gettext_lazy("Navngi gevinstansvarlig og gevinstkoordinator"),
    why=gettext_lazy(
        "Én i toppledelsen har ansvaret for helheten, og én driver arbeidet. Det må være to personer: "
        "den som sender inn planen, kan ikke godkjenne den selv."
    ),
    judge=judge,
)
