"""One actor's part in one benefit, as its own page shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gevinst.plans.lines import BenefitLines, Line
from gevinst.plans.models import Action, Benefit
from gevinst.shared_plans.words import Stated, stated_by
from indicators.actors.models import Actor


@dataclass(frozen=True)
class Part:
    """`late`: those of its tasks that are past their date."""

    benefit: Benefit
    line: Line
    tasks: list[Action]
    late: list[Action]
    stated: list[Stated]

    @property
    def lacks(self) -> bool:
        """A nullpunkt, or a day to have one by; or an ambition, in figures or in words."""
        said = self.line.contribution
        has_start = said.baseline is not None or said.baseline_due is not None
        return not has_start or not (said.form or said.target_text)


def part_of(entry: BenefitLines, actor: Actor) -> Part:
    """`entry`: lines of this actor only."""
    line = entry.main or entry.members[0]
    tasks = [one for one in entry.benefit.actions.all() if one.actor_id == actor.pk]
    late = [one for one in tasks if one.is_late(entry.today)]
    return Part(entry.benefit, line, tasks, late, stated_by(line.contribution))


def sentence(parts: Sequence[Part]) -> str:
    """«Bidrar til 3 gevinster. 2 mangler nullpunkt eller ambisjon. 1 tiltak er over fristen.»"""
    n, lacking = len(parts), sum(part.lacks for part in parts)
    late = sum(len(part.late) for part in parts)
    said = [ngettext("Bidrar til %(n)s gevinst.", "Bidrar til %(n)s gevinster.", n) % {"n": n}]
    if lacking:
        said.append(_("%(n)s mangler nullpunkt eller ambisjon.") % {"n": lacking})
    if late:
        said.append(
            ngettext("%(n)s tiltak er over fristen.", "%(n)s tiltak er over fristen.", late) % {"n": late}
        )
    return " ".join(said)
