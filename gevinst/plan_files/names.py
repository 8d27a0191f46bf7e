"""Names of files that any computer and any mail can take."""

from __future__ import annotations

import re
import unicodedata

from gevinst.plan_files.document import PlanDocument

_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "Æ": "ae", "Ø": "o", "Å": "a"})
LONGEST = 60


def file_name(document: PlanDocument, form: str) -> str:
    """«gevinstrealiseringsplan-rauma-2026-11-22.docx»."""
    title = plain(document.title)
    about = title if "gevinst" in title else f"gevinstrealiseringsplan-{plain(document.actor)}"
    return f"{about.replace('-for-', '-')[:LONGEST].strip('-')}-{document.made_at:%Y-%m-%d}.{form}"


def plain(text: str) -> str:
    """Lower-case ASCII letters and digits with hyphens between."""
    parted = unicodedata.normalize("NFKD", text.translate(_LETTERS)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", parted.lower()).strip("-")
