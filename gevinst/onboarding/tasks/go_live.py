from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from gevinst.onboarding.facts import Facts
from gevinst.onboarding.tasks import Judged, State, Task


def judge(facts: Facts) -> Judged:
    day = facts.programme.go_live
    if day is None:
        return Judged(State.TODO, _("Datoen er ikke satt."))
    left = (day - facts.today).days
    if left < 0:
        return Judged(State.DONE, _("%(day)s. Innføringen har skjedd.") % {"day": f"{day:%d.%m.%Y}"})
    said = ngettext("%(day)s. Det er %(n)s dag igjen.", "%(day)s. Det er %(n)s dager igjen.", left)
    return Judged(State.DONE, said % {"day": f"{day:%d.%m.%Y}", "n": left})


TASK = Task(
    code="go_live",
    slug="innforing",
    title=gettext_lazy("Sett datoen for innføringen"),
    why=gettext_lazy(
        "Datoen avgjør når dere siste gang kan måle hvordan det var før. Er den usikker, skriver dere den "
        "dere tror på, og endrer den siden."
    ),
    judge=judge,
)
