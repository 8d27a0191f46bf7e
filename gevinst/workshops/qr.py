"""The link of a workshop as a picture phones can read."""

from __future__ import annotations

import segno
from django.utils.safestring import SafeString, mark_safe


def qr_svg(link: str, *, label: str) -> SafeString:
    """SVG to stand in a page: black on white in dark mode too, for not every phone reads the reverse."""
    code = segno.make(link, error="m", micro=False)
    drawn = code.svg_inline(scale=4, border=4, light="#fff", dark="#000", title=label, omitsize=True)
    # segno escapes the title; the rest is numbers.
    return mark_safe(drawn)  # noqa: S308
