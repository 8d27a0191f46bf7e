"""What any page may take from the handbook: `{% load handbook %}`.

`{% handbook "planen" %}` tells in two lines what the page is about and leads to the chapter; without a slug
it is the chapter of the page shown. `{% handbook_url "planen" %}` is only the address, `{% handbook_here %}`
the chapter of the page shown. `{% term "nullpunkt" %}` links a word to the glossary, and
`{% source "romsdal" %}` names a document.
"""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from gevinst.handbook.chapters import BY_SLUG, Chapter
from gevinst.handbook.glossary import BY_WORD
from gevinst.handbook.pages import chapter_of
from gevinst.handbook.sources import SOURCES

register = template.Library()


@register.inclusion_tag("handbook/_about.html", takes_context=True)
def handbook(context: Context, slug: str = "") -> dict[str, Any]:
    return {"chapter": BY_SLUG[slug] if slug else _here(context)}


@register.simple_tag(takes_context=True)
def handbook_here(context: Context) -> Chapter | None:
    """The chapter of the page shown, if it has one."""
    return _here(context)


@register.simple_tag
def handbook_url(slug: str) -> str:
    return BY_SLUG[slug].url


@register.simple_tag
def term(slug: str, words: str = "") -> SafeString:
    word = BY_WORD[slug]
    return format_html('<a href="{}">{}</a>', word.url, words or word.word)


@register.simple_tag
def source(code: str) -> str:
    return str(SOURCES[code])


def _here(context: Context) -> Chapter | None:
    # Error pages stand without a request, or with one that no route took.
    match = getattr(context.get("request"), "resolver_match", None)
    return chapter_of(match.view_name) if match else None
