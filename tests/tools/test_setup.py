from __future__ import annotations

from pathlib import Path

import pytest

from tools import setup


@pytest.fixture
def done() -> list[str]:
    return []


def step(folder: Path, done: list[str]) -> None:
    setup._stamped("step", stamp=folder / ".stamp", inputs=[folder / "input"], do=lambda: done.append("done"))


def test_a_step_is_done_once_and_again_when_its_input_changes(tmp_path, done):
    (tmp_path / "input").write_text("1")
    step(tmp_path, done)
    step(tmp_path, done)
    assert len(done) == 1
    (tmp_path / "input").write_text("2")
    step(tmp_path, done)
    assert len(done) == 2


def test_a_step_that_failed_is_not_taken_for_done(tmp_path, done):
    (tmp_path / "input").write_text("1")

    def fail() -> None:
        raise setup.SetupError("no network")

    with pytest.raises(setup.SetupError, match="no network"):
        setup._stamped("step", stamp=tmp_path / ".stamp", inputs=[tmp_path / "input"], do=fail)
    step(tmp_path, done)
    assert done == ["done"]


def test_a_command_that_fails_is_shown_with_all_it_said():
    with pytest.raises(setup.SetupError, match="out of disk"):
        setup._run("sh", "-c", "echo out of disk; exit 3")


def test_a_machine_without_pip_is_told_what_to_install(monkeypatch):
    monkeypatch.setattr(setup, "_quiet", lambda *command: False)
    monkeypatch.setattr(setup.shutil, "which", lambda name: None)
    with pytest.raises(setup.SetupError, match="apt-get install python3-pip"):
        setup._pip()
