"""A review as the pages tell it: the finding in words, its drawing, and what is being done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from gevinst.dashboards.figures import Spark, spark
from gevinst.plans.attainment import AttainmentStatus
from gevinst.plans.models import Action
from gevinst.reviews import words
from gevinst.reviews.forms import ReviewForm
from gevinst.reviews.models import Review


@dataclass(frozen=True)
class Row:
    """`form` where there is something to explain on the page of many."""

    review: Review
    today: date
    form: ReviewForm | None = None

    @property
    def finding(self) -> str:
        return words.finding(self.review)

    @property
    def status_words(self) -> str:
        return _(self.review.stands.words).capitalize()

    @property
    def change(self) -> str:
        return words.change(self.review) if self.review.percent is not None else ""

    @property
    def spark(self) -> Spark | None:
        limits = self.review.limits
        return spark(self.review.series, (limits[0], limits[1]) if limits else None)

    @property
    def is_late(self) -> bool:
        return self.review.is_late(self.today)

    @property
    def under_way(self) -> list[Action]:
        return [one for one in self.review.benefit.actions.all() if one.state in Action.GOING_ON]

    @property
    def late_actions(self) -> list[Action]:
        return [one for one in self.under_way if one.is_late(self.today)]

    @property
    def done(self) -> list[Action]:
        """What was carried out: what there is to thank for."""
        return [one for one in self.review.benefit.actions.all() if one.state == Action.State.DONE]

    @property
    def thanked(self) -> str:
        """The role that owns it, in running text: «enhetsleder sykehjem», but «HR-sjef»."""
        title = self.review.benefit.owner_title
        return title[:1].lower() + title[1:] if title[1:2].islower() else title

    @property
    def prefix(self) -> str:
        return prefix_of(self.review)


@dataclass(frozen=True)
class Page:
    """All that waits for one person. `several`: of more than one actor, so that each row says whose it is."""

    rows: list[Row]

    @property
    def sentence(self) -> str:
        return words.sentence([row.review for row in self.rows])

    @property
    def deviating(self) -> list[Row]:
        return [row for row in self.rows if row.review.deviates]

    @property
    def going_well(self) -> list[Row]:
        return [row for row in self.rows if not row.review.deviates and not _reached(row)]

    @property
    def reached(self) -> list[Row]:
        return [row for row in self.rows if _reached(row)]

    @property
    def newly_reached(self) -> list[Row]:
        return [row for row in self.rows if row.review.newly_reached]

    @property
    def confirmable(self) -> int:
        return len(self.rows) - len(self.deviating)

    @property
    def several(self) -> bool:
        return len({row.review.contribution.actor_id for row in self.rows}) > 1


def prefix_of(review: Review) -> str:
    return f"o{review.pk}"


def rows_of(reviews: Iterable[Review], today: date) -> list[Row]:
    return [Row(review, today) for review in reviews]


def _reached(row: Row) -> bool:
    return row.review.stands is AttainmentStatus.REACHED
