"""Front-end files are copied from what npm installed, and only from that."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tools.frontend import COPIES, FrontendError, copy_frontend, plotly_style

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A working tree with the lock, the tool and just enough of node_modules."""
    locked = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    (tmp_path / "tools").mkdir()
    for name in ("package-lock.json", "tools/frontend.py"):
        shutil.copy(ROOT / name, tmp_path / name)
    for copy in COPIES:
        package = tmp_path / "node_modules" / copy.package
        (package / copy.source).parent.mkdir(parents=True, exist_ok=True)
        (package / copy.source).write_text('{"X,X div":"margin:0;",".a":"b:c;"}')
        version = locked[f"node_modules/{copy.package}"]["version"]
        (package / "package.json").write_text(json.dumps({"version": version}))
    return tmp_path


def test_it_copies_once_and_then_has_nothing_to_do(tree: Path) -> None:
    assert copy_frontend(root=tree)
    assert (tree / "static_vendor/vendor/inter/latin.woff2").is_file()
    assert not copy_frontend(root=tree)


def test_a_lost_file_is_brought_back(tree: Path) -> None:
    copy_frontend(root=tree)
    (tree / "static_vendor/vendor/plotly/plotly.css").unlink()
    assert copy_frontend(root=tree)


def test_it_says_what_to_do_when_a_package_is_missing(tree: Path) -> None:
    shutil.rmtree(tree / "node_modules" / "plotly.js-cartesian-dist-min")
    with pytest.raises(FrontendError, match="npm ci --ignore-scripts"):
        copy_frontend(root=tree)


def test_a_version_the_lock_does_not_name_is_refused(tree: Path) -> None:
    manifest = tree / "node_modules" / "plotly.js-cartesian-dist-min" / "package.json"
    manifest.write_text(json.dumps({"version": "0.0.1"}))
    with pytest.raises(FrontendError, match=r"er 0\.0\.1, men package-lock\.json sier"):
        copy_frontend(root=tree)


def test_the_rules_plotly_would_insert_become_a_style_sheet() -> None:
    assert plotly_style('x={"X,X div":"margin:0;","Y p":\'color:red;\'};').splitlines() == [
        ".js-plotly-plot .plotly,.js-plotly-plot .plotly div { margin:0; }",
        ".plotly-notifier p { color:red; }",
    ]
