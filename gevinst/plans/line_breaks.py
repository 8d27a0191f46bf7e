"""Where the figures of a line begin to be of something else, and that it is said where they are judged."""

from __future__ import annotations

from dataclasses import replace

from gevinst.plans.attainment import AttainmentStatus
from gevinst.plans.lines import Line
from gevinst.values.former_numbers import changed, recent
from indicators.actors.numbers import Break
from indicators.catalogue.versions import DEFINITION

Status = AttainmentStatus
JUDGED = {Status.REACHED, Status.ON_TRACK, Status.BEHIND, Status.WRONG_DIRECTION, Status.TOO_FEW}


def shown(line: Line) -> list[Break]:
    """Those inside the series of figures, or at its beginning."""
    days = [point.period.start for point in line.points]
    return [one for one in line.breaks if days and one.day <= max(days) and recent(one.day, min(days))]


def between(line: Line) -> list[Break]:
    """Those between the baseline and the latest figure, but for definitions under which somebody has said
    that the baseline still holds."""
    since, latest = line.contribution.baseline_on, line.latest
    if since is None or latest is None:
        return []
    return [one for one in line.breaks if since < one.day <= latest.period.end and not _holds(one, line)]


def told_of_breaks(line: Line) -> Line:
    """The line, judged as before, with the breaks said after the judgement, where there is one."""
    found = between(line) if line.status in JUDGED else []
    if not found:
        return line
    explanation = f"{line.assessment.explanation} {changed(found)}"
    return replace(line, assessment=replace(line.assessment, explanation=explanation))


def _holds(one: Break, line: Line) -> bool:
    return one.kind == DEFINITION and int(one.names[0]) <= line.accepted
