"""Makes the working tree ready to run: Python packages, front-end files, translations.

Runs on a bare Python 3.11 with nothing installed. Each step remembers what it was made from, in a stamp
beside what it made, and does nothing when that has not changed.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tools import frontend

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
TOOLS = ROOT / ".tools"
NODE_AT_LEAST = 20
# Trust the certificates the machine trusts, as pip and git do; many networks have one of their own.
TRUST = {"UV_SYSTEM_CERTS": "true", "NODE_USE_SYSTEM_CA": "1"}


class SetupError(Exception):
    """What is missing, and what to do about it."""


def main(*, dev: bool) -> None:
    os.environ.update(TRUST)
    TOOLS.mkdir(exist_ok=True)
    with (TOOLS / "setup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        _environment()
        _packages("requirements.txt")
        if dev:
            _packages("requirements.txt", "requirements-dev.txt")
        _front_end()
        _translations()


def _environment() -> None:
    works = PYTHON.exists() and _quiet(PYTHON, "-c", "import sys; sys.exit(sys.version_info[:2] != (3, 11))")
    if not works:
        shutil.rmtree(VENV, ignore_errors=True)
        _step("virtual environment", lambda: _run(sys.executable, "-m", "venv", "--without-pip", VENV))


def _packages(*files: str) -> None:
    """Install what the files name, by uv (seconds) or else by pip (minutes)."""
    wanted = [argument for file in files for argument in ("-r", file)]

    def install() -> None:
        uv = _uv()
        if uv and _quiet(uv, "pip", "install", "--compile-bytecode", "--python", PYTHON, *wanted):
            return
        _run(*_pip(), "install", "--quiet", "--disable-pip-version-check", *wanted)

    stamp = VENV / f".{Path(files[-1]).stem}.stamp"
    _stamped(
        f"Python packages ({files[-1]})", stamp=stamp, inputs=[ROOT / file for file in files], do=install
    )


def _uv() -> Path | None:
    uv = TOOLS / "uv" / "bin" / "uv"
    if not uv.exists():
        _quiet(*_pip(), "install", "--quiet", "--disable-pip-version-check", "--target", TOOLS / "uv", "uv")
    return uv if uv.exists() else None


def _pip() -> list[str | Path]:
    """A pip that installs into the virtual environment, whoever it belongs to."""
    if _quiet(PYTHON, "-m", "pip", "--version") or _quiet(PYTHON, "-m", "ensurepip"):
        return [PYTHON, "-m", "pip"]
    for attempt in range(2):
        if _quiet(sys.executable, "-m", "pip", "--version"):
            return [sys.executable, "-m", "pip", "--python", str(PYTHON)]
        if attempt or os.geteuid() != 0 or not shutil.which("apt-get"):
            break
        apt_install("python3-pip")
    raise SetupError("This Python has no pip. Install it and try again: sudo apt-get install python3-pip")


def _front_end() -> None:
    """npm's packages exactly as locked, no scripts run; then the few files the pages use are copied."""
    stamp = ROOT / "node_modules" / ".stamp"
    inputs = [ROOT / name for name in ("package.json", "package-lock.json", ".npmrc")]

    def install() -> None:
        _run(_npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")

    _stamped("front-end packages", stamp=stamp, inputs=inputs, do=install)
    frontend.copy_frontend(root=ROOT)


def _npm() -> str | Path:
    """The npm of a recent enough Node on the machine, else the one PyPI carries."""
    if shutil.which("npm") and shutil.which("node"):
        version = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False).stdout
        if version[1:].split(".")[0].isdigit() and int(version[1:].split(".")[0]) >= NODE_AT_LEAST:
            return "npm"
    _packages("tools/node-requirements.txt")
    return VENV / "bin" / "npm"


def _translations() -> None:
    for source in ROOT.glob("locale/*/LC_MESSAGES/django.po"):
        made = source.with_suffix(".mo")
        if not made.exists() or made.stat().st_mtime < source.stat().st_mtime:
            _step("translations", lambda: _run(PYTHON, "-m", "tools.messages", "compile"))


def apt_install(*packages: str) -> None:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    _step(
        f"apt-get install {' '.join(packages)}",
        lambda: _run(
            "sh",
            "-c",
            f"apt-get update -qq && apt-get install -y -qq --no-install-recommends {' '.join(packages)}",
            env=environment,
        ),
    )


def _stamped(name: str, *, stamp: Path, inputs: list[Path], do: Callable[[], None]) -> None:
    digest = hashlib.sha256(b"\0".join(path.read_bytes() for path in inputs)).hexdigest()
    if stamp.exists() and stamp.read_text() == digest:
        return
    _step(name, do)
    stamp.write_text(digest)


def _step(name: str, do: Callable[[], None]) -> None:
    print(f"  {name} …", flush=True)
    start = time.monotonic()
    do()
    print(f"  {name}: {time.monotonic() - start:.1f} s", flush=True)


def _quiet(*command: str | Path) -> bool:
    """Whether it could be run and went well; what it says is kept from the screen."""
    try:
        return (
            subprocess.run(
                command, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, check=False
            ).returncode
            == 0
        )
    except OSError:
        return False


def _run(*command: str | Path, env: dict[str, str] | None = None) -> None:
    """Runs it, silent unless it fails. Raises SetupError with all it said."""
    path = f"{VENV / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**(env or os.environ), "PATH": path},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SetupError(f"{' '.join(map(str, command))} failed:\n{done.stdout}")


if __name__ == "__main__":
    if sys.version_info[:2] != (3, 11):
        sys.exit(f"Gevinst needs Python 3.11; this is {sys.version.split()[0]}.")
    try:
        main(dev="--dev" in sys.argv[1:])
    except (SetupError, frontend.FrontendError) as problem:
        sys.exit(f"Set-up stopped. {problem}")
