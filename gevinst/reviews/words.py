"""What the figures of a review say, in words: worded when it is shown, in the reader's language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gevinst.plans.attainment import AttainmentStatus as Status
from gevinst.plans.lines import LONGEST_UNIT_ON_STRIP
from gevinst.reviews.models import Review
from gevinst.values.templatetags.figures import bare
from gevinst.values.words import written
from indicators.catalogue.kinds import kind_for
from indicators.statistics.rounding import format_number


def finding(review: Review) -> str:
    """The sentence or two an owner reads first."""
    said = _said(review)
    match review.stands:
        case Status.REACHED if review.percent is None:
            return _("%(value)s i %(period)s, mot %(baseline)s ved nullpunktet: innenfor ambisjonen.") % said
        case Status.REACHED:
            return _("%(value)s i %(period)s. Ambisjonen på %(target)s er nådd.") % said
        case Status.WRONG_DIRECTION:
            return _("%(value)s i %(period)s: dårligere enn nullpunktet på %(baseline)s.") % said
        case Status.MISSING_MEASUREMENT:
            return _("Ingen måling etter nullpunktet på %(baseline)s.") % said
        case Status.MISSING_AMBITION if review.value is None:
            return _("Ambisjonen er ikke satt, og det er ingen måling etter nullpunktet.")
        case Status.MISSING_AMBITION:
            return _("%(value)s i %(period)s. Ambisjonen er ikke satt.") % said
        case Status.TOO_FEW:
            return _("%(value)s i %(period)s. Det trengs én måling til for å se en retning.") % said
        case Status.BEHIND if review.percent is not None and review.percent <= 0:
            come = _("%(value)s i %(period)s, mot %(baseline)s ved nullpunktet: ingen sikker bedring ennå.")
        case _other:
            come = _("%(value)s i %(period)s: %(percent)s av veien fra %(baseline)s til %(target)s.")
    planned = _("Planen ventet %(expected)s.") if review.expected is not None else ""
    return " ".join(filter(None, [come, planned])) % said


def change(review: Review) -> str:
    """What was achieved, for the one who is to be thanked: «Fra 120 døgn til 38 døgn»."""
    return _("Fra %(baseline)s til %(value)s.") % _said(review)


def sentence(reviews: Collection[Review]) -> str:
    """What a director can read aloud: «8 gevinster er klare for oppfølging: 1 er nådd, 5 …»."""
    counted = Counter(_group(review) for review in reviews)
    parts = [
        ("reached", ngettext("{n} er nådd", "{n} er nådd", counted["reached"])),
        ("well", ngettext("{n} går som planlagt", "{n} går som planlagt", counted["well"])),
        ("deviating", ngettext("{n} har avvik", "{n} har avvik", counted["deviating"])),
    ]
    said = [words.format(n=counted[group]) for group, words in parts if counted[group]]
    start = ngettext(
        "{n} gevinst er klar for oppfølging", "{n} gevinster er klare for oppfølging", len(reviews)
    ).format(n=len(reviews))
    listed = said[0] if len(said) == 1 else f"{', '.join(said[:-1])} {_('og')} {said[-1]}"
    return f"{start}: {listed}."


def _group(review: Review) -> str:
    if review.deviates:
        return "deviating"
    return "reached" if review.stands is Status.REACHED else "well"


def _said(review: Review) -> dict[str, str]:
    indicator, measured = review.benefit.indicator, review.measured
    percent = "" if review.percent is None else f"{format_number(review.percent)}\u00a0%"
    # A long unit is said once, with the value.
    unit = kind_for(indicator.kind).fixed_unit or indicator.unit
    brief = bare if len(unit) > LONGEST_UNIT_ON_STRIP and review.value is not None else written
    return {
        "value": written(review.value, indicator),
        "baseline": brief(review.baseline, indicator),
        "target": brief(review.target, indicator),
        "expected": brief(review.expected, indicator),
        "percent": percent,
        "period": measured.label() if measured else "",
    }
