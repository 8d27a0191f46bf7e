"""A structure on one day, in memory: who is under whom, and which of them to count so that nobody counts
twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Self

from indicators.actors.models import Membership, Structure


@dataclass
class Tree:
    """`children` and `parents` by actor id, `kinds` the kind of each. A child may have several parents."""

    children: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    parents: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    kinds: dict[int, str] = field(default_factory=dict)
    _below: dict[int, frozenset[int]] = field(default_factory=dict)

    @classmethod
    def load(cls, structure: Structure, on: date) -> Self:
        """One query. Children come in a fixed order, so that the same figures are always counted."""
        tree = cls()
        links = Membership.objects.valid_on(on).filter(structure=structure).order_by("parent_id", "child_id")
        for parent, child, parent_kind, child_kind in links.values_list(
            "parent_id", "child_id", "parent__kind", "child__kind"
        ).distinct():
            tree.link(parent, child, parent_kind, child_kind)
        return tree

    def link(self, parent: int, child: int, parent_kind: str, child_kind: str) -> None:
        self.children[parent].append(child)
        self.parents[child].append(parent)
        self.kinds[parent], self.kinds[child] = parent_kind, child_kind

    def below(self, actor: int) -> frozenset[int]:
        """Everybody under the actor, not itself."""
        if actor not in self._below:
            own = self.children.get(actor, [])
            self._below[actor] = frozenset(own).union(*(self.below(child) for child in own))
        return self._below[actor]

    def above(self, actor: int) -> set[int]:
        """Everybody over the actor, not itself."""
        found: set[int] = set()
        for parent in self.parents.get(actor, ()):
            found |= {parent} | self.above(parent)
        return found

    def frontier(self, actor: int, measured: Collection[int]) -> tuple[list[int], list[int]]:
        """The nearest measured actors under this one that together count nobody twice, and who is not
        counted.

        Nearer ones go first, and of equally near ones the widest. One that overlaps what is already counted
        is not used; those under it are tried instead. Whole branches without a measured value are named by
        their top.
        """
        counted: set[int] = set()
        parts: list[int] = []
        level = list(dict.fromkeys(self.children.get(actor, ())))
        while level:
            deeper: list[int] = []
            for candidate in sorted(level, key=lambda each: (-len(self.below(each)), each)):
                covers = self.below(candidate) | {candidate}
                if candidate in counted:
                    continue
                if candidate in measured and not covers & counted:
                    parts.append(candidate)
                    counted |= covers
                else:
                    deeper += self.children.get(candidate, ())
            level = list(dict.fromkeys(deeper))
        return parts, list(dict.fromkeys(self._uncounted(actor, counted)))

    def shared(self, part: int, actor: int) -> bool:
        """Whether the part also lies under another actor of the same kind, and so counts there too."""
        kind = self.kinds.get(actor)
        return any(over != actor and self.kinds.get(over) == kind for over in self.above(part))

    def _uncounted(self, actor: int, counted: set[int]) -> Iterator[int]:
        for child in self.children.get(actor, ()):
            if child in counted:
                continue
            below = self.below(child)
            if not below & counted:
                yield child
            elif not below <= counted:
                yield from self._uncounted(child, counted)

    def everybody(self, actors: Iterable[int] | None, root: int | None) -> list[int]:
        """The asked-for actors, else the root and all under it, else all."""
        if actors is not None:
            return list(actors)
        if root is not None:
            return [root, *sorted(self.below(root))]
        return sorted(self.kinds)
