"""Writes to structures."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from django.db import transaction

from indicators.actors.models import Closure, Membership, Structure

FOREVER = date.max
Span = tuple[date, date]


@transaction.atomic
def rebuild_closure(*, structure: Structure) -> int:
    """Derive the closure of one structure from its dated memberships. Returns the number of rows.

    Each path from ancestor to descendant holds on the intersection of its edges' spans; overlapping or
    touching spans of the same pair are joined, so a pair is never there twice on one day.
    """
    edges: dict[int, list[tuple[int, Span]]] = defaultdict(list)
    spans_of: dict[int, list[Span]] = defaultdict(list)
    for link in Membership.objects.filter(structure=structure):
        span = (link.valid_from, link.valid_to or FOREVER)
        edges[link.parent_id].append((link.child_id, span))
        spans_of[link.parent_id].append(span)
        spans_of[link.child_id].append(span)

    pairs: dict[tuple[int, int], list[tuple[Span, int]]] = defaultdict(list)
    for actor in spans_of:
        for span in spans_of[actor]:
            pairs[(actor, actor)].append((span, 0))
        _walk(actor, actor, (date.min, FOREVER), 1, edges, pairs, seen={actor})

    rows = [
        Closure(
            structure=structure,
            ancestor_id=ancestor,
            descendant_id=descendant,
            depth=depth,
            valid_from=start,
            valid_to=None if end == FOREVER else end,
        )
        for (ancestor, descendant), found in pairs.items()
        for (start, end), depth in _joined(found)
    ]
    Closure.objects.filter(structure=structure).delete()
    Closure.objects.bulk_create(rows, batch_size=2000)
    return len(rows)


def _walk(
    top: int,
    at: int,
    span: Span,
    depth: int,
    edges: dict[int, list[tuple[int, Span]]],
    pairs: dict[tuple[int, int], list[tuple[Span, int]]],
    seen: set[int],
) -> None:
    for child, edge_span in edges.get(at, []):
        held = (max(span[0], edge_span[0]), min(span[1], edge_span[1]))
        if held[0] > held[1]:
            continue
        if child in seen:
            raise ValueError(f"Strukturen går i ring ved aktør {child}")
        pairs[(top, child)].append((held, depth))
        _walk(top, child, held, depth + 1, edges, pairs, seen | {child})


def _joined(found: list[tuple[Span, int]]) -> list[tuple[Span, int]]:
    result: list[tuple[Span, int]] = []
    for (start, end), depth in sorted(found):
        if result and (result[-1][0][1] == FOREVER or start.toordinal() <= result[-1][0][1].toordinal() + 1):
            (first, last), shallow = result[-1]
            result[-1] = ((first, max(last, end)), min(shallow, depth))
        else:
            result.append(((start, end), depth))
    return result
