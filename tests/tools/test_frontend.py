"""Front-end files are copied from what npm installed, and only from that."""

from __future__ import annotations

import itertools
import json
import re
import shutil
from pathlib import Path

import pytest

from tools.frontend import COPIES, DESIGN_SYSTEM, LAYERS, FrontendError, copy_frontend, plotly_style

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
    components = tmp_path / "node_modules" / DESIGN_SYSTEM / "dist" / "src"
    components.mkdir(parents=True)
    for name in itertools.chain(*LAYERS.values()):
        (components / f"{name}.css").write_text(f".ds-{name}{{color:red}}")
    return tmp_path


def test_it_copies_once_and_then_has_nothing_to_do(tree: Path) -> None:
    assert copy_frontend(root=tree)
    assert (tree / "static_vendor/vendor/inter/latin.woff2").is_file()
    assert not copy_frontend(root=tree)


def test_a_lost_file_is_brought_back(tree: Path) -> None:
    copy_frontend(root=tree)
    (tree / "static_vendor/vendor/plotly/plotly.css").unlink()
    assert copy_frontend(root=tree)


def test_the_components_stand_in_the_layers_of_the_design_system(tree: Path) -> None:
    copy_frontend(root=tree)
    said = (tree / "static_vendor/vendor/designsystemet/components.css").read_text()
    assert said.startswith("@layer ds.theme, ds.base, ds.components;")
    assert "@layer ds.components {\n.ds-button{color:red}\n}" in said


def test_the_pages_use_no_component_that_is_not_brought_along() -> None:
    wanted = set()
    for path in [*(ROOT / "templates").rglob("*.html"), *(ROOT / "gevinst").rglob("*.py")]:
        wanted |= set(re.findall(r"""[" ]ds-([a-z]+)[" ]""", path.read_text(encoding="utf-8")))
    assert "button" in wanted
    assert wanted <= set(LAYERS["ds.components"])


def test_it_says_what_to_do_when_a_package_is_missing(tree: Path) -> None:
    shutil.rmtree(tree / "node_modules" / "plotly.js-basic-dist-min")
    with pytest.raises(FrontendError, match="npm ci --ignore-scripts"):
        copy_frontend(root=tree)


def test_a_version_the_lock_does_not_name_is_refused(tree: Path) -> None:
    manifest = tree / "node_modules" / "plotly.js-basic-dist-min" / "package.json"
    manifest.write_text(json.dumps({"version": "0.0.1"}))
    with pytest.raises(FrontendError, match=r"er 0\.0\.1, men package-lock\.json sier"):
        copy_frontend(root=tree)


def test_the_rules_plotly_would_insert_become_a_style_sheet() -> None:
    assert plotly_style('x={"X,X div":"margin:0;","Y p":\'color:red;\'};').splitlines() == [
        ".js-plotly-plot .plotly,.js-plotly-plot .plotly div { margin:0; }",
        ".plotly-notifier p { color:red; }",
    ]
