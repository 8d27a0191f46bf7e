"""What each batch written by hand did: of which value, from what and to what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Min, Q

from gevinst.values.asked import Asked
from gevinst.values.words import category_names, in_words
from indicators.actors.models import Actor
from indicators.catalogue.models import Indicator
from indicators.measurements.models import Batch, EarlierMeasurement, Measurement
from indicators.measurements.periods import Period

Row = Measurement | EarlierMeasurement


@dataclass(frozen=True)
class Change:
    """`before` and `after` are None where there was no value; `others`: how many more the batch changed."""

    indicator: Indicator
    actor: Actor
    period: Period
    category: str
    before: Row | None
    after: Row | None
    others: int

    @property
    def before_text(self) -> str:
        return in_words(self.before, self.indicator) if self.before else ""

    @property
    def after_text(self) -> str:
        return in_words(self.after, self.indicator) if self.after else ""

    @property
    def url(self) -> str:
        """The trail of the value."""
        asked = Asked(indicator=self.indicator, actor=self.actor, period=self.period, category=self.category)
        return asked.own_url


def changes_of(batches: Iterable[Batch]) -> dict[int, Change]:
    """By batch id: the first value each changed. Four queries, however many batches and values, and one more
    for undoings: of those, which may be of a million, only the first value is read."""
    known = {batch.pk: batch for batch in batches}
    undoing = [pk for pk, batch in known.items() if batch.origin == Batch.Origin.UNDO]
    by_hand = [pk for pk in known if pk not in undoing]
    related = ("indicator", "actor", "breakdown")
    earlier = EarlierMeasurement.objects.select_related(*related).order_by("pk")
    taken_back = EarlierMeasurement.objects.filter(replaced_by__in=undoing).order_by().values("replaced_by")
    first = taken_back.annotate(first=Min("pk")).values("first")
    before: dict[int, Row] = {}
    after: dict[int, Row] = {}
    concerned: dict[int, set[tuple[object, ...]]] = defaultdict(set)
    for was in earlier.filter(Q(replaced_by__in=by_hand) | Q(pk__in=first)):
        before.setdefault(was.replaced_by_id, was)
        concerned[was.replaced_by_id].add(_key(was))
    current = Measurement.objects.select_related(*related).filter(batch__in=by_hand)
    written: list[Row] = [*earlier.filter(batch__in=by_hand), *current]
    for row in written:
        after.setdefault(row.batch_id, row)
        concerned[row.batch_id].add(_key(row))
    for pk, restored in _given_back({pk: before[pk] for pk in undoing if pk in before}).items():
        after[pk] = restored
    shown = {**before, **after}
    return {
        pk: _change(
            shown[pk],
            before.get(pk),
            after.get(pk),
            others=(known[pk].changed_count if pk in undoing else len(keys)) - 1,
        )
        for pk, keys in concerned.items()
    }


def _given_back(undone: dict[int, Row]) -> dict[int, Row]:
    """What stood there again after each undoing: what the batch it undid had replaced. One query."""
    if not undone:
        return {}
    asked = Q()
    for was in undone.values():
        asked |= Q(
            replaced_by=was.batch_id,
            indicator=was.indicator_id,
            actor=was.actor_id,
            period_kind=was.period_kind,
            period_start=was.period_start,
            breakdown=was.breakdown_id,
        )
    related = EarlierMeasurement.objects.select_related("indicator", "actor", "breakdown")
    found = {(row.replaced_by_id, _key(row)): row for row in related.filter(asked)}
    restored = {pk: found.get((was.batch_id, _key(was))) for pk, was in undone.items()}
    return {pk: row for pk, row in restored.items() if row is not None}


def _change(row: Row, before: Row | None, after: Row | None, *, others: int = 0) -> Change:
    return Change(
        indicator=row.indicator,
        actor=row.actor,
        period=row.period,
        category=row.breakdown.key,
        before=before,
        after=after,
        others=others,
    )


def _key(row: Row) -> tuple[object, ...]:
    return row.indicator_id, row.actor_id, row.period_kind, row.period_start, row.breakdown_id


@dataclass(frozen=True)
class FromRow:
    """A value as the row of a file gave it; `holds` when it is still the one in force."""

    change: Change
    category: str
    holds: bool


def from_row(batch: Batch, number: int) -> list[FromRow]:
    """Every value one row of a file gave, in the order of the indicators. Three queries at most."""
    related = ("indicator", "actor", "breakdown")
    asked = {"batch": batch, "row": number}
    standing = Measurement.objects.select_related(*related).filter(**asked)
    replaced = EarlierMeasurement.objects.select_related(*related).filter(**asked).order_by("pk")
    given: list[Row] = [*replaced, *standing]
    found = {_key(row): row for row in given}
    names = category_names({row.breakdown.key for row in found.values()})
    return [
        FromRow(_change(row, None, row), names[row.breakdown.key], isinstance(row, Measurement))
        for row in sorted(found.values(), key=lambda row: (row.indicator.title, row.pk))
    ]
