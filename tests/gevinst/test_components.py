"""Parts of pages that are tags every template knows."""

from __future__ import annotations

import re
from pathlib import Path

from django.template import engines
from django.test import RequestFactory
from django.utils.safestring import SafeString
from django.utils.translation import override

from gevinst.components import example_label, sparkline
from gevinst.dashboards.figures import spark

ROOT = Path(__file__).resolve().parents[2]
VALUES = [1.0, 3.0, 2.0, 5.0]


def rendered(source: str, **context: object) -> str:
    return engines["django"].from_string(source).render(context)


def test_an_icon_beside_words_is_hidden_from_the_ear() -> None:
    assert rendered('{% icon "check" %}') == (
        '<svg class="icon" aria-hidden="true"><use href="/static/img/icons.svg#check"></use></svg>'
    )


def test_an_icon_alone_has_words_and_nothing_gets_out_of_them() -> None:
    said = rendered('{% icon name css="wide" label=words %}', name="check", words='"><script>')
    assert '<svg class="icon wide" role="img" aria-label="&quot;&gt;&lt;script&gt;">' in said
    assert "aria-hidden" not in said


def test_each_icon_the_templates_name_is_drawn() -> None:
    drawn = set(re.findall(r'id="([\w-]+)"', (ROOT / "static/img/icons.svg").read_text(encoding="utf-8")))
    named = set()
    for path in (ROOT / "templates").rglob("*.html"):
        named |= set(re.findall(r'\{% icon "([\w-]+)"(?!\|)', path.read_text(encoding="utf-8")))
    assert "check" in named
    assert named <= drawn


def test_a_sparkline_is_one_line_with_its_newest_point() -> None:
    drawn = spark(VALUES)
    assert drawn is not None
    said = sparkline(drawn, "Fra 1 til 5 & opp")
    assert isinstance(said, SafeString)
    assert 'aria-label="Fra 1 til 5 &amp; opp"' in said
    assert re.findall(r'points="([^"]+)"', said) == [drawn.points]
    assert f'cx="{drawn.last_x}" cy="{drawn.last_y}"' in said
    assert "spark__limits" not in said
    assert "spark__mean" not in said


def test_a_sparkline_shows_limits_and_mean_and_where_a_series_begins_anew() -> None:
    drawn = spark(VALUES, (0.5, 5.5), breaks=(2,), mean=2.75)
    assert drawn is not None
    said = sparkline(drawn, "")
    assert f'd="M0 {drawn.upper}H120V{drawn.lower}H0Z"' in said
    assert said.count(f'"{drawn.mean}"') == 2
    assert tuple(re.findall(r'points="([^"]+)"', said)) == drawn.segments
    assert len(drawn.segments) == 2


def test_a_coordinate_has_a_point_in_norwegian_too() -> None:
    drawn = spark(VALUES)
    with override("nb"):
        assert re.fullmatch(r"[\d., ]+", re.findall(r'points="([^"]+)"', sparkline(drawn, ""))[0])
        assert not re.search(r'c[xy]="\d+,', rendered("{% sparkline s '' %}", s=drawn))


def test_example_figures_are_labelled_in_the_words_of_the_reader() -> None:
    assert example_label() == '<span class="example-label">Eksempeltall</span>'
    assert "Tall fra &lt;2021&gt;<" in rendered("{% example_label text %}", text="Tall fra <2021>")
    with override("nn"):
        assert "Eksempeltal<" in example_label()


def test_what_draws_charts_comes_once_for_a_page_also_within_an_include_of_its_own(
    rf: RequestFactory,
) -> None:
    figure = '{% include "components/figure.html" with id="a" only %}'
    said = engines["django"].from_string(figure * 2).render({}, rf.get("/"))
    assert said.count("<figure") == 2
    assert said.count("js/charts.js") == 1
    assert "js/charts.js" not in rendered("{% include '_shell/head.html' %}")
