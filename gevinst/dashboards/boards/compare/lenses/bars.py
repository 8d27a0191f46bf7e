"""Sorted bars, each with its interval, and the group's own value as a line."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gevinst.dashboards.boards.compare.findings import place_words, where_we_stand
from gevinst.dashboards.boards.compare.landmarks import landmarks
from gevinst.dashboards.boards.compare.lenses import Lens, Seen
from gevinst.dashboards.boards.compare.scene import Scene
from gevinst.dashboards.boards.compare.words import compares
from gevinst.dashboards.charts import Chart, source_names
from gevinst.dashboards.figures.bars import sorted_bars

# More bars than this are not read one by one; the table has them all.
MOST_BARS = 60


def look(scene: Scene) -> Seen:
    title = where_we_stand(scene)
    if len(scene.valued) > MOST_BARS:
        why = _("Med flere enn %(n)s kommuner leses ikke søylene én for én. Trakten viser dem alle.")
        reading = why % {"n": MOST_BARS}
        return Seen(title=title, reading=reading, has_table=True, landmarks=landmarks(scene))
    chart = _chart(scene, title) if scene.valued else None
    return Seen(title=title, reading=_reading(scene), chart=chart, has_table=True, landmarks=landmarks(scene))


def _reading(scene: Scene) -> str:
    if not any(row.interval for row in scene.valued):
        return ""
    said = _("Strekene viser 95 % usikkerhet: der de dekker gruppens linje, kan forskjellen være tilfeldig.")
    if not compares(scene.question) or len(scene.rows) == 1:
        said = _("Strekene viser 95 % usikkerhet.")
    return " ".join(filter(None, [said, place_words(scene)]))


def _chart(scene: Scene, title: str) -> Chart:
    question, rows = scene.question, scene.valued
    return Chart(
        id="sammenligning",
        title=title,
        unit=scene.unit,
        direction=question.indicator.direction,
        source=source_names(question.indicator),
        updated="",
        data=sorted_bars(
            names=[row.actor.name for row in rows],
            values=[row.value for row in rows],
            texts=[row.text for row in rows],
            own=[row.is_own for row in rows],
            group_value=scene.whole if compares(question) and len(scene.rows) > 1 else None,
            group_text=f"{scene.group_name}: {scene.whole_text}",
            unit=scene.unit,
            intervals=[row.interval for row in rows],
            spans=[row.interval_text for row in rows],
        ),
    )


LENS = Lens("soyler", gettext_lazy("Søyler"), look)
