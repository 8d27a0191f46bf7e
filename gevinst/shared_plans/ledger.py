"""All benefits of a plan together: what each contributor carries, and where it has gained."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from gevinst.plans.lines import BenefitLines
from gevinst.shared_plans.carrying import Carrier, Carrying, carrying_of
from gevinst.shared_plans.queries import parts_of
from gevinst.shared_plans.words import EFFORTS
from indicators.actors.models import Actor


@dataclass
class Account:
    """One contributor over all benefits. `totals`: of each effort what it stated, None where nothing; `more`:
    the benefits in which it carries more than it gains."""

    actor: Actor
    parts: list[tuple[Carrying, Carrier]] = field(default_factory=list)

    @property
    def totals(self) -> dict[str, float | None]:
        found: dict[str, float | None] = {}
        for name in EFFORTS:
            known = [value for _of, one in self.parts if (value := one.efforts[name]) is not None]
            found[name] = sum(known) if known else None
        return found

    @property
    def has_stated(self) -> bool:
        return any(one.has_stated for _of, one in self.parts)

    @property
    def better(self) -> int:
        return sum(one.better is True for _of, one in self.parts)

    @property
    def measured(self) -> int:
        return sum(one.better is not None for _of, one in self.parts)

    @property
    def more(self) -> list[Carrying]:
        return [of for of, one in self.parts if one.carries_more]


@dataclass(frozen=True)
class Ledger:
    """`totals`: the sums of all benefits, each without what would count twice."""

    benefits: list[Carrying]
    accounts: list[Account]

    @property
    def contributing(self) -> list[Account]:
        """Without the plan's own actor, where others contribute."""
        whole = {one.whole.actor.pk for one in self.benefits if one.whole and one.carriers}
        return [account for account in self.accounts if account.actor.pk not in whole]

    @property
    def totals(self) -> dict[str, float | None]:
        found: dict[str, float | None] = {}
        for name in EFFORTS:
            known = [total for one in self.benefits if (total := one.sums[name].total) is not None]
            found[name] = sum(known) if known else None
        return found

    def left_out(self, measure: str) -> list[tuple[Carrying, Actor, float]]:
        """What is not in the total: of which benefit, whose, and how much."""
        return [
            (one, actor, amount)
            for one in self.benefits
            for actor in one.named(one.sums[measure].left_out)
            if (amount := one.stated(measure)[actor.pk]) is not None
        ]

    def missing(self, measure: str) -> tuple[int, int]:
        """How many contributors lack it in some benefit, of how many; without the whole they are parts of."""
        members = {account.actor.pk for account in self.contributing}
        lacking = {pk for one in self.benefits for pk in one.sums[measure].missing} & members
        return len(lacking), len(members)


def ledger_of(entries: Iterable[BenefitLines]) -> Ledger:
    """One query."""
    entries = list(entries)
    actors = {line.actor.pk for entry in entries for line in (entry.main, *entry.members) if line}
    parts = parts_of(actors)
    benefits = [carrying_of(entry, parts) for entry in entries]
    accounts: dict[int, Account] = {}
    together: dict[int, list[tuple[Carrying, Carrier]]] = defaultdict(list)
    for of in benefits:
        for one in of.everybody:
            accounts.setdefault(one.actor.pk, Account(one.actor))
            together[one.actor.pk].append((of, one))
    for pk, account in accounts.items():
        account.parts = together[pk]
    return Ledger(benefits, list(accounts.values()))
