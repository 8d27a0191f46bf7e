"""Findings are kept with their upload, follow its values when they are saved, and close when they are
solved.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from indicators.catalogue.models import Indicator
from indicators.measurements.models import Measurement
from indicators.quality.loading import stored
from indicators.quality.models import Answer, Finding
from indicators.quality.portions import tied
from indicators.quality.run import findings_of

Person = Any  # a row of settings.AUTH_USER_MODEL, which this wing does not know
BATCH = 1_000
# What the same finding may say differently when other values have come.
_MOVING = ("severity", "likelihood", "parts")


class AnswerError(ValueError):
    """The answer is refused. The message is Norwegian and says what to do."""


@dataclass(frozen=True, slots=True)
class Checked:
    """How many findings are new, still open, and solved since the last time."""

    new: int
    open: int
    solved: int


@transaction.atomic
def keep(findings: Iterable[Finding], *, upload: int) -> int:
    """Keeps the findings of a file until its values are saved, instead of those it had. Returns how many."""
    Finding.objects.of_upload(upload).delete()
    found = list({each.about: each for each in findings}.values())
    for each in found:
        each.upload = upload
    Finding.objects.bulk_create(found, batch_size=BATCH)
    return len(found)


def drop(*, upload: int) -> None:
    """The file was cancelled or is read again."""
    Finding.objects.of_upload(upload).delete()


@transaction.atomic
def settle(*, upload: int, batch: int | None = None) -> None:
    """The values of the file are saved, as `batch`: its findings are now of stored values. Call it in that
    transaction.

    Findings of the figures they replaced are closed; answers stay. Two queries, however many there are.
    """
    fresh = Finding.objects.of_upload(upload)
    key = {
        name: OuterRef(name) for name in ("indicator", "actor", "period_kind", "period_start", "breakdown")
    }
    replaced = Q(Exists(fresh.filter(**key)))
    if batch is not None:
        replaced |= Q(Exists(Measurement.objects.filter(**key, batch=batch)))
    Finding.objects.stored().filter(replaced).update(closed_at=timezone.now())
    fresh.update(upload=None)


def check_stored(*, indicators: Collection[int] | None = None, today: date | None = None) -> Checked:
    """All checks on all stored values, of these indicators or of every one: findings are opened and closed.

    May be run again at any time; what is still so is left alone. Indicators tied together by equations or by
    the population are read together, so that memory holds one such group and not all there is.
    """
    wanted = set(Indicator.objects.values_list("pk", flat=True) if indicators is None else indicators)
    checked = Checked(0, 0, 0)
    for group in _groups(wanted):
        findings = findings_of(stored(group), today=today)
        some = _agree([each for each in findings if each.indicator_id in wanted], wanted & set(group))
        checked = Checked(checked.new + some.new, checked.open + some.open, checked.solved + some.solved)
    return checked


@transaction.atomic
def answer(*, finding: Finding, verdict: str, reason: str, by: Person | None) -> Answer:
    """Kept with the figures it is about. Raises AnswerError when a confirmation has no reason."""
    if verdict not in Answer.Verdict.values:
        raise AnswerError(_("Velg om tallet stemmer eller skal rettes."))
    reason = reason.strip()
    if verdict == Answer.Verdict.CONFIRMED and not reason:
        raise AnswerError(_("Skriv hvorfor tallet stemmer, så den neste som lurer, slipper å spørre."))
    return Answer.objects.create(about=finding.about, verdict=verdict, reason=reason, by=by)


@transaction.atomic
def _agree(found: Iterable[Finding], indicators: Collection[int]) -> Checked:
    """Opens what is new, brings up to date what is still so, and closes what is no longer found."""
    now_open = {each.about: each for each in found}
    before = {each.about: each for each in Finding.objects.stored().filter(indicator__in=indicators)}
    solved = [each.pk for about, each in before.items() if about not in now_open]
    for start in range(0, len(solved), BATCH):
        Finding.objects.filter(pk__in=solved[start : start + BATCH]).update(closed_at=timezone.now())
    moved = []
    for about, was in before.items():
        now = now_open.get(about)
        if now and any(getattr(was, name) != getattr(now, name) for name in _MOVING):
            for name in _MOVING:
                setattr(was, name, getattr(now, name))
            moved.append(was)
    Finding.objects.bulk_update(moved, _MOVING, batch_size=200)
    new = [each for about, each in now_open.items() if about not in before]
    Finding.objects.bulk_create(new, batch_size=BATCH)
    return Checked(len(new), len(now_open), len(solved))


def _groups(wanted: set[int]) -> Iterable[list[int]]:
    """The measured indicators among those wanted, each with those it is tied to."""
    measured = set(Measurement.objects.order_by().values_list("indicator_id", flat=True).distinct())
    closed_over = set(Finding.objects.stored().values_list("indicator_id", flat=True))
    return [sorted(each) for each in tied(wanted) if each & (measured | closed_over)]
