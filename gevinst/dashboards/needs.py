"""What needs somebody first: each with the reason, and the page to do it on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gevinst.plans.attainment import AttainmentStatus as Status
from gevinst.plans.lines import BenefitLines, Line
from gevinst.plans.models import Action, Benefit

MOST_ASKED_FOR = 5
# The rest comes after these, in the order of the plan.
WORST_FIRST = (Status.WRONG_DIRECTION, Status.BEHIND)


@dataclass(frozen=True)
class Need:
    """`status` is the benefit's, or BEHIND for an action that is late."""

    text: str
    reason: str
    url: str
    label: str
    status: Status

    @property
    def tone(self) -> str:
        return "bad" if self.status == Status.WRONG_DIRECTION else "warn"


def needs_of(found: Iterable[BenefitLines], editable: frozenset[int], *, questions: int = 0) -> list[Need]:
    """The worst first, five at most. `editable`: actors whose plans the reader may edit; `questions`: how
    many figures wait for the reader to say whether they are right."""
    needs = [_answers(questions)] if questions else []
    needs += [need for lines in found for need in _of(lines, lines.benefit.plan.actor_id in editable)]
    order = {status: place for place, status in enumerate(WORST_FIRST)}
    return sorted(needs, key=lambda need: order.get(need.status, len(order)))[:MOST_ASKED_FOR]


def _of(lines: BenefitLines, may_edit: bool) -> Iterator[Need]:
    line = lines.main
    if line is None:
        return
    page = reverse("plans:benefit", args=[lines.benefit.pk])
    for action in lines.late_actions:
        yield _late(action, page, may_edit)
    if line.needs_attention:
        url, label = _to_do(lines.benefit, line) if may_edit else ("", "")
        yield Need(
            lines.benefit.title,
            line.assessment.explanation,
            url or page,
            label or _("Se gevinsten"),
            line.status,
        )


def _answers(questions: int) -> Need:
    text = ngettext("%(n)s tall venter på svar fra deg", "%(n)s tall venter på svar fra deg", questions)
    return Need(
        text % {"n": questions},
        _("Kontrollene har funnet tall som skiller seg ut. Si om de stemmer eller skal rettes."),
        reverse("values:quality"),
        _("Svar på spørsmålene"),
        Status.BEHIND,
    )


def _late(action: Action, page: str, may_edit: bool) -> Need:
    return Need(
        _("Tiltaket «%(title)s» er over fristen") % {"title": action.title},
        _("Fristen var %(day)s.") % {"day": f"{action.due:%d.%m.%Y}"},
        reverse("plans:edit_action", args=[action.pk]) if may_edit else page,
        _("Oppdater tiltaket") if may_edit else _("Se gevinsten"),
        Status.BEHIND,
    )


def _to_do(benefit: Benefit, line: Line) -> tuple[str, str]:
    """Where what is lacking can be put in place, and what that is called; nothing where it cannot."""
    targets = reverse("plans:edit_contribution", args=[benefit.pk, line.contribution.actor_id])
    match line.status:
        case Status.MISSING_BASELINE | Status.BASELINE_TO_BE_ESTABLISHED:
            return targets, _("Sett nullpunkt")
        case Status.MISSING_AMBITION:
            return targets, _("Sett ambisjon")
        case Status.MISSING_MEASUREMENT:
            return f"{reverse('values:new')}?indikator={benefit.indicator.slug}", _("Importer målinger")
    return "", ""
