"""`{% load leader %}`: the way to an actor's own months, and the figures of the board, which are many."""

from __future__ import annotations

from urllib.parse import urlencode

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from gevinst.access import gate
from gevinst.dashboards.boards.leader.rows import Cell
from gevinst.values.keys import key_of
from gevinst.values.templatetags.figures import no_number
from indicators.actors.models import Actor

register = template.Library()


@register.simple_tag(takes_context=True)
def leader_link(context: Context, actor: Actor) -> SafeString | str:
    """A button; nothing for an actor that is not the reader's own."""
    if actor.pk not in gate.own_actors(context["request"].user):
        return ""
    url = f"{reverse('dashboards:leader')}?{urlencode({'aktor': key_of(actor)})}"
    return format_html(
        '<a class="ds-button" data-variant="secondary" href="{}">{}</a>', url, _("Måned for måned")
    )


@register.simple_tag
def leader_cell(cell: Cell) -> SafeString:
    """The figure, which leads to where it is from; or the sign for why there is none."""
    return format_html('<a href="{}">{}</a>', cell.url, cell.text) if cell.text else no_number(cell.reason)
