"""What is said of the benefits as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gevinst.plans.attainment import AttainmentStatus


def sentence(statuses: Sequence[AttainmentStatus]) -> str:
    """What a director can read aloud in five seconds: «Av 9 gevinster er 2 nådd, 4 på vei og 3 bak plan.»"""
    if not statuses:
        return _("Det er ikke valgt noen gevinster ennå.")
    counted = Counter(statuses)
    counted[AttainmentStatus.MISSING_BASELINE] += counted.pop(AttainmentStatus.BASELINE_TO_BE_ESTABLISHED, 0)
    parts = (
        (AttainmentStatus.REACHED, _("{n} nådd")),
        (AttainmentStatus.ON_TRACK, _("{n} på vei")),
        (AttainmentStatus.BEHIND, _("{n} bak plan")),
        (AttainmentStatus.WRONG_DIRECTION, _("{n} på vei i feil retning")),
        (AttainmentStatus.TOO_FEW, _("{n} med for få målinger")),
        (AttainmentStatus.MISSING_MEASUREMENT, _("{n} uten måling")),
        (AttainmentStatus.MISSING_AMBITION, _("{n} uten ambisjon")),
        (AttainmentStatus.MISSING_BASELINE, _("{n} uten nullpunkt")),
    )
    said = [words.format(n=counted[status]) for status, words in parts if counted[status]]
    start = ngettext("Av {n} gevinst er ", "Av {n} gevinster er ", len(statuses)).format(n=len(statuses))
    return f"{start}{listed(said)}."


def listed(words: Sequence[str]) -> str:
    """«a, b og c»."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {_('og')} {words[-1]}"
