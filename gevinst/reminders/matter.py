"""What several sources tell of, read once and handed to them all."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

from django.db.models import Prefetch, Q

from gevinst.definitions.asking import Definitions
from gevinst.plans.models import Benefit, Contribution, Plan
from gevinst.plans.queries import Sent, newest_versions
from indicators.actors.successions import Successions
from indicators.measurements.periods import Period


@dataclass(frozen=True)
class Matter:
    """`benefits` with plan, indicator and contributions, and the `definitions` behind them; `plans` with
    their newest versions. There may be more than the people are told of. `measured`: by the ids of indicator
    and actor, the periods of the figures the actor has delivered, for those that have been read."""

    benefits: Sequence[Benefit]
    plans: Sequence[Sent]
    definitions: Definitions
    successions: Successions
    measured: Mapping[tuple[int, int], Sequence[Period]] = field(default_factory=dict)

    @classmethod
    def of(cls, actors: Collection[int], users: Collection[int]) -> Self:
        """The plans of these actors, what they bring to others', and what these users own. Four queries, and
        two more where a definition has been changed."""
        brought = Contribution.objects.filter(actor__in=actors).values("benefit")
        concerned = Q(plan__actor__in=actors) | Q(owner__in=users) | Q(pk__in=brought)
        benefits = list(
            Benefit.objects.filter(concerned)
            .select_related("indicator", "plan__actor")
            .prefetch_related(Prefetch("contributions", Contribution.objects.select_related("actor")))
        )
        return cls(
            benefits=benefits,
            plans=newest_versions(Plan.objects.filter(actor__in=actors)),
            definitions=Definitions.of(benefits),
            successions=Successions.load(),
        )

    def contributions(self) -> Iterable[Contribution]:
        return (one for benefit in self.benefits for one in benefit.contributions.all())
