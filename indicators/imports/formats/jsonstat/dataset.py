"""One dataset of JSON-stat: its dimensions with codes and labels, and a value or a status for every cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import prod
from typing import Any

from indicators.messages import ToldError
from indicators.messages import gettext as _

MOST_CELLS = 5_000_000
PRELIMINARY = "*"


class DatasetError(ToldError):
    """The dataset does not hold together. The message is Norwegian, a clause without a full stop."""


class TooLargeError(DatasetError):
    """It has more cells than are read."""


@dataclass(frozen=True)
class Dimension:
    """`role`: geo, time, metric or none. `labels` are in the order of `codes`."""

    id: str
    label: str
    role: str
    codes: list[str]
    labels: list[str]

    @property
    def is_labelled(self) -> bool:
        return self.codes != self.labels


@dataclass(frozen=True)
class Dataset:
    """`values` and `statuses` by place, the last dimension counted fastest; what is not there is missing."""

    label: str
    dimensions: list[Dimension]
    values: Mapping[int, Any]
    statuses: Mapping[int, str]
    explained: Mapping[str, str] = field(default_factory=dict)

    @property
    def size(self) -> int:
        return prod(len(dimension.codes) for dimension in self.dimensions)

    def unread_statuses(self) -> Counter[str]:
        """How many numbers carry each status that says nothing to us, for what is said aloud."""
        return Counter(
            status
            for place, status in self.statuses.items()
            if self.values.get(place) is not None and status != PRELIMINARY
        )


def has_values(found: Mapping[str, Any]) -> bool:
    """Whether a dataset has values at all; metadata has the same form, and none."""
    return bool(found.get("value"))


def read_dataset(found: Mapping[str, Any], label: str) -> Dataset:
    """Raises DatasetError: sizes, codes and values must agree."""
    dimension = _object(found.get("dimension"), "dimension")
    ids = found.get("id") or dimension.get("id")
    sizes = found.get("size") or dimension.get("size")
    if not (isinstance(ids, list) and isinstance(sizes, list) and len(ids) == len(sizes) and ids):
        raise DatasetError(_("«id» og «size» mangler eller er ulike lange"))
    roles = {
        str(name): role
        for role, names in _object(found.get("role") or dimension.get("role") or {}, "role").items()
        for name in (names if isinstance(names, list) else [names])
    }
    dimensions = [
        _dimension(str(name), _number(size), roles.get(str(name), ""), dimension.get(str(name)))
        for name, size in zip(ids, sizes, strict=True)
    ]
    cells = prod(len(each.codes) for each in dimensions)
    if cells > MOST_CELLS:
        raise TooLargeError(_("{count} celler er flere enn vi leser").format(count=cells))
    status = found.get("status")
    explained: dict[str, str] = {}
    if isinstance(status, dict) and isinstance(status.get("value"), list):  # Eurostat's own form
        category = status.get("category")
        if isinstance(category, dict) and isinstance(category.get("label"), dict):
            explained = {str(sign): str(text) for sign, text in category["label"].items()}
        status = status["value"]
    statuses = (
        dict.fromkeys(range(cells), status) if isinstance(status, str) else _by_place(status, cells, "status")
    )
    values = _by_place(found.get("value"), cells, "value")
    texts = {place: str(said).strip() for place, said in statuses.items() if said is not None}
    told = {place: text for place, text in texts.items() if text}
    return Dataset(label, dimensions, values, told, explained)


def _dimension(name: str, size: int, role: str, found: Any) -> Dimension:
    found = _object(found, name)
    category = _object(found.get("category"), name)
    index, labels = category.get("index"), _object(category.get("label") or {}, name)
    if index is None:
        codes = list(labels)
    elif isinstance(index, dict):
        codes = sorted(index, key=lambda code: _number(index[code]))
        if sorted(map(_number, index.values())) != list(range(len(index))):
            raise DatasetError(_("rekkefølgen i «{name}» har hull").format(name=name))
    else:
        codes = [str(code) for code in index] if isinstance(index, list) else []
    if len(codes) != size:
        detail = _("«{name}» har {count} kategorier, men størrelsen er {size}")
        raise DatasetError(detail.format(name=name, count=len(codes), size=size))
    shown = [str(labels.get(code) or code) for code in codes]
    return Dimension(name, str(found.get("label") or name), role, codes, shown)


def _by_place(found: Any, cells: int, name: str) -> dict[int, Any]:
    if found is None:
        return {}
    if isinstance(found, list):
        if name == "status" and len(found) == 1:
            return dict.fromkeys(range(cells), found[0])  # one for all
        if len(found) != cells:
            detail = _("«{name}» har {count} plasser, men størrelsen er {size}")
            raise DatasetError(detail.format(name=name, count=len(found), size=cells))
        return dict(enumerate(found))
    placed = {_number(place): said for place, said in _object(found, name).items()}
    if placed and not 0 <= min(placed) <= max(placed) < cells:
        raise DatasetError(_("«{name}» har en plass utenfor tabellen").format(name=name))
    return placed


def _object(found: Any, name: str) -> dict[str, Any]:
    if not isinstance(found, dict):
        raise DatasetError(_("«{name}» mangler").format(name=name))
    return found


def _number(found: Any) -> int:
    if isinstance(found, int) and not isinstance(found, bool) and found >= 0:
        return found
    if isinstance(found, str) and found.isascii() and found.isdigit() and len(found) < 10:
        return int(found)
    raise DatasetError(_("en størrelse er ikke et helt tall"))


def datasets(document: Any, depth: int = 0) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every dataset in a document with its name: the root, a collection's items or a bundle's members."""
    if not isinstance(document, dict) or depth > 5:
        return
    if isinstance(document.get("dimension"), dict):
        yield str(document.get("label") or document.get("title") or ""), document
        return
    link = document.get("link")
    items = link.get("item") if document.get("class") == "collection" and isinstance(link, dict) else None
    members = list(items) if isinstance(items, list) else []
    named = [("", member) for member in members] or list(document.items())
    for key, member in named:
        for label, found in datasets(member, depth + 1):
            yield label or key, found
