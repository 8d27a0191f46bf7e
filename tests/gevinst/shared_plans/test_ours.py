"""Each contributor writes its own part, on one path, and nobody else's on any."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from gevinst.plans import services
from gevinst.plans.contents import content_of
from gevinst.plans.models import Action, Contribution, Milestone, Version
from tests.gevinst.shared_plans.conftest import Shared

TARGET = {
    "baseline": "700", "baseline_period": "2022", "baseline_source": "NPR", "form": "at_most",
    "target": "200", "target_date": "31.12.2027", "revision": "1",
}  # fmt: skip
MILESTONE = {"due": "31.12.2026", "basis": "absolute", "amount": "400"}
TASK = {"title": "Faste avtaler", "state": "planned"}
EFFORT = {"effort_hours": "1 200", "cost_yearly": "90000", "effort_text": "Koordinator", "revision": "1"}


def own_routes(shared: Shared, contribution: Contribution) -> list[tuple[str, list[int], dict[str, str]]]:
    """The addresses at which what this actor brings is written, and what is sent there."""
    part = [shared.benefit.pk, contribution.actor_id]
    milestone = services.add_milestone(
        contribution=contribution, due=date(2026, 6, 30), basis="absolute", amount=500
    )
    task = services.add_action(benefit=shared.benefit, title="Deres tiltak", actor=contribution.actor)
    return [
        ("plans:edit_contribution", part, TARGET),
        ("plans:add_milestone", part, MILESTONE),
        ("plans:edit_milestone", [*part, milestone.pk], {**MILESTONE, "revision": "1"}),
        ("plans:delete_milestone", [*part, milestone.pk], {}),
        ("plans:edit_action", [task.pk], {**TASK, "revision": "1"}),
        ("plans:delete_action", [task.pk], {}),
        ("shared_plans:edit_effort", part, EFFORT),
        ("shared_plans:add_action", part, TASK),
    ]


def state_of(shared: Shared) -> dict[str, Any]:
    return content_of(shared.plan)


@pytest.mark.parametrize("who", ["mona", "siri"])
def test_the_contributor_and_the_owner_of_the_plan_write_its_part(shared_plan: Shared, who: str) -> None:
    client = shared_plan.client(who)
    for route, arguments, data in own_routes(shared_plan, shared_plan.molde):
        before, path = state_of(shared_plan), f"{reverse(route, args=arguments)}?bidrag"
        if route == "shared_plans:edit_effort":
            data = {**data, "revision": str(Contribution.objects.get(pk=shared_plan.molde.pk).revision)}
        assert client.get(path).status_code == 200, route
        response = client.post(path, data)
        assert response.status_code == 302, (route, response.content.decode()[:3000])
        ours = reverse("shared_plans:ours", args=[shared_plan.plan.pk, shared_plan.molde.actor_id])
        assert response["Location"] == f"{ours}#gevinst-{shared_plan.benefit.pk}", route
        assert state_of(shared_plan) != before, f"{route} wrote nothing"
    molde = Contribution.objects.get(pk=shared_plan.molde.pk)
    assert (molde.target, molde.effort_hours, molde.cost_yearly) == (200, 1200, 90000)
    assert Action.objects.get(title="Faste avtaler", actor=shared_plan.cast.molde).state == "planned"


@pytest.mark.parametrize("who", ["kari", "per", "liv", "nora"])
def test_nobody_else_writes_it_whether_a_contributor_or_not(shared_plan: Shared, who: str) -> None:
    client = shared_plan.client(who)
    routes = own_routes(shared_plan, shared_plan.molde)
    before = state_of(shared_plan)
    for route, arguments, data in routes:
        path = reverse(route, args=arguments)
        assert client.get(path).status_code == 404, route
        assert client.post(path, data).status_code == 404, route
    assert state_of(shared_plan) == before


def test_a_member_writes_neither_the_whole_nor_the_benefit_nor_who_contributes(shared_plan: Shared) -> None:
    client, before = shared_plan.client("mona"), None
    routes = own_routes(shared_plan, shared_plan.whole)
    common = services.add_action(benefit=shared_plan.benefit, title="Felles tiltak")
    benefit = [shared_plan.benefit.pk]
    routes += [
        ("plans:edit_benefit", benefit, {"title": "Noe annet", "revision": "1"}),
        ("plans:delete_benefit", benefit, {}),
        ("plans:add_action", benefit, TASK),
        ("plans:edit_action", [common.pk], {**TASK, "revision": "1"}),
        ("plans:delete_action", [common.pk], {}),
        ("shared_plans:contributors", benefit, {"municipality": str(shared_plan.cast.rauma.pk)}),
        ("shared_plans:remove", [*benefit, shared_plan.molde.actor_id], {}),
    ]
    before = state_of(shared_plan)
    for route, arguments, data in routes:
        assert client.post(reverse(route, args=arguments), data).status_code == 404, route
    assert state_of(shared_plan) == before


def test_a_members_part_is_no_way_into_the_sheet_its_cells_the_workbook_or_the_api(
    shared_plan: Shared,
) -> None:
    """Not even to its own cells: the sheet and the file hold those of the others too."""
    client, plan, before = shared_plan.client("mona"), shared_plan.plan, state_of(shared_plan)
    for contribution in (shared_plan.molde, shared_plan.whole):
        sent = {"cells": [{"cell": f"mal-{contribution.pk}-target", "text": "1", "base": ""}]}
        answer = client.post(
            reverse("plans:write", args=[plan.pk]), json.dumps(sent), content_type="application/json"
        )
        assert answer.status_code == 404
        sent = {"cells": [{"cell": f"mal-{contribution.pk}-target", "text": "1", "was": ""}]}
        path = reverse("api:plan_cells", args=[plan.pk])
        assert client.patch(path, json.dumps(sent), content_type="application/json").status_code == 404
    row = {"rad": f"tiltak-{shared_plan.task.pk}"}
    assert client.post(reverse("plans:remove_row", args=[plan.pk]), row).status_code == 404
    new = {"slag": "tiltak", "under": str(shared_plan.benefit.pk)}
    assert client.post(reverse("plans:add_row", args=[plan.pk]), new).status_code == 404
    assert client.get(reverse("plans:sheet", args=[plan.pk])).status_code == 404
    assert client.post(reverse("plan_files:new", args=[plan.pk])).status_code == 404
    assert state_of(shared_plan) == before


def test_an_actor_of_ones_own_in_the_address_opens_no_other_plan(shared_plan: Shared) -> None:
    """Kari's Rauma contributes to the network's benefit, not to this one of the network's."""
    other = services.add_benefit(
        plan=shared_plan.plan, indicator=shared_plan.benefit.indicator, title="En annen gevinst"
    )
    client, rauma = shared_plan.client("kari"), shared_plan.cast.rauma.pk
    for route in ("plans:edit_contribution", "plans:add_milestone", "shared_plans:edit_effort"):
        assert client.get(reverse(route, args=[other.pk, rauma])).status_code == 404, route
        assert client.get(reverse(route, args=[shared_plan.benefit.pk, rauma])).status_code == 200, route
    theirs = services.add_milestone(
        contribution=shared_plan.molde, due=date(2026, 6, 30), basis="absolute", amount=1
    )
    for route in ("plans:edit_milestone", "plans:delete_milestone"):
        assert client.post(reverse(route, args=[shared_plan.benefit.pk, rauma, theirs.pk])).status_code == 404
    assert Milestone.objects.filter(pk=theirs.pk).exists()


