from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gevinst.plan_files import feeds
from gevinst.plan_files.models import CalendarFeed
from gevinst.plans.models import Plan
from tests.cast import Cast
from tests.counting import queries


def subscribe(client: Client) -> str:
    """The path of the address the page shows."""
    html = client.post(reverse("plan_files:open_feed")).content.decode()
    found = re.search(r"http://testserver(/plan/kalender/[\w-]+\.ics)", html)
    assert found is not None
    return found.group(1)


def test_the_address_gives_the_due_days_to_a_program_that_cannot_log_in(cast: Cast, plan: Plan) -> None:
    path = subscribe(cast.client("kari"))
    response = Client().get(path)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert "SUMMARY:Frist: Tavlemøte hver morgen" in response.content.decode()
    assert "http://testserver/plan/gevinst/" in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies


def test_the_address_is_shown_once_and_kept_nowhere(cast: Cast) -> None:
    client = cast.client("kari")
    secret = subscribe(client).rsplit("/", 1)[1].removesuffix(".ics")
    assert len(secret) >= 43
    assert secret not in client.get(reverse("plan_files:feed_page")).content.decode()
    assert secret not in str(CalendarFeed.objects.values().get())


def test_a_stopped_address_opens_nothing_and_neither_does_the_one_before_a_new_one(
    cast: Cast, plan: Plan
) -> None:
    client = cast.client("kari")
    first = subscribe(client)
    second = subscribe(client)
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200
    client.post(reverse("plan_files:close_feed"))
    assert Client().get(second).status_code == 404
    assert Client().get("/plan/kalender/gjettet.ics").status_code == 404


def test_it_shows_what_its_holder_may_read_and_no_more(cast: Cast, plan: Plan) -> None:
    assert b"BEGIN:VEVENT" in Client().get(subscribe(cast.client("liv"))).content
    assert b"BEGIN:VEVENT" not in Client().get(subscribe(cast.client("per"))).content


def test_who_has_lost_the_role_or_is_shut_out_sees_nothing(cast: Cast, plan: Plan) -> None:
    path = subscribe(cast.client("liv"))
    assert Client().get(path).status_code == 200
    cast.liv.roles.update(valid_to=timezone.localdate() - timedelta(days=1))
    assert Client().get(path).status_code == 404
    other = subscribe(cast.client("kari"))
    type(cast.kari).objects.filter(pk=cast.kari.pk).update(is_active=False)
    assert Client().get(other).status_code == 404


def test_the_address_only_reads(cast: Cast) -> None:
    path = subscribe(cast.client("kari"))
    for method in ("POST", "PUT", "DELETE"):
        assert Client().generic(method, path).status_code == 405


def test_each_has_one_address_of_their_own(cast: Cast) -> None:
    kari, ola = cast.client("kari"), cast.client("ola")
    mine, _theirs = subscribe(kari), subscribe(ola)
    ola.post(reverse("plan_files:close_feed"))
    assert Client().get(mine).status_code == 200


def test_the_page_tells_when_it_was_last_fetched(cast: Cast) -> None:
    client = cast.client("kari")
    path = subscribe(client)
    assert (
        "Ingen kalender har hentet den ennå." in client.get(reverse("plan_files:feed_page")).content.decode()
    )
    Client().get(path)
    today = f"{timezone.localdate():%d.%m.%Y}"
    told = client.get(reverse("plan_files:feed_page")).content.decode()
    assert f"Sist hentet av en kalender {today}." in told


@pytest.mark.parametrize("count", [1, 3])
def test_it_asks_as_often_for_many_plans(
    cast: Cast, plan: Plan, count: int, catalogue: dict[str, object]
) -> None:
    from tests.gevinst.plan_files.conftest import make_plan

    for _number in range(count):
        make_plan(cast, catalogue["ukp-dogn"])  # type: ignore[arg-type]
    secret = feeds.open_feed(user=cast.kari)
    feeds.calendar_for(secret, root="")
    with queries("plan files: calendar feed"):
        assert feeds.calendar_for(secret, root="") is not None
