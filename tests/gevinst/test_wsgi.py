"""A process that serves has all of the product at hand before anybody asks."""

from __future__ import annotations

import os
import subprocess
import sys

ASKED = """
import gc, sys
from gevinst.wsgi import application
assert {"gevinst.dashboards.views", "gevinst.plans.views", "gevinst.api.urls"} <= set(sys.modules)
# Set aside: what is looked through for what may go is next to nothing.
assert gc.get_freeze_count() > 50 * len(gc.get_objects()), (gc.get_freeze_count(), len(gc.get_objects()))
print("ready")
"""


def test_the_pages_are_loaded_and_set_aside_before_the_first_question() -> None:
    told = subprocess.run(
        [sys.executable, "-c", ASKED],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "gevinst.settings.test"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert told.stdout == "ready\n", told.stderr[-2000:]
