"""Texts at the door: none may hold a personal identity number, and none is kept that nobody can read."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gevinst.workshops.summary import Summary
from indicators.imports.personal_ids import holds_personal_id
from indicators.statistics.rounding import format_number


def refuse_personal_ids(**texts: str) -> None:
    """ValidationError at each field that holds one; the number itself is never repeated."""
    faults = {name: [_personal()] for name, text in texts.items() if holds_personal_id(text)}
    if not faults and holds_personal_id(" ".join(texts.values())):
        faults = {next(iter(texts)): [_personal()]}
    if faults:
        raise ValidationError(faults)


def hours_words(hours: float) -> str:
    """Whole hours as they are shown: `1 240 timer`."""
    number = format_number(hours)
    return _("1 time") if number == "1" else _("%(number)s timer") % {"number": number}


def range_words(low: float, high: float) -> str:
    """`800–1 700`; with «til» where a minus sign stands beside."""
    first, last = format_number(low), format_number(high)
    if first == last:
        return first
    return f"{first}–{last}" if low >= 0 else _("%(low)s til %(high)s") % {"low": first, "high": last}


def finding_words(summary: Summary, participants: int) -> str:
    """What came out of it, as one reads it aloud."""
    total, tasks = summary.total, len(summary.tasks)
    if not tasks:
        return _("Ingen har skrevet inn oppgaver ennå.")
    more = sum(each.hours.is_more_work for each in summary.tasks)
    said = {
        "what": ngettext("%(n)s oppgave", "%(n)s oppgaver", tasks) % {"n": tasks},
        "who": ngettext("%(n)s deltaker", "%(n)s deltakere", participants) % {"n": participants},
        "hours": hours_words(total.freed.likely),
        "range": range_words(total.freed.low, total.freed.high),
        "freeing": tasks - more,
        "more": ngettext("%(n)s oppgave", "%(n)s oppgaver", more) % {"n": more},
        "more_hours": hours_words(-total.more.likely),
    }
    if not more:
        return (
            _("%(what)s fra %(who)s kan frigjøre %(hours)s i året. Anslagene spenner over %(range)s timer.")
            % said
        )
    return (
        _(
            "%(what)s fra %(who)s: %(freeing)s av dem kan frigjøre %(hours)s i året. Anslagene spenner over "
            "%(range)s timer. %(more)s vil ta til sammen %(more_hours)s mer enn i dag."
        )
        % said
    )


def _personal() -> str:
    return _("Teksten inneholder et fødselsnummer eller D-nummer. Ta det bort. Ingenting er lagret.")
