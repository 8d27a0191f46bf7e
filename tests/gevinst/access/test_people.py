"""Folk og roller: what the page shows to whom, and what its forms answer."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from gevinst.access import gate, limits
from gevinst.access.models import Role, RoleAssignment, User
from gevinst.jobs.models import Job
from gevinst.onboarding.facts import facts_of
from gevinst.onboarding.tasks import lines_of
from gevinst.plans.models import Plan
from indicators.actors.models import Actor
from tests.cast import Cast
from tests.counting import queries
from tests.gevinst.access.world import DUMMY, give, held, make_administrator

pytestmark = pytest.mark.django_db
RAUMA = ("municipality", "1539")


@pytest.fixture(autouse=True)
def _nobody_has_asked() -> None:
    cache.clear()


@pytest.fixture
def anne(cast: Cast) -> Client:
    make_administrator(cast)
    client = Client()
    client.force_login(User.objects.get(email="anne@example.com"))
    return client


def page(client: Client, at: tuple[str, str] = RAUMA) -> str:
    answer = client.get(reverse("people", args=at))
    assert answer.status_code == 200
    return answer.content.decode()


def sent(client: Client, *, at: tuple[str, str] = RAUMA, **instead: Any) -> Any:
    place = Actor.objects.get(kind=at[0], code=at[1]).pk
    form = {"email": "ny@example.com", "name": "Ny Prøve", "role": "reader", "place": place, **instead}
    return client.post(reverse("people", args=at), form, follow=True)


def test_an_administrator_names_both_and_the_task_of_the_start_is_done(cast: Cast, anne: Client) -> None:
    RoleAssignment.objects.filter(user__in=[cast.kari, cast.ola]).delete()
    assert "Gevinstansvarlig og gevinstkoordinator mangler." in page(anne)
    task = reverse("onboarding:roles", args=RAUMA)
    main = anne.get(task).content.decode()
    assert f'href="{reverse("people", args=RAUMA)}#give"' in main
    assert "Navngi den som mangler" in main
    sent(anne, role="owner", email="ansvarlig@example.com")
    assert "Gevinstkoordinator mangler." in page(anne)
    sent(anne, role="coordinator", email="koordinator@example.com")
    assert "Gevinstansvarlig og gevinstkoordinator er på plass." in page(anne)
    assert "Navngi den som mangler" not in anne.get(task).content.decode()
    assert lines_of(facts_of(cast.rauma, plans=Plan.objects.all()))[0].judged.done


def test_who_gives_is_offered_what_she_may_give(cast: Cast, anne: Client) -> None:
    roles = {who: page(cast.client(who)).count('name="role"') for who in ("kari", "ola", "liv")}
    assert (roles, page(anne).count('name="role"')) == ({"kari": 2, "ola": 2, "liv": 0}, 5)
    assert "kan bare gis av en administrator" in page(cast.client("kari"))
    assert "kan gi roller" in page(cast.client("liv"))
    assert "avslutt" not in page(cast.client("liv"))


def test_a_role_that_is_not_offered_is_refused(cast: Cast) -> None:
    answer = sent(cast.client("kari"), role="owner")
    assert "Velg en av rollene i listen." in answer.content.decode()
    assert not User.objects.filter(email="ny@example.com").exists()


def test_a_place_of_another_is_refused(cast: Cast) -> None:
    answer = sent(cast.client("kari"), place=cast.molde.pk)
    assert "Velg et av stedene." in answer.content.decode()
    assert not User.objects.filter(email="ny@example.com").exists()


def test_a_leader_is_named_at_a_unit_from_the_page_of_the_municipality(cast: Cast) -> None:
    sent(cast.client("kari"), role="leader", place=cast.home_care.pk)
    assert RoleAssignment.objects.get(user__email="ny@example.com").actor == cast.home_care


@pytest.mark.parametrize(
    ("instead", "words"),
    [
        ({"email": ""}, "Skriv e-postadressen, som navn@kommune.no."),
        ({"email": "ingen adresse"}, "Skriv e-postadressen, som navn@kommune.no."),
        (
            {"email": f"{'a' * 60}@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 9}.no"},
            "E-postadressen er for lang.",
        ),
        ({"name": "Gratis vinn-penger.no"}, "Skriv bare navnet."),
        ({"name": ""}, "Skriv navnet på den som skal ha rollen."),
        ({"name": "Se http://ond.example/"}, "Skriv bare navnet."),
        ({"name": "Ny\nLinje"}, "Skriv bare navnet."),
        ({"role": ""}, "Velg en rolle."),
        ({"email": "kari@example.com"}, "Du kan ikke gi deg selv en rolle."),
        ({"email": "liv@example.com"}, "Liv Prøve er allerede leser i Rauma."),
    ],
)
def test_what_is_wrong_is_said_at_the_field(cast: Cast, instead: dict[str, str], words: str) -> None:
    before = RoleAssignment.objects.count()
    answer = sent(cast.client("kari"), **instead)
    summary = answer.content.decode().partition('class="error-summary"')[2].partition("</ul>")[0]
    assert words in summary
    assert RoleAssignment.objects.count() == before


@pytest.mark.parametrize("name", ["J.R. Nes", "Per A. Moe", "Nils Nes jr.", "Åse O'Hara-Ås"])
def test_a_name_with_dots_is_a_name(cast: Cast, name: str) -> None:
    sent(cast.client("kari"), name=name)
    assert User.objects.get(email="ny@example.com").name == name


def test_what_one_calls_somebody_is_shown_as_text(cast: Cast) -> None:
    User.objects.filter(pk=cast.liv.pk).update(name="<b>Liv</b>")
    assert "&lt;b&gt;Liv&lt;/b&gt;" in page(cast.client("kari"))


def test_a_role_is_ended_on_a_page_that_says_what_it_means(cast: Cast) -> None:
    client = cast.client("kari")
    path = reverse("end_role", args=[*RAUMA, held(cast.liv, Role.READER).pk])
    assert "Liv Prøve har vært leser i Rauma siden 01.01.2020." in client.get(path).content.decode()
    answer = client.post(path, follow=True).content.decode()
    assert "Liv Prøve er ikke lenger leser i Rauma." in answer
    assert "1 rolle er avsluttet" in answer
    assert client.post(path).status_code == 404
    assert "er avsluttet" not in page(cast.client("liv"), ("unit", "1539-hjemmetjenesten"))


def test_the_last_administrator_is_told_why_she_stays(cast: Cast, anne: Client) -> None:
    own = held(User.objects.get(email="anne@example.com"), Role.ADMINISTRATOR)
    answer = anne.post(reverse("end_role", args=[*RAUMA, own.pk]))
    assert "Anne Prøve er den eneste administratoren i Rauma." in answer.content.decode()
    make_administrator(cast, "bo")
    assert anne.post(reverse("end_role", args=[*RAUMA, own.pk]))["Location"] == "/"
    assert anne.get(reverse("people", args=RAUMA)).status_code == 404


@pytest.mark.parametrize("route", ["end_role", "invite_again"])
def test_no_foreign_role_is_reached_through_an_actor_of_ones_own(cast: Cast, route: str) -> None:
    theirs = held(cast.per, Role.COORDINATOR)
    higher = held(cast.ola, Role.OWNER)
    for one in (theirs, higher):
        assert cast.client("kari").post(reverse(route, args=[*RAUMA, one.pk])).status_code == 404
    assert gate.roles(cast.per)
    assert gate.roles(cast.ola)


def test_one_who_shares_a_plan_only_does_not_see_who_works_there(cast: Cast) -> None:
    assert cast.client("per").get(reverse("people", args=RAUMA)).status_code == 404


def test_the_link_is_shown_where_nothing_is_mailed_and_the_installation_is_ones_own(
    cast: Cast, settings: Any
) -> None:
    settings.EMAIL_BACKEND, settings.EMBEDDED = DUMMY, True
    answer = sent(cast.client("kari")).content.decode()
    assert "Gi denne lenken til Ny Prøve" in answer
    assert "/konto/velg-passord/" in answer
    settings.EMBEDDED = False
    answer = sent(cast.client("kari"), email="to@example.com").content.decode()
    assert "/konto/velg-passord/" not in answer
    assert "E-post er ikke satt opp her, så lenken for å logge inn er ikke sendt." in answer


def test_the_link_is_not_shown_for_one_who_waits_for_more_than_one_gives(
    cast: Cast, anne: Client, settings: Any
) -> None:
    """Or a coordinator would come in as the gevinstansvarlig an administrator has just named."""
    settings.EMAIL_BACKEND, settings.EMBEDDED = DUMMY, True
    give(cast, Role.OWNER, by=User.objects.get(email="anne@example.com"))
    answer = sent(cast.client("kari")).content.decode()
    assert "Ny Prøve er leser i Rauma." in answer
    assert "/konto/velg-passord/" not in answer
    assert "/konto/velg-passord/" in sent(anne, role="leader").content.decode()


def test_where_mail_leaves_the_link_goes_there_alone(cast: Cast) -> None:
    answer = sent(cast.client("kari")).content.decode()
    assert "En e-post om det er på vei til ny@example.com." in answer
    assert "/konto/velg-passord/" not in answer


def test_another_link_may_be_asked_for_until_they_come_in(cast: Cast) -> None:
    client = cast.client("kari")
    sent(client)
    waiting = held(User.objects.get(email="ny@example.com"), Role.READER)
    Job.objects.update(state=Job.State.FAILED)
    assert "E-posten kom ikke fram" in page(client)
    client.post(reverse("invite_again", args=[*RAUMA, waiting.pk]))
    assert Job.objects.count() == 2
    assert "Har ikke valgt passord" in page(client)
    answer = client.post(reverse("invite_again", args=[*RAUMA, held(cast.liv, Role.READER).pk]), follow=True)
    assert "Liv Prøve har alt vært inne i Gevinst." in answer.content.decode()


def test_many_roles_in_a_short_while_are_stopped(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(limits.RATES, "give", (1, 3600))
    assert "på vei" in sent(cast.client("kari")).content.decode()
    answer = sent(cast.client("kari"), email="to@example.com").content.decode()
    assert "Du har gitt mange roller på kort tid." in answer
    assert not User.objects.filter(email="to@example.com").exists()
    assert "på vei" in sent(cast.client("ola"), email="to@example.com").content.decode()


def test_the_menu_leads_there_for_those_who_give(cast: Cast) -> None:
    link = f'href="{reverse("people", args=RAUMA)}"'
    shown = {who: link in cast.client(who).get("/utvalgsliste/").content.decode() for who in ("kari", "liv")}
    assert shown == {"kari": True, "liv": False}


def test_many_people_cost_no_more_queries(cast: Cast) -> None:
    client = cast.client("kari")
    page(client)
    with queries("folk og roller, few or many"):
        page(client)
    for number in range(20):
        give(cast, Role.READER, by=cast.kari, email=f"leser-{number}@example.com")
    with queries("folk og roller, few or many"):
        page(client)
