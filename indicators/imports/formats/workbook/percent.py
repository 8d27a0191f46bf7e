"""Which number formats show 0,52 as 52 %."""

from __future__ import annotations

import re

BUILT_IN_PERCENT = {"9", "10"}
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\[[^\]]*\]')


def is_percent(form: str) -> bool:
    """Whether a number format shows a hundredfold: a per cent sign that is not a quoted or escaped one."""
    return "%" in _LITERAL.sub("", form)
