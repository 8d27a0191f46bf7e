"""Writing single values. Every write makes a batch, so that the trail of a figure ends at a person and a
reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from indicators.actors.models import Actor
from indicators.actors.numbers import Numbers
from indicators.catalogue.models import Category, Indicator
from indicators.measurements.figures import NewFigure, Rules, number_faults, period_faults
from indicators.measurements.models import FIGURE, Batch, Breakdown, EarlierMeasurement, Measurement
from indicators.measurements.periods import Period

Person = Any  # a row of settings.AUTH_USER_MODEL, which this wing does not know
Categories = frozenset[tuple[str, str]]
WHOLE: Categories = frozenset()
FEWEST_LETTERS, LONGEST_REASON = 5, 300
KEY_COLUMNS = ("indicator_id", "actor_id", "period_kind", "period_start", "breakdown_id")


class MeasurementError(ValueError):
    """The write is refused. The message is Norwegian and says what to do."""


class AlreadyMeasuredError(MeasurementError):
    """There is a current figure for that key: `current`."""

    def __init__(self, current: Measurement) -> None:
        self.current = current
        super().__init__(_("Det er alt ført en verdi her. Rett den i stedet."))


class ChangedMeanwhileError(MeasurementError):
    """Somebody wrote between reading and writing. `current` is what stands there now, None when withdrawn."""

    def __init__(self, current: Measurement | None) -> None:
        self.current = current
        super().__init__(
            _("Verdien er endret av noen andre i mellomtiden. Se på den nye verdien før du lagrer.")
        )


def breakdown_key(categories: Categories) -> str:
    """The one spelling of a set of (dimension, code): `alder=75+|hastegrad=oh`; the empty set is ""."""
    return "|".join(f"{dimension}={code}" for dimension, code in sorted(categories))


def breakdowns_for(sets: Iterable[Categories]) -> dict[Categories, int]:
    """The id of the breakdown of each set of (dimension, code), made where missing. At most six queries.

    Raises MeasurementError when a category does not exist or a dimension stands twice in a set.
    """
    keys = {found: breakdown_key(found) for found in sets}
    ids = dict(Breakdown.objects.filter(key__in=keys.values()).values_list("key", "pk"))
    missing = {key: found for found, key in keys.items() if key not in ids}
    if missing:
        ids |= _make_breakdowns(missing)
    return {found: ids[key] for found, key in keys.items()}


@transaction.atomic
def _make_breakdowns(missing: Mapping[str, Categories]) -> dict[str, int]:
    categories = {(each.dimension, each.code): each.pk for each in Category.objects.all()}
    for key, found in missing.items():
        if len({dimension for dimension, _ in found}) < len(found):
            raise MeasurementError(_("Samme inndeling står to ganger i «%(key)s».") % {"key": key})
        if unknown := sorted(found - categories.keys()):
            dimension, code = unknown[0]
            words = _("«%(code)s» er ikke en kategori av %(dimension)s.")
            raise MeasurementError(words % {"code": code, "dimension": dimension})
    Breakdown.objects.bulk_create([Breakdown(key=key) for key in missing], ignore_conflicts=True)
    made = dict(Breakdown.objects.filter(key__in=missing).values_list("key", "pk"))
    links = Breakdown.categories.through
    links._default_manager.bulk_create(
        [
            links(breakdown_id=made[key], category_id=categories[category])
            for key, found in missing.items()
            for category in found
        ],
        ignore_conflicts=True,
    )
    return made


@transaction.atomic
def record(
    *,
    indicator: Indicator,
    actor: Actor,
    period: Period,
    figure: NewFigure,
    by: Person | None,
    source: str,
    categories: Categories = WHOLE,
    today: date | None = None,
) -> Measurement:
    """A first figure for its key, under the number the actor had then. Raises AlreadyMeasuredError, or
    MeasurementError when it cannot be true."""
    _check(indicator, figure, period, categories, today)
    breakdown = breakdowns_for([categories])[categories]
    then = Numbers.load().number_on(actor.pk, period.end)
    row = Measurement(
        indicator=indicator, actor_id=then, period_kind=period.kind.value, period_start=period.start,
        breakdown_id=breakdown, batch=_batch(by, source, new_count=1), **asdict(figure),
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        current = Measurement.objects.filter(**_key(row)).first()
        if current is None:
            raise
        raise AlreadyMeasuredError(current) from None
    return row


@transaction.atomic
def correct(
    *,
    measurement: Measurement,
    figure: NewFigure,
    reason: str,
    by: Person | None,
    today: date | None = None,
) -> Measurement:
    """Replaces a figure; the old one is kept with who, when and why.

    `measurement` is the row as the person saw it: raises ChangedMeanwhileError when it is no longer what
    stands there.
    """
    _must_explain(reason)
    current = _locked(measurement)
    _check(current.indicator, figure, current.period, None, today)
    if all(getattr(current, name) == getattr(figure, name) for name in FIGURE):
        return current
    batch = _batch_after(current, by, reason)
    _keep(current, batch)
    for name in FIGURE:
        setattr(current, name, getattr(figure, name))
    current.batch, current.row = batch, None
    current.save(update_fields=[*FIGURE, "batch", "row"])
    return current


@transaction.atomic
def withdraw(*, measurement: Measurement, reason: str, by: Person | None) -> Batch:
    """Takes a figure away; it is kept with who, when and why. Raises ChangedMeanwhileError like `correct`."""
    _must_explain(reason)
    current = _locked(measurement)
    batch = _batch_after(current, by, reason)
    _keep(current, batch)
    current.delete()
    return batch


def _check(
    indicator: Indicator, figure: NewFigure, period: Period, categories: Categories | None, today: date | None
) -> None:
    rules = Rules.of(indicator)
    faults = [
        *number_faults(rules, figure),
        *period_faults(rules, figure, period, today or timezone.localdate()),
    ]
    if faults:
        raise MeasurementError(" ".join(message for _cell, message in faults))
    for dimension, _code in sorted(categories or ()):
        if not rules.divides_by(dimension):
            words = _("«%(title)s» deles ikke opp etter %(dimension)s.")
            raise MeasurementError(words % {"title": rules.title, "dimension": dimension})


def _locked(seen: Measurement) -> Measurement:
    rows = Measurement.objects.select_for_update(of=("self",)).select_related("indicator", "batch")
    current = rows.filter(pk=seen.pk).first()
    if current is None or current.batch_id != seen.batch_id:
        raise ChangedMeanwhileError(current)
    return current


def _keep(current: Measurement, batch: Batch) -> None:
    EarlierMeasurement.objects.create(
        **_key(current), **{name: getattr(current, name) for name in FIGURE},
        batch_id=current.batch_id, row=current.row, replaced_by=batch, replaced_at=timezone.now(),
    )  # fmt: skip


def _key(row: Measurement) -> dict[str, object]:
    return {name: getattr(row, name) for name in KEY_COLUMNS}


def _batch(by: Person | None, source: str, **columns: Any) -> Batch:
    batch = Batch(origin=Batch.Origin.MANUAL, source=source, created_by=by, **columns)
    batch.save()
    return batch


def _batch_after(current: Measurement, by: Person | None, reason: str) -> Batch:
    """The batch of a change by hand. What a made-up figure is changed to is made up as well."""
    was = current.batch
    return _batch(by, was.source, note=reason.strip(), changed_count=1, is_example=was.is_example)


def reason_fault(reason: str) -> str:
    """What is wrong with the reason given for a change; empty when it will do."""
    if sum(sign.isalpha() for sign in reason) < FEWEST_LETTERS:
        words = _("Skriv hvorfor verdien endres, med minst %(n)s bokstaver.")
        return words % {"n": FEWEST_LETTERS}
    if len(reason.strip()) > LONGEST_REASON:
        words = _("Begrunnelsen er for lang. Skriv høyst %(n)s tegn.")
        return words % {"n": LONGEST_REASON}
    return ""


def _must_explain(reason: str) -> None:
    if fault := reason_fault(reason):
        raise MeasurementError(fault)
