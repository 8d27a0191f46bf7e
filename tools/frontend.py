"""Copy the front-end files the pages use from node_modules/ into static_vendor/vendor/.

Rule: the browser gets only what is named here, and nothing from node_modules is served directly.
Run after `npm ci --ignore-scripts`. A second run compares one stamp and returns at once.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent


class Copy(NamedTuple):
    """One file: its npm package, its path in the package, its name under static_vendor/vendor/."""

    package: str
    source: str
    target: str


DESIGN_SYSTEM = "@digdir/designsystemet-css"
COPIES = (
    Copy(DESIGN_SYSTEM, "dist/theme/designsystemet.css", "designsystemet/theme.css"),
    Copy(DESIGN_SYSTEM, "LICENSE", "designsystemet/LICENSE"),
    Copy("@fontsource-variable/inter", "files/inter-latin-wght-normal.woff2", "inter/latin.woff2"),
    Copy("@fontsource-variable/inter", "files/inter-latin-ext-wght-normal.woff2", "inter/latin-ext.woff2"),
    Copy("@fontsource-variable/inter", "LICENSE", "inter/LICENSE"),
    Copy("plotly.js-basic-dist-min", "plotly-basic.min.js", "plotly/plotly.min.js"),
    Copy("plotly.js-basic-dist-min", "LICENSE", "plotly/LICENSE"),
)
COMPONENTS = "designsystemet/components.css"
# Those that the pages use, by layer. The whole is four times as large, and its many :has() rules make the
# browser go through the whole page each time an element comes or goes.
LAYERS = {
    "ds.base": ("base", "data-size-workaround"),
    "ds.components": ("link", "button", "input", "alert", "table"),
}
PLOTLY_STYLE = "plotly/plotly.css"
STAMP = ".versions.json"


class FrontendError(Exception):
    """The files cannot be copied; the message says what to do."""


def copy_frontend(*, root: Path = ROOT) -> bool:
    """Bring `root`/static_vendor up to date. Returns whether anything was copied.

    Raises FrontendError when node_modules is missing or is not what package-lock.json says.
    """
    stamp = _stamp(root=root)
    target = root / "static_vendor"
    stamp_file = target / STAMP
    names = [copy.target for copy in COPIES] + [COMPONENTS, PLOTLY_STYLE]
    complete = all((target / "vendor" / name).is_file() for name in names)
    if complete and stamp_file.is_file() and stamp_file.read_text(encoding="utf-8") == stamp:
        return False
    _check_installed(root=root)
    shutil.rmtree(target, ignore_errors=True)
    for copy in COPIES:
        destination = target / "vendor" / copy.target
        destination.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / "node_modules" / copy.package / copy.source, destination)
    components = components_style(root / "node_modules" / DESIGN_SYSTEM / "dist" / "src")
    (target / "vendor" / COMPONENTS).write_text(components, encoding="utf-8")
    bundle = (target / "vendor" / "plotly/plotly.min.js").read_text(encoding="utf-8")
    (target / "vendor" / PLOTLY_STYLE).write_text(plotly_style(bundle), encoding="utf-8")
    stamp_file.write_text(stamp, encoding="utf-8")
    return True


def components_style(folder: Path) -> str:
    """The style sheets of LAYERS, each in its layer, the layers in the design system's own order."""
    parts = ["@layer ds.theme, ds.base, ds.components;"]
    for layer, names in LAYERS.items():
        for name in names:
            parts.append(f"@layer {layer} {{\n{(folder / f'{name}.css').read_text(encoding='utf-8')}\n}}")
    return "\n".join(parts) + "\n"


def plotly_style(bundle: str) -> str:
    """The style rules Plotly would insert at run time, as a style sheet.

    A strict Content-Security-Policy forbids the insertion; Plotly leaves it when it finds a link with
    id `plotly.js-style-global`. The bundle holds the rules as an object of selector: declarations,
    where X and Y stand for the plot and the notifier.
    """
    found = re.search(r'\{("X,X div":.*?)\}', bundle)
    if found is None:
        raise FrontendError("Fant ikke stilreglene i plotly.min.js. Se plotly_style i tools/frontend.py.")
    rules = re.findall(r"""(?:"([^"]+)"|(\w+)):(?:"([^"]*)"|'([^']*)')""", found.group(1))
    lines = []
    for quoted, bare, double, single in rules:
        selector = (quoted or bare).replace("X", ".js-plotly-plot .plotly").replace("Y", ".plotly-notifier")
        lines.append(f"{selector} {{ {double or single} }}")
    return "\n".join(lines) + "\n"


def _stamp(*, root: Path) -> str:
    """What the copies depend on: the lock and this file."""
    parts = {}
    for name in ("package-lock.json", "tools/frontend.py"):
        parts[name] = hashlib.sha256((root / name).read_bytes()).hexdigest()
    return json.dumps(parts, indent=1)


def _check_installed(*, root: Path) -> None:
    locked = json.loads((root / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    for package in sorted({copy.package for copy in COPIES}):
        manifest = root / "node_modules" / package / "package.json"
        if not manifest.is_file():
            raise FrontendError(f"Mangler node_modules/{package}. Kjør «npm ci --ignore-scripts» først.")
        installed = json.loads(manifest.read_text(encoding="utf-8"))["version"]
        wanted = locked[f"node_modules/{package}"]["version"]
        if installed != wanted:
            raise FrontendError(
                f"node_modules/{package} er {installed}, men package-lock.json sier {wanted}. "
                "Kjør «npm ci --ignore-scripts» på nytt."
            )


def main() -> int:
    try:
        copied = copy_frontend()
    except FrontendError as error:
        print(error, file=sys.stderr)
        return 1
    print("static_vendor/ er oppdatert." if copied else "static_vendor/ er allerede oppdatert.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
