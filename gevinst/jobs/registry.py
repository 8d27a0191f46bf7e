"""Which function does the work of a kind: `settings.JOB_HANDLERS`, dotted paths loaded on first use."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from gevinst.jobs.lease import Lease

# (subject, lease) -> what to tell the person who waits
Handler = Callable[[int, "Lease"], str]


def kinds() -> list[str]:
    return sorted(settings.JOB_HANDLERS)


def handler_for(kind: str) -> Handler:
    """Raises KeyError for a kind nobody registered, ImportError for a path that leads nowhere."""
    return cast(Handler, import_string(settings.JOB_HANDLERS[kind]))
