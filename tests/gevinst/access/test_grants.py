"""Who may give which role, what becomes of it, and what nobody may do for herself."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from gevinst.access import gate, grants
from gevinst.access.grants import GrantError
from gevinst.access.models import Role, RoleAssignment, User
from gevinst.access.permissions import GIVEN_WITH, Permission
from gevinst.jobs.models import Job
from tests.cast import Cast, make_cast
from tests.gevinst.access.world import DUMMY, LOCMEM, give, held, make_administrator

pytestmark = pytest.mark.django_db
ALL, INVITING = set(Role), {Role.READER, Role.LEADER}


@pytest.fixture
def anne(cast: Cast) -> User:
    return make_administrator(cast)


def test_every_role_is_given_with_something() -> None:
    assert set(GIVEN_WITH) == ALL
    assert set(GIVEN_WITH.values()) == {Permission.INVITE, Permission.ADMINISTER}


@pytest.mark.parametrize(
    ("who", "may"), [("anne", ALL), ("kari", INVITING), ("ola", INVITING), ("liv", set()), ("per", set())]
)
def test_the_table_says_who_gives_what(cast: Cast, anne: User, who: str, may: set[Role]) -> None:
    by = anne if who == "anne" else getattr(cast, who)
    given, refusals = set(), set()
    for role in Role:
        try:
            give(cast, role, by=by, email=f"{role}@example.com")
            given.add(role)
        except GrantError as problem:
            refusals.add(str(problem))
    assert given == may
    assert refusals <= {"Du kan ikke gi den rollen her."}
    assert User.objects.filter(email__in=[f"{role}@example.com" for role in ALL - may]).count() == 0


def test_a_role_of_the_municipality_gives_at_its_units_and_a_role_at_a_unit_not_above(cast: Cast) -> None:
    assert give(cast, Role.LEADER, by=cast.kari, actor=cast.home_care)
    boss = make_administrator(cast, "bo", cast.home_care)
    assert give(cast, Role.OWNER, by=boss, actor=cast.home_care, email="eier@example.com")
    with pytest.raises(GrantError, match="ikke gi den rollen her"):
        give(cast, Role.READER, by=boss, email="andre@example.com")


def test_an_unknown_address_makes_a_person_who_has_no_password(cast: Cast) -> None:
    given = give(cast, Role.READER, by=cast.kari, email=" Ny@Example.com ")
    user = given.assignment.user
    assert given.is_new
    assert (user.email, user.name, user.has_usable_password(), user.has_come_in) == (
        "ny@example.com", "Ny Prøve", False, False,
    )  # fmt: skip
    assert cast.rauma.pk in gate.own_actors(user)


def test_a_known_address_is_the_same_person_and_keeps_the_name(cast: Cast) -> None:
    given = give(cast, Role.READER, by=cast.kari, email="NORA@example.com")
    assert not given.is_new
    assert (given.assignment.user, given.assignment.user.name) == (cast.nora, "Nora Prøve")


def test_who_gave_it_and_when_is_kept(cast: Cast) -> None:
    with time_machine.travel("2026-03-02T12:00:00+01:00"):
        assignment = give(cast, Role.READER, by=cast.kari).assignment
    assert (assignment.given_by, assignment.valid_from) == (cast.kari, date(2026, 3, 2))


def test_nobody_gives_herself_a_role(cast: Cast, anne: User) -> None:
    """Else the one who sends a plan could make herself the one who approves it."""
    with pytest.raises(GrantError, match="Du kan ikke gi deg selv en rolle"):
        give(cast, Role.OWNER, by=anne, email="anne@example.com")
    assert not gate.may(anne, Permission.APPROVE_PLAN, cast.rauma.pk)
    assert give(cast, Role.OWNER, by=make_administrator(cast, "bo"), email="anne@example.com")


def test_a_role_somebody_has_is_not_given_twice(cast: Cast) -> None:
    give(cast, Role.READER, by=cast.kari)
    with pytest.raises(GrantError, match="Ny Prøve er allerede leser i Rauma"):
        give(cast, Role.READER, by=cast.kari)


def test_a_closed_account_is_given_nothing(cast: Cast) -> None:
    User.objects.filter(pk=cast.nora.pk).update(is_active=False)
    with pytest.raises(GrantError, match="Kontoen med denne adressen er stengt"):
        give(cast, Role.READER, by=cast.kari, email="nora@example.com")


def test_a_role_that_is_ended_is_lost_at_once_and_remembered(cast: Cast) -> None:
    client, page = cast.client("liv"), reverse("dashboards:overview", args=["municipality", "1539"])
    assert client.get(page).status_code == 200
    today = date(2026, 3, 2)
    with time_machine.travel("2026-03-02T12:00:00+01:00"):
        grants.end(assignment=held(cast.liv, Role.READER), by=cast.kari)
        ended = held(cast.liv, Role.READER)
        assert (ended.valid_to, ended.ended_by) == (today, cast.kari)
        assert not RoleAssignment.objects.valid_on(today).filter(pk=ended.pk).exists()
        assert RoleAssignment.objects.valid_on(date(2026, 3, 1)).filter(pk=ended.pk).exists()
    assert client.get(page).status_code == 404


def test_ending_twice_is_as_once(cast: Cast, anne: User) -> None:
    grants.end(assignment=held(cast.liv, Role.READER), by=cast.kari)
    grants.end(assignment=held(cast.liv, Role.READER), by=anne)
    assert held(cast.liv, Role.READER).ended_by == cast.kari


def test_it_may_be_given_again_the_same_day(cast: Cast) -> None:
    first = give(cast, Role.READER, by=cast.kari).assignment
    grants.end(assignment=first, by=cast.kari)
    again = give(cast, Role.READER, by=cast.ola).assignment
    assert again.pk != first.pk
    assert RoleAssignment.objects.filter(user=first.user).count() == 2


def test_a_coordinator_ends_no_owner(cast: Cast) -> None:
    with pytest.raises(GrantError, match="Du kan ikke avslutte den rollen"):
        grants.end(assignment=held(cast.ola, Role.OWNER), by=cast.kari)
    assert gate.roles(cast.ola)


def test_who_lost_the_role_meanwhile_gives_and_ends_nothing(cast: Cast, anne: User) -> None:
    gate.roles(cast.kari)  # known to this request already
    grants.end(assignment=held(cast.kari, Role.COORDINATOR), by=anne)
    with pytest.raises(GrantError, match="ikke gi den rollen"):
        give(cast, Role.READER, by=cast.kari)
    with pytest.raises(GrantError, match="ikke avslutte den rollen"):
        grants.end(assignment=held(cast.liv, Role.READER), by=cast.kari)


def test_the_last_administrator_stays(cast: Cast, anne: User) -> None:
    with pytest.raises(GrantError, match="Anne Prøve er den eneste administratoren i Rauma"):
        grants.end(assignment=held(anne, Role.ADMINISTRATOR), by=anne)
    grants.end(assignment=held(make_administrator(cast, "bo"), Role.ADMINISTRATOR), by=anne)
    with pytest.raises(GrantError, match="eneste"):
        grants.end(assignment=held(anne, Role.ADMINISTRATOR), by=anne)


def test_one_who_has_never_come_in_does_not_relieve_the_last(cast: Cast, anne: User) -> None:
    waiting = give(cast, Role.ADMINISTRATOR, by=anne).assignment.user
    with pytest.raises(GrantError, match="eneste"):
        grants.end(assignment=held(anne, Role.ADMINISTRATOR), by=anne)
    waiting.set_password("noe langt og nytt")
    waiting.save()
    grants.end(assignment=held(anne, Role.ADMINISTRATOR), by=anne)
    assert not gate.roles(User.objects.get(pk=anne.pk))


def test_a_unit_may_be_left_to_the_administrator_above(cast: Cast, anne: User) -> None:
    of_unit = make_administrator(cast, "bo", cast.home_care)
    grants.end(assignment=held(of_unit, Role.ADMINISTRATOR), by=anne)
    assert not gate.roles(User.objects.get(pk=of_unit.pk))


def test_a_mail_is_ordered_where_mail_leaves(cast: Cast, settings) -> None:
    settings.EMAIL_BACKEND = DUMMY
    give(cast, Role.READER, by=cast.kari, email="en@example.com")
    assert not Job.objects.exists()
    settings.EMAIL_BACKEND = LOCMEM
    given = give(cast, Role.READER, by=cast.kari, email="to@example.com")
    assert Job.objects.get().subject == given.assignment.pk


def test_another_link_is_for_those_who_have_not_come_in(cast: Cast) -> None:
    grants.invite_again(assignment=give(cast, Role.READER, by=cast.kari).assignment, by=cast.kari)
    with pytest.raises(GrantError, match="Liv Prøve har alt vært inne"):
        grants.invite_again(assignment=held(cast.liv, Role.READER), by=cast.kari)


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_end_each_other_at_once_leave_one() -> None:
    cast = make_cast()
    pair = [make_administrator(cast, "anne"), make_administrator(cast, "bo")]
    gate_opens = threading.Barrier(2)

    def ends(by: User, other: User) -> str:
        gate_opens.wait()
        try:
            grants.end(assignment=held(other, Role.ADMINISTRATOR), by=by)
        except GrantError as problem:
            return str(problem)
        finally:
            connection.close()
        return "ended"

    with ThreadPoolExecutor(2) as pool:
        told = list(pool.map(ends, pair, reversed(pair)))
    assert sorted(one == "ended" for one in told) == [False, True]
    left = RoleAssignment.objects.valid_on(timezone.localdate()).filter(role=Role.ADMINISTRATOR)
    assert left.count() == 1
