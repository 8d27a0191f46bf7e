"""What a table says when its wrong figures are put right, each thing once for all it holds for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from indicators.messages import listed
from indicators.table_audit.audit import Audit
from indicators.table_audit.consequences import Consequence


def told_by(audit: Audit) -> list[tuple[str, list[str]]]:
    """The heading of each column that says something else, and what: the order first, then the signs."""
    by_column: dict[str, dict[Consequence, None]] = defaultdict(dict)
    for finding in audit.findings:
        for one in finding.consequences:
            by_column[one.heading][one] = None
    return [(heading, [*_orders(every), *_signs(every)]) for heading, every in by_column.items()]


def _orders(every: dict[Consequence, None]) -> Iterator[str]:
    where: dict[str, list[str]] = defaultdict(list)
    for one in every:
        if one.kind != "sign":
            where[_order(one)].append(one.within)
    for said, within in sorted(where.items(), key=lambda told: "" not in told[1]):
        parts = str(listed([each for each in within if each]))
        if not parts:
            yield said
        elif "" in within:
            yield _("%(said)s Det gjelder samlet, og for %(parts)s.") % {"said": said, "parts": parts}
        else:
            yield _("%(said)s Det gjelder for %(parts)s.") % {"said": said, "parts": parts}


def _order(one: Consequence) -> str:
    names = {"right": one.right, "wrong": one.wrong}
    if one.kind == "order":
        return _("Rekkefølgen, høyest først, er %(right)s, ikke %(wrong)s.") % names
    if one.kind == "least":
        return _("%(right)s har størst nedgang, ikke %(wrong)s.") % names
    if one.is_change:
        return _("%(right)s har størst økning, ikke %(wrong)s.") % names
    return _("%(right)s har det høyeste tallet, ikke %(wrong)s.") % names


def _signs(every: dict[Consequence, None]) -> Iterator[str]:
    turned = [one for one in every if one.kind == "sign"]
    ups = [_figure(one) for one in turned if not one.is_fall]
    downs = [_figure(one) for one in turned if one.is_fall]
    if ups:
        yield ngettext(
            "%(n)s tall er trykt som nedgang, men er en økning: %(figures)s.",
            "%(n)s tall er trykt som nedgang, men er en økning: %(figures)s.",
            len(ups),
        ) % {"n": len(ups), "figures": "; ".join(ups)}
    if downs:
        yield ngettext(
            "%(n)s tall er trykt som økning, men er en nedgang: %(figures)s.",
            "%(n)s tall er trykt som økning, men er en nedgang: %(figures)s.",
            len(downs),
        ) % {"n": len(downs), "figures": "; ".join(downs)}


def _figure(one: Consequence) -> str:
    name = f"{one.right}, {one.within}" if one.within else one.right
    return f"{name} ({one.was} → {one.now})"
