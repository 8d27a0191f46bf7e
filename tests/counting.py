"""Numbers of queries, pinned in query_counts.json: a slower page shows as a one-line difference.

    with queries("overview, nine benefits"):
        client.get(url)

A change on purpose: GEVINST_TEST_UPDATE_COUNTS=1 .venv/bin/python -m pytest -p no:xdist …
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection
from django.test.utils import CaptureQueriesContext

FILE = Path(__file__).with_name("query_counts.json")


@contextmanager
def queries(name: str) -> Iterator[None]:
    """The block asks the database exactly as often as is written under this name; savepoints do not count."""
    with CaptureQueriesContext(connection) as captured:
        yield
    asked = [query["sql"] for query in captured if "SAVEPOINT" not in query["sql"]]
    pinned: dict[str, int] = json.loads(FILE.read_text()) if FILE.exists() else {}
    if os.environ.get("GEVINST_TEST_UPDATE_COUNTS"):
        pinned[name] = len(asked)
        FILE.write_text(json.dumps(pinned, indent=2, sort_keys=True, ensure_ascii=False) + "\n")
    assert len(asked) == pinned.get(name), f"{name}: {len(asked)} queries\n" + "\n".join(asked)
