"""`make bench`: every function bench_* of bench/bench_*.py, on PostgreSQL and on SQLite, set up as in use.

A function takes nothing and answers `Result`s. It finds an empty, migrated database and may fill it.
`python -m bench.run imports` runs only files with "imports" in their name.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from importlib import import_module
from pathlib import Path

from bench.result import Result
from tools import services
from tools.setup import SetupError

ROOT = Path(__file__).resolve().parents[1]
LATEST = ROOT / "bench" / "latest.json"
Bench = Callable[[], Iterable[Result]]


def files(wanted: str) -> list[Path]:
    return [path for path in sorted((ROOT / "bench").glob("bench_*.py")) if wanted in path.stem]


def measure(path: Path) -> Iterator[Result]:
    """In this process, on the database its settings lead to."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    module = import_module(f"bench.{path.stem}")
    for name in sorted(vars(module)):
        if name.startswith("bench_"):
            call_command("flush", interactive=False, verbosity=0)
            function: Bench = getattr(module, name)
            for result in function():
                print(f"  {result.name}: {result.value:.1f} of {result.limit:.1f} {result.unit}", flush=True)
                yield result


def apart(path: Path, database: str, environment: dict[str, str]) -> list[dict[str, object]]:
    """In a process of its own, so that one measurement does not warm the next."""
    with tempfile.NamedTemporaryFile("r", suffix=".json") as answer:
        command = [sys.executable, "-m", "bench.run", "--measure", str(path), answer.name]
        subprocess.run(command, cwd=ROOT, env=os.environ | environment, stdin=subprocess.DEVNULL, check=True)
        rows: list[dict[str, object]] = json.load(answer)
    return [row | {"name": f"{row['name']}, {database}"} for row in rows]


@contextmanager
def postgresql() -> Iterator[dict[str, str]]:
    with services.postgres(durable=True) as server, services.redis_server() as redis:
        url = redis["GEVINST_TEST_REDIS_URL"]
        yield {
            "DJANGO_SETTINGS_MODULE": "gevinst.settings.production",
            "GEVINST_SECRET_KEY": "for this run alone",
            "GEVINST_HOSTS": "testserver",
            "GEVINST_DB_HOST": server["GEVINST_TEST_DB_HOST"],
            "GEVINST_DB_PORT": server["GEVINST_TEST_DB_PORT"],
            "GEVINST_DB_PASSWORD": server["GEVINST_TEST_DB_PASSWORD"],
            "GEVINST_BROKER_URL": f"{url}/0",
            "GEVINST_CACHE_URL": f"{url}/1",
        }


@contextmanager
def sqlite() -> Iterator[dict[str, str]]:
    yield {"DJANGO_SETTINGS_MODULE": "gevinst.settings.development"}


DATABASES = {"PostgreSQL": postgresql, "SQLite": sqlite}


def main(wanted: str) -> int:
    services.install_missing()
    rows: list[dict[str, object]] = []
    for path in files(wanted):
        for database, started in DATABASES.items():
            with started() as environment, tempfile.TemporaryDirectory(prefix="gevinst-bench-") as var:
                found = apart(path, database, environment | {"GEVINST_VAR": var})
            _show(found)
            rows += found
    LATEST.write_text(json.dumps(rows, indent=2, ensure_ascii=False) + "\n")
    print(f"\n{LATEST.relative_to(ROOT)}: {len(rows)} figures")
    return 0


def _show(rows: list[dict[str, object]]) -> None:
    for row in rows:
        print(
            "{name:<60} {value:>12,.1f} of {limit:>12,.1f} {unit:<8} {ratio:>6.2f}".format(**row), flush=True
        )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        found = [asdict(result) | {"ratio": result.ratio} for result in measure(Path(sys.argv[2]))]
        Path(sys.argv[3]).write_text(json.dumps(found))
        sys.exit(0)
    try:
        sys.exit(main(*sys.argv[1:2] or [""]))
    except SetupError as problem:
        sys.exit(str(problem))
