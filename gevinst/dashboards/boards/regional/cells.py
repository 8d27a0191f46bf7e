"""What the board says of a figure: in words, against the whole, and what it leaves out."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gevinst.dashboards.boards.regional.question import HOSPITALS, Question
from gevinst.dashboards.boards.regional.reading import Compared, Series
from gevinst.dashboards.figures import Spark, spark
from gevinst.values import known
from gevinst.values.trail_urls import trail_url
from gevinst.values.words import written
from indicators.actors.models import Actor
from indicators.catalogue.kinds import kind_for
from indicators.measurements.behaviour import Behaviour, Signal
from indicators.statistics.rounding import format_number

SPARK_POINTS = 24


@dataclass(frozen=True)
class Cell:
    """One figure. `against`: in words, from the whole; `signal`: "" where none can be told."""

    actor: Actor
    value: float | None
    text: str
    trail_url: str
    against: str
    note: str
    behaviour: Behaviour
    spark: Spark | None
    spark_words: str
    is_example: bool
    is_shared: bool

    @property
    def signal(self) -> str:
        return self.behaviour.signal.value if self.behaviour.signal is not Signal.TOO_FEW else ""

    @property
    def real_signal(self) -> str:
        """What is more than chance; the rest is quiet."""
        return self.signal if self.behaviour.signal.is_real else ""


def cell_of(compared: Compared, series: Series, question: Question) -> Cell:
    indicator, point, value = compared.indicator, compared.point(series), compared.value(series)
    judged = series.behaviour if series.is_shared else Behaviour()
    limits = judged.chart.limits if judged.chart else None
    text = written(value, indicator)
    asked = [
        ("struktur", HOSPITALS),
        ("maneder", str(point.months) if point and point.months > 1 else ""),
        known.asked_for(question.as_known_on),
    ]
    return Cell(
        actor=series.actor,
        value=value,
        text=text,
        trail_url=trail_url(
            indicator.slug, series.actor, point.period.code, urlencode([pair for pair in asked if pair[1]])
        )
        if point
        else "",
        against=against_words(compared.against(series), compared),
        note=_note(compared, series),
        behaviour=judged,
        spark=spark(judged.values[-SPARK_POINTS:], (limits.lower, limits.upper) if limits else None),
        spark_words=f"{series.actor.name}: {text}. {judged.signal.words}.",
        is_example=point is not None and point.is_example,
        is_shared=series.is_shared,
    )


def against_words(off: float | None, compared: Compared) -> str:
    """«31 % av regionen», «+1,2 prosentpoeng», «−8 %»."""
    indicator = compared.indicator
    if off is None:
        return ""
    if kind_for(indicator.kind).value_is_sum:
        return _("%(n)s\u00a0%% av helheten") % {"n": format_number(off)}
    if indicator.kind == "share":
        return _("%(n)s prosentpoeng") % {"n": format_number(off, indicator.decimals, signed=True)}
    return f"{format_number(off, signed=True)}\u00a0%"


def _note(compared: Compared, series: Series) -> str:
    if not series.is_shared:
        return _("Deles ikke med deg")
    if compared.value(series) is None:
        return _("Mangler for perioden") if series.points else ""
    if series.lacking:
        words = ngettext("Uten tall fra %(n)s kommune", "Uten tall fra %(n)s kommuner", series.lacking)
        return words % {"n": series.lacking}
    return ""
