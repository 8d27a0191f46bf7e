import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

REAL = Path(__file__).parents[3].parent / "shared" / "data" / "real"


@pytest.fixture
def real_file() -> Callable[[str], Path]:
    """A third-party file that is never copied into the project; the test is skipped where it is absent."""

    def find(name: str) -> Path:
        path = REAL / name
        if not path.exists():
            pytest.skip(f"../shared/data/real/{name} finnes ikke")
        return path

    return find


@pytest.fixture
def reference(real_file: Callable[[str], Path]) -> Callable[[str], Any]:
    """Figures with known answers, from `real/referanse/`."""
    return lambda name: json.loads(real_file(f"referanse/{name}").read_text(encoding="utf-8"))
