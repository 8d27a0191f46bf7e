from __future__ import annotations

import pytest
from django.db import connection

from gevinst.jobs import prepare

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="den innebygde databasen er SQLite"),
]


@pytest.fixture
def steps(monkeypatch):
    """The steps that were run; none of them for real."""
    run: list[str] = []
    monkeypatch.setattr(prepare, "call_command", lambda name, **options: run.append(name))
    yield run
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA user_version = 0")


def prepared() -> bool:
    return prepare.prepare(tell=lambda line: None)


def test_a_new_database_is_prepared_once(steps):
    assert prepared()
    assert steps == ["migrate", "load_reference", "load_example"]
    assert not prepared()
    assert len(steps) == 3


def test_a_changed_file_prepares_it_again(steps, settings, tmp_path):
    settings.ROOT = tmp_path
    definition = tmp_path / "indicators" / "ukp.toml"
    definition.parent.mkdir()
    definition.write_text("version = 1")
    assert prepared()
    assert not prepared()
    definition.write_text("version = 12")
    assert prepared()


def test_a_step_that_fails_is_tried_again_next_time(steps, monkeypatch):
    def fail(name: str, **options: object) -> None:
        raise RuntimeError(name)

    with monkeypatch.context() as broken:
        broken.setattr(prepare, "call_command", fail)
        with pytest.raises(RuntimeError, match="migrate"):
            prepared()
    assert prepared()
