"""A chapter as it is read: its text in the reader's language, and the headings one can go to."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from gevinst.handbook.chapters import Chapter

# The reading languages; whoever has another reads the first.
LANGUAGES = ("nb", "nn")
_HEADING = re.compile(r'<h2 id="([\w-]+)">(.*?)</h2>', re.DOTALL)


@dataclass(frozen=True)
class Heading:
    anchor: str
    words: str


@dataclass(frozen=True)
class Reading:
    chapter: Chapter
    language: str
    text: SafeString
    headings: list[Heading]

    @property
    def lowered(self) -> SafeString:
        """Among other chapters: a level down, under addresses no other chapter has."""
        down = _HEADING.sub(rf'<h3 id="{self.chapter.slug}-\1">\2</h3>', self.text)
        return mark_safe(down)  # noqa: S308 - our own template


def read(chapter: Chapter, language: str | None = None) -> Reading:
    language = language or get_language() or ""
    language = language if language in LANGUAGES else LANGUAGES[0]
    text = render_to_string(f"handbook/chapters/{language}/{chapter.slug}.html")
    headings = [Heading(anchor, strip_tags(words).strip()) for anchor, words in _HEADING.findall(text)]
    return Reading(chapter, language, text, headings)
