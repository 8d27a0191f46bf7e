"""Small parts of pages that stand there by the dozen, as tags every template knows.

An include, with a context of its own, takes several times as long; larger parts are templates under
templates/components/.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from django import template
from django.template import Context
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from gevinst.dashboards.figures import Spark

register = template.Library()


@register.simple_tag
def icon(name: str, css: str = "", label: str = "") -> SafeString:
    """`name`: its id in static/img/icons.svg; `css`: more classes; `label`: words where it stands alone."""
    said = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    return format_html(
        '<svg class="icon{}{}" {}><use href="{}#{}"></use></svg>',
        " " if css else "",
        css,
        said,
        _icons(),
        name,
    )


@cache
def _icons() -> str:
    return static("img/icons.svg")


@register.simple_tag(takes_context=True)
def chart_script(context: Context) -> str:
    """What draws charts, with the first figure of a page: a page without any does not load it."""
    request = getattr(context, "request", None)
    if getattr(request, "draws_charts", False):
        return ""
    if request is not None:
        request.draws_charts = True
    library = [static(f"vendor/plotly/plotly.{end}") for end in ("min.js", "css")]
    script = '<script src="{}" defer data-plotly="{}" data-plotly-css="{}"></script>'
    return format_html(script, static("js/charts.js"), *library)


@register.simple_tag
def sparkline(spark: Spark, summary: str) -> SafeString:
    """A series on a drawing 120 wide and 32 high; `summary`: the series in words."""
    parts = []
    if spark.upper is not None and spark.lower is not None:
        within = '<path class="spark__limits" d="M0 {}H120V{}H0Z"/>'
        parts.append(format_html(within, str(spark.upper), str(spark.lower)))
    if spark.mean is not None:
        mean = '<line class="spark__mean" x1="0" x2="120" y1="{0}" y2="{0}"/>'
        parts.append(format_html(mean, str(spark.mean)))
    lines = ((line,) for line in spark.segments or (spark.points,))
    parts.append(format_html_join("", '<polyline class="spark__line" points="{}"/>', lines))
    last = '<circle class="spark__last" cx="{}" cy="{}" r="3.5"/>'
    parts.append(format_html(last, str(spark.last_x), str(spark.last_y)))
    drawing = '<svg class="spark" viewBox="0 0 120 32" role="img" aria-label="{}">{}</svg>'
    return format_html(drawing, summary, SafeString("".join(parts)))


@register.simple_tag
def example_label(text: str = "") -> SafeString:
    """Says that figures are made up for the example. `text`: other words («Eksempeltall fra 2021»)."""
    return format_html('<span class="example-label">{}</span>', text or _("Eksempeltall"))
