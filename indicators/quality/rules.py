"""What stops an import until somebody has answered, and what only warns: one table.

Only what cannot be true blocks. A check that is not named here warns.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Severity(models.TextChoices):
    BLOCKING = "blocking", _("må avklares")
    WARNING = "warning", _("bør sjekkes")


BLOCKING = frozenset({"sign", "future", "over_whole", "over_population"})


def severity_of(check: str) -> Severity:
    return Severity.BLOCKING if check in BLOCKING else Severity.WARNING
