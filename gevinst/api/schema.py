"""What no view says of itself in the description of the API: that anything may go wrong, in one shape."""

from __future__ import annotations

from typing import Any

from gevinst.api.problems import MEDIA_TYPE, title_of
from gevinst.api.shapes import PROBLEM

ALWAYS = (400, 401, 403, 404, 405, 406, 413, 415, 422, 429, 503)
WRITING = (409,)


def add_problems(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """A postprocessing hook: every operation may answer with a problem."""
    result["components"].setdefault("schemas", {})["Problem"] = PROBLEM
    for operations in result["paths"].values():
        for method, operation in operations.items():
            for status in ALWAYS if method == "get" else (*ALWAYS, *WRITING):
                operation["responses"].setdefault(str(status), _problem(status))
    return result


def _problem(status: int) -> dict[str, Any]:
    return {
        "description": title_of(status),
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
