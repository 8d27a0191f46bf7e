"""Everything that can be said of the code without running it; two checks at a time."""

from __future__ import annotations

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
CHECKS = {
    "mypy": ["mypy", "gevinst", "indicators"],
    "ruff": ["ruff", "check", "."],
    "ruff format": ["ruff", "format", "--check", "."],
    "import-linter": ["lint-imports"],
    # Lint, not format: its formatter puts white space into running text, which a reader sees.
    "djlint": ["djlint", "templates", "--lint", "--quiet"],
    "translations": ["python", "-m", "tools.messages", "check"],
}


def check(name: str) -> tuple[str, bool, float, str]:
    program, *arguments = CHECKS[name]
    start = time.monotonic()
    done = subprocess.run(
        [BIN / program, *arguments],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return name, done.returncode == 0, time.monotonic() - start, done.stdout


def main() -> int:
    faults = 0
    with ThreadPoolExecutor(max_workers=2) as pool:
        for name, well, seconds, said in pool.map(check, CHECKS):
            print(f"  {name:<15} {seconds:6.1f} s  {'ok' if well else 'FAULTS'}", flush=True)
            if not well:
                faults += 1
                print(said)
    return int(faults > 0)


if __name__ == "__main__":
    sys.exit(main())