def test_who_contributes_no_more_writes_no_more(shared_plan: Shared) -> None:
    task = services.add_action(benefit=shared_plan.benefit, title="Igjen", actor=shared_plan.cast.molde)
    shared_plan.molde.delete()
    client = shared_plan.client("mona")
    assert client.post(reverse("plans:edit_action", args=[task.pk]), TASK).status_code == 404
    assert client.get(reverse("plans:plan", args=[shared_plan.plan.pk])).status_code == 404


def test_everybody_who_contributes_reads_every_part_and_is_offered_only_their_own(
    shared_plan: Shared,
) -> None:
    def page(who: str, contribution: Contribution) -> str:
        path = reverse("shared_plans:ours", args=[shared_plan.plan.pk, contribution.actor_id])
        response = shared_plan.client(who).get(path)
        assert response.status_code == 200
        return response.content.decode()

    own, others = page("mona", shared_plan.molde), page("kari", shared_plan.molde)
    assert "Tavlemøte i Molde" in own
    assert "Tavlemøte i Molde" in others
    edit = reverse("plans:edit_contribution", args=[shared_plan.benefit.pk, shared_plan.molde.actor_id])
    assert edit in own
    assert edit not in others
    assert edit in page("siri", shared_plan.molde)
    nobody = reverse("shared_plans:ours", args=[shared_plan.plan.pk, shared_plan.cast.steinkjer.pk])
    assert shared_plan.client("siri").get(nobody).status_code == 404
    assert shared_plan.client("per").get(nobody).status_code == 404


def test_what_a_member_writes_stands_in_the_history_and_takes_back_what_waits(shared_plan: Shared) -> None:
    plan = shared_plan.plan
    plan.versions.create(number=1, content=content_of(plan), submitted_by=shared_plan.siri)
    path = reverse("shared_plans:edit_effort", args=[shared_plan.benefit.pk, shared_plan.molde.actor_id])
    shared_plan.client("mona").post(path, EFFORT)
    changes = {(one.field, one.became, one.by) for one in plan.changes.filter(kind="mal")}
    assert ("effort_hours", "1200", shared_plan.mona) in changes
    waiting = plan.versions.get()
    assert (waiting.state, waiting.decided_by) == (Version.State.WITHDRAWN, shared_plan.mona)


def test_who_saves_over_another_is_shown_both_and_nothing_is_lost(shared_plan: Shared) -> None:
    path = reverse("shared_plans:edit_effort", args=[shared_plan.benefit.pk, shared_plan.molde.actor_id])
    shared_plan.client("siri").post(path, {"effort_hours": "800", "revision": "1"})
    response = shared_plan.client("mona").post(path, EFFORT)
    page = response.content.decode()
    assert response.status_code == 200
    assert "Noen andre lagret mens du skrev." in page
    assert "Slik er det lagret nå" in page
    assert 'value="1 200"' in page
    assert ">800<" in page
    assert Contribution.objects.get(pk=shared_plan.molde.pk).effort_hours == 800


def test_an_effort_is_refused_in_words_when_it_is_no_number_or_negative(shared_plan: Shared) -> None:
    path = reverse("shared_plans:edit_effort", args=[shared_plan.benefit.pk, shared_plan.molde.actor_id])
    client = shared_plan.client("mona")
    page = client.post(path, {**EFFORT, "effort_hours": "−3"}).content.decode()
    assert "Tallet kan ikke være negativt." in page
    page = client.post(path, {**EFFORT, "effort_text": "Gjelder 01010112377"}).content.decode()
    assert Contribution.objects.get(pk=shared_plan.molde.pk).effort_hours is None
    assert "fødselsnummer" in page
