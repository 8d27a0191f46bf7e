"""Throwaway PostgreSQL and Redis on ports of their own, gone when the block ends - however it ends."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import redis

from tools.chromium import find_chromium
from tools.processes import die_with_parent
from tools.setup import SetupError, apt_install

HOST = "127.0.0.1"
# Rows of a test are never committed: autovacuum would find tables of 500 rows empty, and a query planned for
# none takes seconds.
NO_STATISTICS = ("-c", "autovacuum=off")
QUICK = ("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off", *NO_STATISTICS)


def install_missing() -> list[str]:
    """Install by apt-get what is lacking, where that may be done. Returns the packages still lacking."""
    if os.geteuid() == 0 and shutil.which("apt-get") and (lacking := missing()):
        try:
            apt_install(*lacking)
        except SetupError as problem:
            print(problem)
    return missing()


def missing() -> list[str]:
    found = {
        "postgresql": _postgres_bin(),
        "redis-server": shutil.which("redis-server"),
        "chromium": find_chromium(),
    }
    return [package for package, path in found.items() if path is None]


@contextmanager
def postgres(*, durable: bool) -> Iterator[dict[str, str]]:
    """A fresh cluster. Yields the environment that leads to it. `durable` as in production; else fast."""
    port, password = free_port(), secrets.token_hex(16)
    bin_folder = _postgres_bin()
    assert bin_folder is not None
    owner = "postgres" if os.geteuid() == 0 else None
    with _folder("pg") as folder:
        if owner:
            shutil.chown(folder, owner)
        secret = folder / "password"
        secret.write_text(password)
        secret.chmod(0o644)
        cluster = folder / "cluster"
        initdb = [bin_folder / "initdb", "-D", cluster, "-U", "gevinst", "--pwfile", secret]
        options = ["-A", "scram-sha-256", "--encoding", "UTF8", "--locale", "C.UTF-8"]
        _quiet([*initdb, *options, *([] if durable else ["--no-sync"])], user=owner)
        listen = ["-c", f"listen_addresses={HOST}", "-c", f"port={port}", "-c", "unix_socket_directories="]
        server = [bin_folder / "postgres", "-D", cluster, *listen, *(() if durable else QUICK)]
        address = {"host": HOST, "port": port, "user": "gevinst", "password": password}

        def answers() -> None:
            with psycopg.connect(
                dbname="postgres", autocommit=True, connect_timeout=2, **address
            ) as connection:
                connection.execute("CREATE DATABASE gevinst")

        with _server(
            server, answers, log=folder / "log", user=owner, stop=signal.SIGINT, orphaned=signal.SIGQUIT
        ):
            yield {
                "GEVINST_TEST_DB_HOST": HOST,
                "GEVINST_TEST_DB_PORT": str(port),
                "GEVINST_TEST_DB_PASSWORD": password,
            }


@contextmanager
def redis_server() -> Iterator[dict[str, str]]:
    port = free_port()
    with _folder("redis") as folder:
        command = ["redis-server", "--bind", HOST, "--port", str(port), "--dir", folder, "--save", ""]

        def answers() -> None:
            redis.Redis(host=HOST, port=port, socket_connect_timeout=2).ping()

        with _server(command, answers, log=folder / "log", stop=signal.SIGTERM, orphaned=signal.SIGTERM):
            yield {"GEVINST_TEST_REDIS_URL": f"redis://{HOST}:{port}"}


@contextmanager
def _folder(what: str) -> Iterator[Path]:
    """A folder named after this process, removed at the end - or by the next one, if this one is killed."""
    shared = Path(tempfile.gettempdir())
    for left in shared.glob(f"gevinst-{what}-*"):
        owner = left.name.split("-")[2]
        if owner.isdigit() and not Path("/proc", owner).exists():
            shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(
        prefix=f"gevinst-{what}-{os.getpid()}-", ignore_cleanup_errors=True
    ) as folder:
        yield Path(folder)


@contextmanager
def _server(
    command: list[str | Path],
    answers: Callable[[], None],
    *,
    log: Path,
    stop: signal.Signals,
    orphaned: signal.Signals,
    user: str | None = None,
) -> Iterator[None]:
    """The process runs and answers inside the block."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            user=user,
            group=user,
            extra_groups=[] if user else None,
            cwd=log.parent,
            start_new_session=True,
            preexec_fn=die_with_parent(orphaned),
        )
    try:
        _wait(process, answers, log=log)
        yield
    finally:
        process.send_signal(stop)
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen[bytes], answers: Callable[[], None], *, log: Path) -> None:
    give_up = time.monotonic() + 30
    while True:
        try:
            return answers()
        except (psycopg.OperationalError, redis.exceptions.ConnectionError):
            if process.poll() is not None or time.monotonic() > give_up:
                raise SetupError(f"{process.args!r} did not start:\n{log.read_text()}") from None
            time.sleep(0.1)


def _quiet(command: list[str | Path], *, user: str | None) -> None:
    extra = {"user": user, "group": user, "extra_groups": []} if user else {}
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, cwd="/", **extra
    )
    if done.returncode:
        raise SetupError(f"{command[0]} failed:\n{done.stdout}{done.stderr}")


def _postgres_bin() -> Path | None:
    """The folder of the newest server's own programs; Debian keeps them out of PATH."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    found = [folder for folder in debian if (folder / "initdb").exists()]
    if found:
        return found[-1]
    initdb = shutil.which("initdb")
    return Path(initdb).parent if initdb else None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        number: int = probe.getsockname()[1]
        return number
