"""The findings of the board as sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from django.utils.translation import gettext as _

from gevinst.dashboards.boards.shared.gap import Gap
from gevinst.dashboards.boards.shared.shown import Shown, Status, status_words
from gevinst.plans.models import Contribution
from gevinst.values.words import written
from indicators.actors.models import Actor
from indicators.statistics.rounding import format_number


def sentence(statuses: Sequence[Status | None]) -> str:
    """«Av 7 måltall er 1 nådd, 2 bak plan og 4 uten måling.»"""
    if not statuses:
        return _("Planen har ingen måltall ennå.")
    counted = Counter(statuses)
    counted[Status.MISSING_BASELINE] += counted.pop(Status.BASELINE_TO_BE_ESTABLISHED, 0)
    parts = (
        (Status.REACHED, _("{n} nådd")),
        (Status.ON_TRACK, _("{n} på vei")),
        (Status.BEHIND, _("{n} bak plan")),
        (Status.WRONG_DIRECTION, _("{n} i feil retning")),
        (Status.TOO_FEW, _("{n} med for få målinger")),
        (Status.MISSING_MEASUREMENT, _("{n} uten måling")),
        (Status.MISSING_AMBITION, _("{n} uten tallfestet mål")),
        (Status.MISSING_BASELINE, _("{n} uten nullpunkt")),
        (None, _("{n} ikke med i planen")),
    )
    said = [words.format(n=counted[status]) for status, words in parts if counted[status]]
    start = _("Av {n} måltall er ").format(n=len(statuses))
    listed = said[0] if len(said) == 1 else f"{', '.join(said[:-1])} {_('og')} {said[-1]}"
    return f"{start}{listed}."


def gap_sentence(shown: Shown) -> str:
    """Who carries most of what is left: the finding of the opened measure."""
    gap = shown.standings.gap
    if gap is None:
        return _no_gap(shown)
    if shown.row:
        return _own_part(shown, gap)
    largest = gap.largest
    if largest is None:
        ahead = _("Ingen kommuner ligger bak det som var forventet.")
        return (
            ahead if gap.is_complete else _("Ingen av kommunene med tall ligger bak det som var forventet.")
        )
    if largest.share is None:
        words = _("%(actor)s ligger mest bak: %(amount)s fra det som var forventet")
        return words % {"actor": largest.key.name, "amount": in_unit(largest.amount, shown)}
    words = _("%(actor)s står for %(share)s %% av det som gjenstår")
    return words % {"actor": largest.key.name, "share": format_number(largest.share)}


def in_unit(amount: float, shown: Shown) -> str:
    """An amount of the gap; of a share in points, since a percent of a percent is something else."""
    if shown.indicator.kind == "share":
        return _("%(n)s prosentpoeng") % {"n": format_number(amount, max(1, shown.indicator.decimals))}
    return written(amount, shown.indicator)


def missing_words(shown: Shown) -> str:
    """Why no shares are told, by the names of those who lack something."""
    gap = shown.standings.gap
    if gap is None or gap.is_complete:
        return ""
    names = [actor.name for actor in gap.missing]
    few = names[:3]
    listed = (
        ", ".join(few) if len(few) < 2 or len(names) > 3 else f"{', '.join(few[:-1])} {_('og')} {few[-1]}"
    )
    more = len(names) - len(few)
    if more:
        listed = _("%(names)s og %(n)s til") % {"names": listed, "n": more}
    return _("Andelene vises ikke, fordi %(names)s mangler tall eller nullpunkt for perioden.") % {
        "names": listed
    }


def _own_part(shown: Shown, gap: Gap[Actor]) -> str:
    """What the chosen municipality carries."""
    part = next((one for one in gap.parts if one.key == shown.actor), None)
    said = {"actor": shown.actor.name}
    if part is None:
        return _("%(actor)s mangler tall eller nullpunkt for perioden") % said
    if part.amount <= 0:
        return _("%(actor)s ligger ikke bak det som var forventet") % said
    said["amount"] = in_unit(part.amount, shown)
    if part.share is None:
        return _("%(actor)s ligger %(amount)s bak det som var forventet") % said
    said["share"] = format_number(part.share)
    return _("%(actor)s står for %(share)s\u00a0%% av det som gjenstår") % said


def _no_gap(shown: Shown) -> str:
    line = shown.measure.whole
    if line is None:
        return shown.line.assessment.explanation if shown.line else shown.title
    if line.contribution.form == Contribution.Form.HOLD:
        return _("Skal holdes uendret: %(status)s") % {"status": status_words(line).lower()}
    return line.assessment.explanation
