"""What the figures propose, in which order, and in which words."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from gevinst.meetings.finding import Proposal
from gevinst.meetings.models import Meeting
from gevinst.meetings.proposing import proposals_for
from gevinst.meetings.signals import missing
from gevinst.meetings.signals.world import world_of
from gevinst.plans import services as plans
from gevinst.plans.targets import Ambition, Baseline
from indicators.catalogue.models import Indicator
from tests.cast import Cast, make_catalogue
from tests.counting import queries
from tests.gevinst.meetings.world import FALLEN, STEADY, fill, join, make_meeting, soon

pytestmark = pytest.mark.django_db


def found(meeting: Meeting, user: Any = None) -> dict[str, list[Proposal]]:
    kinds: dict[str, list[Proposal]] = {}
    for one in proposals_for(meeting, user or AnonymousUser()):
        kinds.setdefault(one.kind, []).append(one)
    return kinds


def test_a_real_change_is_proposed_as_what_it_is_for_the_one_who_reads(meeting: Meeting) -> None:
    kinds = found(meeting)
    assert [one.title for one in kinds["improvement"]] == ["Antall UKP-døgn i Rauma"]
    assert [one.title for one in kinds["concern"]] == ["Antall UKP-døgn i Molde"]
    said = kinds["improvement"][0].finding.replace("\u00a0", " ")
    assert said.startswith("Rauma er nede på 24 døgn i måneden i snitt siden ")
    assert said.endswith(", fra 41 døgn")
    assert kinds["concern"][0].finding.startswith("Molde er oppe på 6")
    assert kinds["concern"][0].why.startswith("Endringen er reell: ")


def test_concerns_stand_before_improvements(meeting: Meeting) -> None:
    assert list(found(meeting))[:2] == ["concern", "improvement"]


def test_too_few_figures_and_usual_variation_are_never_a_signal(cast: Cast, days: Indicator) -> None:
    fill(days, cast.rauma, (40, 41, 3))
    fill(days, cast.molde, STEADY * 2)
    assert found(make_meeting(cast, [days])) == {}


def test_the_largest_change_stands_first(cast: Cast, days: Indicator) -> None:
    fill(days, cast.rauma, STEADY + (30,) * 9)
    fill(days, cast.molde, STEADY + (10,) * 9)
    kinds = found(make_meeting(cast, [days]))
    assert [one.actor.name for one in kinds["improvement"] if one.actor] == ["Molde", "Rauma"]


def test_a_difference_is_judged_by_the_funnel_and_not_by_the_size_of_the_bar(cast: Cast) -> None:
    share = make_catalogue()["ukp-andel-liggedogn"]
    one, two, tiny = join(cast, 3)
    for actor, top, below in (
        (cast.rauma, 100, 1000),
        (cast.molde, 102, 1000),
        (one, 98, 1000),
        (two, 160, 1000),
        (tiny, 1, 3),
    ):
        fill(share, actor, (top,), below=below)
    spread = found(make_meeting(cast, [share]))["spread"]
    assert len(spread) == 1
    assert spread[0].finding.startswith("Bygd 2 ligger klart høyere enn ROR-nettverket: 16"), spread[
        0
    ].finding
    assert spread[0].why == "1 av 5 ligger lenger fra gruppen enn tilfeldigheter gir."


def test_differences_chance_could_give_are_not_proposed(cast: Cast) -> None:
    share = make_catalogue()["ukp-andel-liggedogn"]
    (tiny,) = join(cast, 1)
    for actor, top, below in ((cast.rauma, 100, 1000), (cast.molde, 104, 1000), (tiny, 1, 3)):
        fill(share, actor, (top,), below=below)
    assert "spread" not in found(make_meeting(cast, [share]))


def test_who_no_longer_delivers_is_proposed_with_since_when(cast: Cast, days: Indicator) -> None:
    fill(days, cast.rauma, STEADY, back=7)
    fill(days, cast.molde, STEADY, back=1)
    missing = found(make_meeting(cast, [days]))["missing"]
    assert missing[0].finding.startswith("Rauma mangler tall etter ")
    assert missing[0].why.startswith("1 av 2 er forsinket")


def test_a_meeting_told_of_afterwards_knows_no_later_delivery(cast: Cast, days: Indicator) -> None:
    """Rauma had stopped when they met and has delivered all since: it is late on that day alone."""
    fill(days, cast.rauma, STEADY, back=13)
    fill(days, cast.molde, STEADY * 2, back=1)
    fill(days, cast.rauma, STEADY[:4], back=1)
    meeting = make_meeting(cast, [days], date=soon(-150))
    (proposal,) = found(meeting)["missing"]
    assert proposal.finding.startswith("Rauma mangler tall etter ")
    told = missing.finding(world_of(meeting), days)
    drawn = [day for trace in told.figure["data"] for day in trace["x"]]
    assert max(drawn) <= meeting.date.isoformat()
    assert "missing" not in found(make_meeting(cast, [days]))


def test_a_missed_milestone_is_proposed_to_who_may_read_the_plan_alone(cast: Cast, days: Indicator) -> None:
    fill(days, cast.rauma, STEADY)
    plan = plans.create_plan(actor=cast.rauma, title="Plan for Rauma")
    benefit = plans.add_benefit(plan=plan, indicator=days, title="Færre døgn")
    contribution = plans.set_contribution(
        benefit=benefit,
        actor=cast.rauma,
        baseline=Baseline(value=60, text="mai 2024", stated_on=soon(-700), source="NPR"),
        ambition=Ambition(form="at_most", target=10, by=soon(300)),
    )
    plans.add_milestone(contribution=contribution, due=soon(-60), basis="absolute", amount=20)
    meeting = make_meeting(cast, [days])
    (one,) = found(meeting, cast.kari)["milestone"]
    assert one.finding.replace("\u00a0", " ").startswith("Rauma skulle vært på 20 døgn ")
    assert one.finding.replace("\u00a0", " ").endswith("men er på 43 døgn")
    assert one.note == "Punktet viser tall og mål fra planen «Plan for Rauma» til alle i møtet."
    assert "milestone" not in found(meeting, cast.per)


def test_the_same_is_not_proposed_twice(meeting: Meeting) -> None:
    every = proposals_for(meeting, AnonymousUser())
    taken = {one.key for one in every}
    assert taken
    assert proposals_for(meeting, AnonymousUser(), taken) == []


@pytest.mark.parametrize("more", [0, 12])
def test_it_asks_as_often_for_many_members_and_indicators_as_for_few(cast: Cast, more: int) -> None:
    catalogue = make_catalogue()
    indicators = [catalogue["ukp-dogn"]]
    if more:
        indicators += [catalogue["ukp-andel-liggedogn"], catalogue["pleiekontinuitet-hjemmetjenesten"]]
    for actor in (cast.rauma, cast.molde, *join(cast, more)):
        for indicator in indicators:
            fill(indicator, actor, STEADY + FALLEN, below=None if indicator.kind == "count" else 900)
    meeting = make_meeting(cast, indicators)
    with queries("meetings: agenda proposed"):
        assert proposals_for(meeting, cast.kari)
