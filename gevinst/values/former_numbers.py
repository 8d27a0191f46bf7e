"""What a page says of figures that were delivered under a number the place no longer has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as _

from indicators.actors.models import ActorKind, Succession
from indicators.actors.numbers import Break, Number
from indicators.catalogue.versions import DEFINITION
from indicators.messages import listed

JUST_BEFORE = timedelta(days=366)


def told(numbers: Iterable[Number | None], kind: str) -> str:
    """«Verdier før 01.01.2024 ble levert under kommunenummer 3024.»; empty where there are none.

    `numbers`: those of the figures, in any order and any number of times; None for the one in force.
    """
    former = {number for number in numbers if number is not None and number.until is not None}
    latest_first = sorted(former, key=lambda number: str(number.until), reverse=True)
    if not latest_first:
        return ""
    last, *earlier = [{"day": f"{number.until:%d.%m.%Y}", "code": number.code} for number in latest_first]
    first = {
        ActorKind.MUNICIPALITY: _("Verdier før %(day)s ble levert under kommunenummer %(code)s"),
        ActorKind.DISTRICT: _("Verdier før %(day)s ble levert under bydelsnummer %(code)s"),
    }.get(ActorKind(kind), _("Verdier før %(day)s ble levert under nummer %(code)s"))
    rest = [_("før %(day)s under %(code)s") % each for each in earlier]
    return f"{', '.join([first % last, *rest])}."


def recent(day: date, first: date) -> bool:
    """Whether a series that begins on `first` has the break inside it, or begins with it."""
    return day >= first - JUST_BEFORE


def changed(breaks: Sequence[Break]) -> str:
    """«Området er et annet fra 01.01.2020, da Klæbu gikk inn i det. …»; empty where there are none."""
    if not breaks:
        return ""
    words = {
        Succession.Kind.MERGE.value: _("Området er et annet fra %(day)s, da %(names)s gikk inn i det."),
        Succession.Kind.SPLIT.value: _("Området er et annet fra %(day)s, da %(names)s ble delt."),
        DEFINITION: _("Måleindikatoren har ny definisjon (versjon %(names)s) fra %(day)s."),
    }
    said = [
        words[one.kind] % {"day": f"{one.day:%d.%m.%Y}", "names": listed(list(one.names))} for one in breaks
    ]
    return " ".join([*said, _("Tall fra før kan ikke uten videre sammenlignes med tall etter.")])


def briefly(one: Break) -> str:
    """For a mark in a chart."""
    if one.kind == DEFINITION:
        return _("Ny definisjon (versjon %(number)s)") % {"number": one.names[0]}
    return _("Nytt område")
