from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gevinst.onboarding.facts import Facts
from gevinst.onboarding.tasks import Judged, State, Task


def judge(facts: Facts) -> Judged:
    wanted = facts.programme.network
    if facts.networks:
        return Judged(State.DONE, ", ".join(network.name for network in facts.networks))
    if facts.programme.no_network:
        return Judged(State.DONE, _("Dere er ikke med i noe nettverk foreløpig."))
    if wanted:
        return Judged(State.STARTED, _("Dere vil være med i %(network)s.") % {"network": wanted.name})
    return Judged(State.TODO, _("Nettverk er ikke valgt."))


TASK = Task(
    code="network",
    slug="nettverk",
    title=gettext_lazy("Finn nettverket"),
    why=gettext_lazy(
        "I et gevinstnettverk deler kommunene tall og erfaringer. Da ser dere hva andre har fått til, "
        "og hvordan."
    ),
    judge=judge,
)
