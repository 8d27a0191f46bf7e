"""The style sheets of every page as one file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from pytest_django.fixtures import SettingsWrapper

from gevinst import stylesheet

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def elsewhere(settings: SettingsWrapper, tmp_path: Path) -> Path:
    settings.VAR = tmp_path
    return tmp_path


def test_it_holds_each_part_once_and_in_order(elsewhere: Path) -> None:
    said = stylesheet.assembled().read_text(encoding="utf-8")
    places = [said.index(stylesheet._part(name)) for name in stylesheet.PARTS]
    assert places == sorted(set(places))
    assert len(said) < 1.01 * sum(len(stylesheet._part(name)) for name in stylesheet.PARTS)


def test_a_part_that_has_changed_is_in_it_the_next_time(elsewhere: Path) -> None:
    path = stylesheet.assembled()
    written = path.stat().st_mtime_ns
    assert stylesheet.assembled().stat().st_mtime_ns == written, "nothing has changed, nothing is written"
    path.write_text("old")
    assert stylesheet.assembled().read_text(encoding="utf-8") != "old"
    assert [one.name for one in path.parent.iterdir()] == ["gevinst.css"]


def test_what_a_part_points_to_is_found_from_where_the_whole_lies() -> None:
    for name in stylesheet.PARTS:
        for target in re.findall(r"""url\(["']?(?!data:)([^"')]+)""", stylesheet._part(name)):
            assert name.startswith("css/"), f"{name} would point to another place"
            path = (Path("/css") / target).as_posix().replace("/css/../", "")
            assert finders.find(path), f"{name} points to {target}"


def test_a_page_asks_for_it_and_for_no_part_of_it(db: None, client: Client) -> None:
    page = client.get("/").content.decode()
    asked = re.findall(r'rel="stylesheet" href="/static/([^"]+)"', page)
    assert asked.count(stylesheet.NAME) == 1
    assert not set(asked) & set(stylesheet.PARTS)
    assert client.get(f"/static/{stylesheet.NAME}").status_code == 200


def test_no_page_links_a_part() -> None:
    for path in (ROOT / "templates").rglob("*.html"):
        linked = set(re.findall(r"""static ["']([\w/-]+\.css)["']""", path.read_text(encoding="utf-8")))
        assert not linked & set(stylesheet.PARTS), path


def test_a_missing_part_says_what_to_do(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stylesheet, "PARTS", ("vendor/nowhere.css",))
    with pytest.raises(FileNotFoundError, match=r"vendor/nowhere\.css mangler.*tools\.frontend"):
        stylesheet.assembled()


def test_it_is_collected(elsewhere: Path) -> None:
    found = dict(stylesheet.StyleSheetFinder().list(None))
    assert list(found) == [stylesheet.NAME]
    assert found[stylesheet.NAME].exists(stylesheet.NAME)
    assert settings.STATICFILES_FINDERS[-1].endswith("StyleSheetFinder")
