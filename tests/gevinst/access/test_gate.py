"""Who gets through the gate, and that those who do not cannot tell a foreign row from none."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404

from gevinst.access import gate
from gevinst.access.models import Role, RoleAssignment, User
from gevinst.access.permissions import Permission
from gevinst.plans import services
from gevinst.plans.models import Plan
from gevinst.plans.targets import Ambition, Baseline
from indicators.imports.models import Upload
from tests.cast import SINCE, Cast

ANYBODY = AnonymousUser()


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return Plan.objects.create(actor=cast.rauma, title="Plan for Rauma")


def fresh(user: User) -> User:
    """As the next request meets them: what a request remembers is not kept."""
    return User.objects.get(pk=user.pk)


@pytest.mark.parametrize(
    ("who", "permission", "granted"),
    [
        ("kari", Permission.READ, True),
        ("kari", Permission.EDIT_PLAN, True),
        ("kari", Permission.IMPORT_VALUES, True),
        ("kari", Permission.ADMINISTER, False),
        ("ola", Permission.READ, True),
        ("ola", Permission.EDIT_PLAN, True),
        ("ola", Permission.IMPORT_VALUES, False),
        ("liv", Permission.READ, True),
        ("liv", Permission.EDIT_PLAN, False),
        ("liv", Permission.IMPORT_VALUES, False),
        ("per", Permission.READ, False),
        ("per", Permission.EDIT_PLAN, False),
        ("nora", Permission.READ, False),
    ],
)
def test_a_role_grants_just_what_the_table_says(
    cast: Cast, who: str, permission: Permission, granted: bool
) -> None:
    assert gate.may(getattr(cast, who), permission, cast.rauma.pk) is granted


def test_a_role_reaches_down_its_own_line_and_not_across(cast: Cast) -> None:
    assert gate.own_actors(cast.kari) == {cast.rauma.pk, cast.home_care.pk}


def test_a_leader_of_a_unit_does_not_reach_up(cast: Cast) -> None:
    RoleAssignment.objects.filter(user=cast.liv, role=Role.READER).delete()
    assert gate.own_actors(fresh(cast.liv)) == {cast.home_care.pk}


def test_somebody_without_a_role_or_a_login_has_no_actors(cast: Cast) -> None:
    assert gate.own_actors(cast.nora) == gate.own_actors(ANYBODY) == frozenset()


def test_a_role_that_has_ended_grants_nothing(cast: Cast) -> None:
    assert gate.own_actors(cast.per)
    RoleAssignment.objects.filter(user=cast.per).update(valid_to=date(2021, 12, 31))
    assert gate.own_actors(fresh(cast.per)) == frozenset()


def test_a_closed_account_grants_nothing(cast: Cast) -> None:
    assert gate.own_actors(cast.kari)
    User.objects.filter(pk=cast.kari.pk).update(is_active=False)
    assert gate.own_actors(fresh(cast.kari)) == frozenset()


def test_figures_are_shared_within_a_network_and_no_further(cast: Cast) -> None:
    assert {cast.rauma.pk, cast.molde.pk, cast.network.pk} <= gate.peers(cast.kari)
    assert cast.steinkjer.pk not in gate.peers(cast.kari)
    assert gate.peers(cast.per) == {cast.steinkjer.pk}


def test_the_line_of_another_is_not_shared_by_the_network(cast: Cast) -> None:
    assert cast.home_care.pk not in gate.peers(
        User.objects.create_user(email="mona@example.com", name="Mona Prøve")
    )
    RoleAssignment.objects.create(user=cast.nora, actor=cast.molde, role=Role.COORDINATOR, valid_from=SINCE)
    assert cast.rauma.pk in gate.peers(fresh(cast.nora))
    assert cast.home_care.pk not in gate.peers(fresh(cast.nora))


@pytest.mark.parametrize("who", ["kari", "ola", "liv"])
def test_those_of_rauma_read_its_plan(cast: Cast, plan: Plan, who: str) -> None:
    assert gate.plan(getattr(cast, who), plan.pk) == plan


@pytest.mark.parametrize("who", ["kari", "ola"])
def test_those_who_run_and_own_the_work_may_edit_it(cast: Cast, plan: Plan, who: str) -> None:
    assert gate.plan(getattr(cast, who), plan.pk, to=Permission.EDIT_PLAN) == plan


def test_one_who_reads_may_not_edit(cast: Cast, plan: Plan) -> None:
    with pytest.raises(Http404):
        gate.plan(cast.liv, plan.pk, to=Permission.EDIT_PLAN)


@pytest.mark.parametrize("who", ["per", "nora"])
def test_a_foreign_plan_and_none_are_refused_in_the_same_words(cast: Cast, plan: Plan, who: str) -> None:
    assert gate.plan(cast.kari, plan.pk)
    user = getattr(cast, who)
    with pytest.raises(Http404) as foreign:
        gate.plan(user, plan.pk)
    with pytest.raises(Http404) as none:
        gate.plan(user, plan.pk + 1000)
    assert str(foreign.value) == str(none.value)


def test_a_shared_plan_is_read_by_those_who_contribute_and_edited_by_its_owner(cast: Cast, catalogue) -> None:
    shared = Plan.objects.create(actor=cast.molde, title="Felles plan")
    with pytest.raises(Http404):
        gate.plan(cast.kari, shared.pk)
    benefit = services.add_benefit(plan=shared, indicator=catalogue["ukp-dogn"], title="Færre døgn")
    services.set_contribution(benefit=benefit, actor=cast.rauma, baseline=Baseline(), ambition=Ambition())
    assert gate.plan(cast.kari, shared.pk) == shared
    assert gate.benefit(cast.kari, benefit.pk) == benefit
    assert cast.molde in gate.actors(cast.kari)
    with pytest.raises(Http404):
        gate.benefit(cast.kari, benefit.pk, to=Permission.EDIT_PLAN)
    with pytest.raises(Http404):
        gate.plan(cast.per, shared.pk)


def test_the_overview_of_an_actor_is_for_those_who_belong_there(cast: Cast) -> None:
    assert gate.actor(cast.liv, kind="municipality", code="1539") == cast.rauma
    for user in (cast.per, cast.nora, ANYBODY):
        with pytest.raises(Http404):
            gate.actor(user, kind="municipality", code="1539")


def test_an_open_indicator_is_read_by_anybody_and_a_guarded_one_by_peers(cast: Cast, catalogue) -> None:
    ukp, continuity = catalogue["ukp-dogn"], catalogue["pleiekontinuitet-hjemmetjenesten"]
    assert gate.may_read_values(ANYBODY, ukp, cast.rauma.pk)
    assert gate.may_read_values(cast.liv, continuity, cast.molde.pk)
    assert not gate.may_read_values(cast.per, continuity, cast.rauma.pk)
    assert not gate.may_read_values(ANYBODY, continuity, cast.rauma.pk)


def test_values_are_delivered_for_own_actors_by_those_who_may_import(cast: Cast) -> None:
    assert gate.delivers_for(cast.kari) == {cast.rauma.pk, cast.home_care.pk}
    assert gate.delivers_for(cast.ola) == gate.delivers_for(cast.liv) == frozenset()


def upload(by: User) -> Upload:
    return Upload.objects.create(file_name="tall.csv", digest="0" * 64, size=1, created_by=by)


def test_colleagues_see_each_others_uploads(cast: Cast) -> None:
    RoleAssignment.objects.create(user=cast.nora, actor=cast.rauma, role=Role.COORDINATOR, valid_from=SINCE)
    sent = upload(cast.nora)
    assert gate.upload(cast.kari, sent.pk) == sent
    for user in (cast.ola, cast.liv, cast.per):
        with pytest.raises(Http404):
            gate.upload(user, sent.pk)


def test_what_a_colleague_may_have_sent_for_another_is_not_shown(cast: Cast) -> None:
    RoleAssignment.objects.create(user=cast.nora, actor=cast.rauma, role=Role.COORDINATOR, valid_from=SINCE)
    sent = upload(cast.nora)
    assert gate.upload(cast.kari, sent.pk) == sent
    RoleAssignment.objects.create(
        user=cast.nora, actor=cast.steinkjer, role=Role.COORDINATOR, valid_from=SINCE
    )
    with pytest.raises(Http404):
        gate.upload(cast.kari, sent.pk)
    assert gate.upload(fresh(cast.nora), sent.pk) == sent


@pytest.mark.parametrize(("days", "is_shown"), [(0, True), (1, False)])
def test_a_role_elsewhere_that_ended_the_day_it_was_given_hides_nothing(
    cast: Cast, days: int, is_shown: bool
) -> None:
    RoleAssignment.objects.create(user=cast.nora, actor=cast.rauma, role=Role.COORDINATOR, valid_from=SINCE)
    RoleAssignment.objects.create(
        user=cast.nora,
        actor=cast.steinkjer,
        role=Role.COORDINATOR,
        valid_from=SINCE,
        valid_to=SINCE + timedelta(days=days),
    )
    sent = upload(cast.nora)
    assert gate.uploads(cast.kari).filter(pk=sent.pk).exists() is is_shown


def test_who_one_is_takes_two_queries_however_often_it_is_asked(
    cast: Cast, django_assert_num_queries
) -> None:
    kari = fresh(cast.kari)
    with django_assert_num_queries(2):
        for permission in Permission:
            gate.own_actors(kari, permission)
        gate.actors_with_role(kari)
        gate.roles(kari)
