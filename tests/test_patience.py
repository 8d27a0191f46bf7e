"""A busy machine is no fault: no test hangs on seconds that a slow one may need."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.waiting import PATIENCE, until

TESTS = Path(__file__).parent
CLOCKS = {"monotonic", "perf_counter", "time"}
# What a limit must leave: the slowest thing a test measures takes some seconds on a quick machine.
LEAST = 30.0


def impatient(source: str) -> Iterator[int]:
    """Lines that hold seconds by a clock against too few, or wait in a browser for less than all others."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Lt | ast.LtE):
            if reads_a_clock(node.left) and number(node.comparators[0]) < LEAST:
                yield node.lineno
        elif isinstance(node, ast.Call) and waits_in_a_browser(node):
            yield node.lineno


def reads_a_clock(node: ast.AST) -> bool:
    calls = (one.func for one in ast.walk(node) if isinstance(one, ast.Call))
    return any(isinstance(call, ast.Attribute) and call.attr in CLOCKS for call in calls)


def waits_in_a_browser(call: ast.Call) -> bool:
    """`timeout` of playwright is milliseconds, so a number of it is in the thousands."""
    given = [keyword.value for keyword in call.keywords if keyword.arg == "timeout"]
    if isinstance(call.func, ast.Attribute) and call.func.attr == "set_default_timeout":
        given += call.args
    return any(1000 <= number(one) < 1000 * PATIENCE for one in given)


def number(node: ast.expr) -> float:
    value = node.value if isinstance(node, ast.Constant) else None
    return value if isinstance(value, int | float) else float("inf")


@pytest.mark.parametrize(
    ("line", "hangs"),
    [
        ("assert time.monotonic() - start < 5", True),
        ("assert time.monotonic() - start < 60", False),
        ("assert time.monotonic() < give_up", False),
        ("page.locator('h1').wait_for(timeout=10_000)", True),
        ("page.set_default_timeout(15_000)", True),
        ("thread.join(timeout=3)", False),
    ],
)
def test_a_line_that_hangs_on_the_clock_is_known(line: str, hangs: bool) -> None:
    assert bool(list(impatient(line))) == hangs


def test_no_test_hangs_on_a_short_clock() -> None:
    found = [
        f"{path.relative_to(TESTS)}:{line}"
        for path in sorted(TESTS.rglob("*.py"))
        if path.name != "witness.py"  # looks at what has failed already
        for line in impatient(path.read_text())
    ]
    assert found == []


def test_what_never_happens_fails_with_what_there_was_instead() -> None:
    with pytest.raises(AssertionError, match="within 0 s: nothing came"):
        until(lambda: None, lambda: "nothing came", seconds=0.1)
    assert until(iter([0, 0, 7]).__next__) == 7
