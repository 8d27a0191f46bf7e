"""Min forside: what needs one first, over all actors, and what it says when nothing does."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from gevinst.access.models import RoleAssignment
from gevinst.dashboards.boards.mine import Mine, mine
from gevinst.plans import services, versions
from gevinst.plans.comments import say
from gevinst.plans.edits import Written, edit
from gevinst.plans.models import Benefit, Plan, Version, Via
from gevinst.plans.rows.kind import Address
from gevinst.plans.targets import Ambition, Baseline
from indicators.catalogue.models import Indicator
from tests.cast import SINCE, Cast, measure
from tests.counting import queries
from tests.gevinst.dashboards.test_overview import PAST, UKP, add

NOT_SENT = "«Plan for Rauma» er ikke sendt til godkjenning"


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return services.create_plan(actor=cast.rauma, title="Plan for Rauma")


def page_of(cast: Cast, who: str) -> str:
    return cast.client(who).get(reverse("dashboards:mine")).content.decode()


def asked_of(cast: Cast, who: str) -> list[str]:
    board = mine(getattr(cast, who))
    assert board is not None
    return [need.text for need in board.needs]


def getting_worse(plan: Plan, catalogue: dict[str, Indicator]) -> Benefit:
    benefit = add(plan, catalogue, "Færre døgn", ambition=Ambition(form="at_most", target=40, by=PAST))
    for year in ("2022", "2023", "2024"):
        measure(catalogue[UKP], plan.actor, year, numerator=130)
    return benefit


def sent(plan: Plan, cast: Cast) -> None:
    Version.objects.create(plan=plan, number=1, content={}, submitted_by=cast.kari)


def test_what_goes_the_wrong_way_comes_before_what_is_late_and_that_before_what_is_lacking(
    plan: Plan, cast: Cast, catalogue: dict[str, Indicator]
) -> None:
    benefit = getting_worse(plan, catalogue)
    add(plan, catalogue, "Uten ambisjon", ambition=Ambition())
    services.add_action(benefit=benefit, title="Tavlemøte", due=PAST)
    asked = asked_of(cast, "kari")
    assert asked[:2] == ["Færre døgn", "Tiltaket «Tavlemøte» er over fristen"]
    assert {"Uten ambisjon", NOT_SENT} <= set(asked[2:])


def test_a_plan_that_waits_is_first_for_whoever_approves_and_for_no_one_else(
    plan: Plan, cast: Cast, catalogue: dict[str, Indicator]
) -> None:
    add(plan, catalogue, "Færre døgn")
    assert NOT_SENT in asked_of(cast, "kari")
    sent(plan, cast)
    waits = "«Plan for Rauma» venter på godkjenning"
    assert asked_of(cast, "ola")[0] == waits
    assert waits not in asked_of(cast, "kari")
    assert NOT_SENT not in asked_of(cast, "kari")


def test_a_plan_that_was_sent_back_leads_to_the_reason(
    plan: Plan, cast: Cast, catalogue: dict[str, Indicator]
) -> None:
    add(plan, catalogue, "Færre døgn")
    sent(plan, cast)
    versions.reject(version=plan.versions.get(), by=cast.ola, reason="Mangler tiltak")
    board = mine(cast.kari)
    assert board is not None
    (need,) = [one for one in board.needs if "sendt tilbake" in one.text]
    assert need.url == reverse("plans:version", args=[plan.pk, 1])
    assert "Mangler tiltak" in cast.client("kari").get(need.url).content.decode()


def test_one_who_is_named_is_told_so_last(plan: Plan, cast: Cast, catalogue: dict[str, Indicator]) -> None:
    benefit = getting_worse(plan, catalogue)
    address = Address("gevinst", benefit.pk, "note")
    say(plan=plan, address=address, text="Se her", by=cast.ola, mentions=[cast.kari])
    assert asked_of(cast, "kari")[-1] == "Du er nevnt i en kommentar i «Plan for Rauma»"


def test_a_leader_who_may_change_nothing_watches_but_is_asked_about_what_is_hers(
    plan: Plan, cast: Cast, catalogue: dict[str, Indicator]
) -> None:
    benefit = getting_worse(plan, catalogue)
    board = mine(cast.liv)
    assert board is not None
    assert (board.needs, [one.text for one in board.watched]) == ([], ["Færre døgn"])
    Benefit.objects.filter(pk=benefit.pk).update(owner=cast.liv)
    assert asked_of(cast, "liv")[0] == "Færre døgn"


def test_it_is_about_all_actors_of_one_and_says_whose_each_is(
    plan: Plan, cast: Cast, catalogue: dict[str, Indicator]
) -> None:
    other = services.create_plan(actor=cast.molde, title="Plan for Molde")
    for one in (plan, other):
        add(one, catalogue, f"Uten nullpunkt i {one.actor.name}", baseline=Baseline())
    RoleAssignment.objects.create(user=cast.kari, actor=cast.molde, role="coordinator", valid_from=SINCE)
    page = page_of(cast, "kari")
    assert "Molde · Nullpunktet mangler" in page
    assert "Rauma · Nullpunktet mangler" in page
    assert "Molde · " not in page_of(cast, "ola")


def test_nothing_that_waits_is_praised_with_something_to_look_at(
    plan: Plan, cast: Cast, catalogue: dict[str, Indicator]
) -> None:
    add(plan, catalogue, "Færre døgn")
    page = page_of(cast, "liv")
    assert "Ingenting venter på deg" in page
    assert "Godt arbeid." in page


def test_one_who_has_not_begun_is_not_praised_but_shown_where_to_begin(cast: Cast) -> None:
    page = page_of(cast, "kari")
    assert "Ingenting venter på deg" in page
    assert "Godt arbeid." not in page
    assert "Det er ikke valgt noen gevinster ennå." in page
    assert f'href="{reverse("onboarding:programme", args=["municipality", "1539"])}"' in page
    assert f'href="{reverse("dashboards:overview", args=["municipality", "1539"])}"' in page


def test_somebody_without_a_role_is_told_who_can_give_one(cast: Cast) -> None:
    assert "Du har ingen rolle ennå" in page_of(cast, "nora")


def test_the_front_page_leads_there(cast: Cast) -> None:
    assert cast.client("kari").get("/")["Location"] == "/min/"


def test_one_goes_on_where_one_wrote_last(plan: Plan, cast: Cast, catalogue: dict[str, Indicator]) -> None:
    benefit = add(plan, catalogue, "Færre døgn")
    assert "Fortsett der du slapp" not in page_of(cast, "kari")
    address = Address("gevinst", benefit.pk, "note")
    edit(plan=plan, written=[Written(address=address, text="Nytt", base=None)], by=cast.kari, via=Via.PAGE)
    page = page_of(cast, "kari")
    assert f'href="{reverse("plans:sheet", args=[plan.pk])}#gevinst-{benefit.pk}-note"' in page
    assert "Fortsett der du slapp" not in page_of(cast, "ola")


def test_a_foreign_plan_asks_nobody_here(plan: Plan, cast: Cast, catalogue: dict[str, Indicator]) -> None:
    getting_worse(plan, catalogue)
    assert asked_of(cast, "kari")
    board = mine(cast.per)
    assert isinstance(board, Mine)
    assert (board.needs, board.watched, board.sentence) == ([], [], "")


@pytest.mark.parametrize("how_many", [5, 500])
def test_it_asks_the_database_as_often_for_500_benefits_as_for_five(
    plan: Plan, cast: Cast, catalogue: dict[str, Indicator], how_many: int
) -> None:
    first = add(plan, catalogue, "Færre døgn")
    services.add_action(benefit=first, title="Tavlemøte", due=PAST)
    copies(first, how_many - 1)
    measure(catalogue[UKP], cast.rauma, "2024", numerator=71)
    client = cast.client("kari")
    with queries("mine"):
        client.get(reverse("dashboards:mine"))
    with queries("overview of 5 or 500"):
        html = client.get(reverse("dashboards:overview", args=["municipality", "1539"])).content.decode()
    assert html.count("benefit-row") == how_many


def copies(benefit: Benefit, how_many: int) -> None:
    """The same benefit again, with what it brings and one late action each."""
    (given,), today = benefit.contributions.all(), timezone.localdate()
    made = Benefit.objects.bulk_create(
        Benefit(
            plan=benefit.plan,
            title=f"Gevinst {number}",
            indicator=benefit.indicator,
            indicator_version=benefit.indicator_version,
        )
        for number in range(how_many)
    )
    fields = ("actor", "baseline", "baseline_kind", "baseline_start", "baseline_on", "form", "target")
    kept = {name: getattr(given, name) for name in fields}
    type(given).objects.bulk_create(
        type(given)(benefit=one, target_date=today + timedelta(days=400), **kept) for one in made
    )
