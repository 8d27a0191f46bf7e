"""Who carries and who gains, in words: figures as cells, and what the sums leave out as sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gevinst.plans.models import Benefit, Contribution
from gevinst.shared_plans.carrying import Carrier, Carrying
from gevinst.shared_plans.ledger import Account, Ledger
from gevinst.shared_plans.words import EFFORTS, NOT_STATED, OF_ALL, amount, percent
from indicators.actors.models import Actor
from indicators.statistics.rounding import MINUS, format_number


@dataclass(frozen=True)
class Row:
    """A contributor in a benefit. `efforts` in the order of EFFORTS; `warns`: it carries more than it
    gains."""

    actor: Actor
    efforts: list[str]
    carries: str
    change: str
    of_gain: str
    gains: str
    verdict: str
    warns: bool


@dataclass(frozen=True)
class AccountRow:
    """A contributor over all benefits; `more`: those in which it carries more than it gains."""

    actor: Actor
    efforts: list[str]
    gains: str
    more: list[Benefit]


def rows_of(carrying: Carrying) -> list[Row]:
    """The whole first, then those that carry more than they gain."""
    carriers = sorted(carrying.carriers, key=lambda one: (not one.carries_more, not one.has_stated))
    return [_row(one) for one in ([carrying.whole] if carrying.whole else []) + carriers]


def account_rows(ledger: Ledger) -> list[AccountRow]:
    """Those that carry more than they gain first."""
    rows = [
        AccountRow(
            account.actor, amounts(account.totals), _gained(account), [one.benefit for one in account.more]
        )
        for account in ledger.accounts
    ]
    return sorted(rows, key=lambda row: not row.more)


def amounts(values: dict[str, float | None]) -> list[str]:
    return [amount(name, values[name]) for name in EFFORTS]


def sums_of(carrying: Carrying) -> list[str]:
    return amounts({name: carrying.sums[name].total for name in EFFORTS})


def notes_of(carrying: Carrying) -> list[str]:
    """Who has not stated what, and what the sums leave out."""
    return [*_missing_in(carrying), *_left_out_of(carrying)]


def notes_of_all(ledger: Ledger) -> list[str]:
    said = []
    for name in EFFORTS:
        lacking, of_all = ledger.missing(name)
        if lacking:
            said.append(
                _sentence(
                    NOT_STATED[name] % {"n": lacking, "all": of_all}, _("for alle gevinstene de bidrar til")
                )
            )
    for name in EFFORTS:
        for of, actor, value in ledger.left_out(name):
            said.append(_left_out(actor, amount(name, value), of.benefit.title))
    return said


def finding(flagged: Sequence[str], stated: int, expected: int) -> str:
    """`flagged`: names of those that carry more than they gain; `stated`: how many of those `expected` have
    said what they put in."""
    if not stated:
        return _("Ingen har oppgitt hva de legger inn ennå.")
    names = _listed(flagged) if flagged else ""
    said = [
        ngettext("%(names)s bærer mer enn den får.", "%(names)s bærer mer enn de får.", len(flagged))
        % {"names": names}
        if flagged
        else _("Ingen bærer mer enn de får, etter det som er oppgitt og målt.")
    ]
    if stated < expected:
        silent = {"n": expected - stated, "all": expected}
        said.append(_("%(n)s av %(all)s har ikke oppgitt hva de legger inn.") % silent)
    return " ".join(said)


def verdict(one: Carrier) -> str:
    """What it carries against what it gains, in a sentence."""
    if one.carries and one.better is False:
        return _("Bærer mer enn den får: ingen målt forbedring så langt.")
    if one.heavier and one.of_gain is not None:
        parts = [OF_ALL[name] % {"percent": percent(share)} for name, share in one.heavier.items()]
        return _("Bærer mer enn den får: %(parts)s, %(gain)s av forbedringen.") % {
            "parts": _listed(parts),
            "gain": percent(one.of_gain),
        }
    if one.carries:
        return _("Bærer og får.") if one.better else _("Bærer. Hva den får, er ikke målt ennå.")
    if one.has_stated:
        return _("Får uten egne timer eller kroner.") if one.better else ""
    return _("Får. Har ikke oppgitt innsats.") if one.better else _("Har ikke oppgitt innsats.")


def changed(one: Carrier) -> str:
    """«−2 341 døgn», «+5 prosentpoeng», «uendret (holdt)»."""
    line, change = one.line, one.change
    if change is None:
        return "–"
    sign = "+" if change > 0 else MINUS
    if not change:
        told = _("uendret")
    elif line.indicator.kind == "share":
        told = f"{sign}{format_number(abs(change), line.indicator.decimals)}\u00a0{_('prosentpoeng')}"
    else:
        told = f"{sign}{line.show(abs(change))}"
    if line.contribution.form != Contribution.Form.HOLD:
        return told
    return f"{told} ({_('holdt') if one.better else _('ikke holdt')})"


def _row(one: Carrier) -> Row:
    return Row(
        actor=one.actor,
        efforts=amounts(one.efforts),
        carries=one.contribution.effort_text,
        change=changed(one),
        of_gain=percent(one.of_gain) if one.better and one.of_gain is not None else "",
        gains=one.contribution.gain_text,
        verdict=verdict(one),
        warns=one.carries_more,
    )


def _gained(account: Account) -> str:
    if not account.measured:
        return _("ikke målt ennå")
    return _("bedre i %(n)s av %(all)s målte") % {"n": account.better, "all": account.measured}


def _missing_in(carrying: Carrying) -> Iterator[str]:
    for name in EFFORTS:
        found = carrying.sums[name]
        if found.missing:
            said = NOT_STATED[name] % {"n": len(found.missing), "all": found.expected}
            few = len(found.missing) <= 3
            names = _listed([actor.name for actor in carrying.named(found.missing)]) if few else ""
            yield f"{said}: {names}." if names else f"{said}."


def _left_out_of(carrying: Carrying) -> Iterator[str]:
    for name in EFFORTS:
        stated = carrying.stated(name)
        for actor in carrying.named(carrying.sums[name].left_out):
            yield _left_out(actor, amount(name, stated[actor.pk]))


def _left_out(actor: Actor, value: str, benefit: str = "") -> str:
    words = {"actor": actor, "amount": value, "benefit": benefit}
    if benefit:
        told = _(
            "Summen er uten %(amount)s fra %(actor)s i «%(benefit)s»: andre som er regnet med, er en del av "
            "eller overlapper %(actor)s."
        )
    else:
        told = _(
            "Summen er uten %(amount)s fra %(actor)s: andre som er regnet med, er en del av eller overlapper "
            "%(actor)s."
        )
    return told % words


def _sentence(*words: str) -> str:
    return f"{' '.join(words)}."


def _listed(names: Iterable[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} {_('og')} {last}" if first else last
