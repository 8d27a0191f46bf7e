from __future__ import annotations

import re
from typing import Any

import pytest
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.urls import reverse

from gevinst.onboarding.forms import FORMS
from gevinst.onboarding.models import Programme
from gevinst.onboarding.tasks import TASKS
from gevinst.plans import services
from gevinst.plans.models import Benefit, Plan
from gevinst.plans.targets import Ambition, Baseline
from indicators.catalogue.models import Indicator, Term
from tests.cast import Cast
from tests.counting import queries
from tests.gevinst.onboarding.conftest import UKP, ahead, said, with_baseline

pytestmark = pytest.mark.django_db
RAUMA = ("municipality", "1539")


def main_of(client: Client, name: str, *, at: tuple[str, str] = RAUMA) -> str:
    response = client.get(reverse(f"onboarding:{name}", args=at))
    assert response.status_code == 200
    html = re.sub(r"\s+", " ", response.content.decode())
    return html.split("<main", 1)[1].split("</main>")[0]


def test_a_newcomer_is_told_where_to_begin(cast: Cast) -> None:
    main = main_of(cast.client("per"), "programme", at=("municipality", "5006"))
    assert "8 oppgaver fører fram til den første planen." in main
    assert "Begynn<span" in main
    assert main.count("Ikke begynt") == 6
    assert main.count("Påbegynt") == 1  # Per coordinates, and nobody owns
    assert "Velg måleindikatorer først." in main


def test_each_task_is_a_page_and_says_why(cast: Cast, catalogue: dict[str, Indicator]) -> None:
    for code in TASKS:
        main = main_of(cast.client("kari"), code)
        assert "<h1>" in main
        assert ("<form" in main) == ((code in FORMS and code != "network") or code == "indicators"), code
        assert "/handbok/" in main


def test_the_list_goes_on_where_one_left_it(cast: Cast) -> None:
    said(cast, "go_live", go_live=ahead(200))
    main = main_of(cast.client("ola"), "programme")
    assert "3 av 8 oppgaver er gjort." in main
    assert "Fortsett<span" in main
    assert "av Kari Prøve." in main


def test_kari_answers_a_task_and_comes_back_to_the_list(cast: Cast) -> None:
    url = reverse("onboarding:go_live", args=RAUMA)
    answer = cast.client("kari").post(url, {"revision": "0", "go_live": f"{ahead(60):%d.%m.%Y}"}, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("onboarding:programme", args=RAUMA)
    assert "Lagret: Sett datoen for innføringen." in answer.content.decode()
    assert Programme.objects.get().go_live == ahead(60)


@pytest.mark.parametrize(
    ("task", "wrong", "words"),
    [
        ("go_live", {}, "Skriv datoen dere tar systemet i bruk."),
        ("go_live", {"go_live": "til høsten"}, "Skriv datoen som dd.mm.åååå, for eksempel 31.12.2027."),
        ("services", {}, "Velg minst én tjeneste."),
        ("goals", {}, "Velg minst ett gevinstmål."),
        ("baselines", {}, "Skriv rollen som sørger for at nullpunktene blir målt."),
        ("network", {}, "Velg et nettverk, eller at dere ikke er med i noe foreløpig."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_saved(
    cast: Cast, catalogue: dict[str, Indicator], task: str, wrong: dict[str, Any], words: str
) -> None:
    client, at = (
        (cast.client("per"), ("municipality", "5006")) if task == "network" else (cast.client("kari"), RAUMA)
    )
    response = client.post(reverse(f"onboarding:{task}", args=at), {"revision": "0", **wrong})
    assert response.status_code == 200
    assert words in response.content.decode()
    assert not Programme.objects.exists()


def test_a_conflict_keeps_every_tick_beside_what_was_saved(
    cast: Cast, catalogue: dict[str, Indicator]
) -> None:
    terms = list(Term.objects.filter(kind="service")[:4])
    said(cast, "services", services=terms[:1])
    mine = {"revision": "0", "services": [term.code for term in terms[1:]]}
    client, url = cast.client("ola"), reverse("onboarding:services", args=RAUMA)
    html = client.post(url, mine).content.decode()
    assert "Noen andre lagret mens du skrev." in html
    theirs = html.split("Slik er det lagret nå")[1].split("</dl>")[0]
    assert terms[0].name in theirs
    ticked = re.findall(r'value="([\w-]+)"[^>]* checked', html)
    assert ticked == mine["services"]
    assert list(Programme.objects.get().services.all()) == terms[:1]
    revision = re.findall(r'name="revision" value="(\d+)"', html)
    assert revision == ["1"]
    assert client.post(url, {**mine, "revision": "1"}).status_code == 302
    assert set(Programme.objects.get().services.all()) == set(terms[1:])


def test_a_municipality_without_a_network_says_so_or_asks_to_join(cast: Cast) -> None:
    client, at = cast.client("per"), ("municipality", "5006")
    client.post(reverse("onboarding:network", args=at), {"revision": "0", "network": "ror"})
    assert "Dere vil være med i ROR-nettverket." in main_of(client, "programme", at=at)
    assert "Hvem du spør" in main_of(client, "network", at=at)
    client.post(reverse("onboarding:network", args=at), {"revision": "1", "network": "uten"})
    assert "Dere er ikke med i noe nettverk foreløpig." in main_of(client, "programme", at=at)
    assert Programme.objects.get().network is None


def test_liv_reads_but_has_no_form_to_fill_in(cast: Cast) -> None:
    client = cast.client("liv")
    assert "Du kan lese oppgavene." in main_of(client, "programme")
    main = main_of(client, "go_live")
    assert "<form" not in main
    assert "Gevinstansvarlig og gevinstkoordinator kan endre dette." in main
    assert client.post(reverse("onboarding:go_live", args=RAUMA), {"revision": "0"}).status_code == 404


def test_who_shares_a_plan_does_not_see_how_the_other_begins(cast: Cast, benefit: Benefit) -> None:
    """Per contributes to a plan of Rauma and so may see its overview, but not its task list."""
    services.set_contribution(benefit=benefit, actor=cast.steinkjer, baseline=Baseline(), ambition=Ambition())
    client = cast.client("per")
    assert client.get(reverse("dashboards:overview", args=RAUMA)).status_code == 200
    for name in ("programme", *TASKS):
        assert client.get(reverse(f"onboarding:{name}", args=RAUMA)).status_code == 404


def test_who_lacks_a_role_is_said_with_the_one_who_can_give_it(cast: Cast) -> None:
    assert "Slik gis rollen" not in main_of(cast.client("kari"), "roles")
    main = main_of(cast.client("per"), "roles", at=("municipality", "5006"))
    assert "Per Prøve" in main
    assert "Rollen gis av en administrator, og dere har ingen ennå." in main


def test_indicators_are_suggested_from_what_was_chosen(
    cast: Cast, plan: Plan, catalogue: dict[str, Indicator]
) -> None:
    assert "Velg tjenester og gevinstmål først" in main_of(cast.client("kari"), "indicators")
    wanted = catalogue[UKP]
    said(cast, "goals", goals=list(wanted.terms.filter(kind="goal")))
    main = main_of(cast.client("kari"), "indicators")
    assert reverse("plans:add_benefit", args=[plan.pk, UKP]) in main
    services.add_benefit(plan=plan, indicator=wanted, title="Færre døgn")
    assert reverse("plans:add_benefit", args=[plan.pk, UKP]) not in main_of(cast.client("kari"), "indicators")


def test_a_lacking_baseline_is_warned_of_on_the_list_and_where_it_is_set(
    cast: Cast, benefit: Benefit
) -> None:
    said(cast, "go_live", go_live=ahead(43))
    words = "Det er 43 dager til innføringen, og 1 gevinst mangler nullpunkt"
    assert words in main_of(cast.client("kari"), "programme")
    main = main_of(cast.client("kari"), "baselines")
    assert words in main
    assert reverse("plans:edit_contribution", args=[benefit.pk, cast.rauma.pk]) in main


def test_the_start_leads_to_one_s_own_list(cast: Cast) -> None:
    for who, code in (("kari", "1539"), ("per", "5006")):
        answer = cast.client(who).get(reverse("onboarding:start"))
        assert answer["Location"] == reverse("onboarding:programme", args=["municipality", code])
    assert cast.client("nora").get(reverse("onboarding:start"))["Location"] == reverse("home")


@pytest.mark.parametrize("many", [2, 30])
def test_queries_do_not_grow_with_the_plan(
    cast: Cast, plan: Plan, catalogue: dict[str, Indicator], many: int
) -> None:
    for number in range(many):
        one = services.add_benefit(plan=plan, indicator=catalogue[UKP], title=f"Gevinst {number}")
        services.add_action(benefit=one, title="Tavlemøte")
        with_baseline(one, due=ahead(30))
    said(cast, "go_live", go_live=ahead(43))
    client = cast.client("kari")
    for name in ("programme", "baselines", "indicators"):
        client.get(reverse(f"onboarding:{name}", args=RAUMA))
        with queries(f"start, {name}"):
            client.get(reverse(f"onboarding:{name}", args=RAUMA))


def entry(cast: Cast, who: str, actor: Any) -> str:
    request = RequestFactory().get("/")
    request.user = getattr(cast, who)
    template = Template("{% load onboarding %}{% onboarding_entry actor %}")
    return re.sub(r"\s+", " ", template.render(Context({"request": request, "actor": actor})))


def test_the_overview_can_tell_how_far_the_start_has_come(cast: Cast, benefit: Benefit) -> None:
    said(cast, "go_live", go_live=ahead(43))
    shown = entry(cast, "kari", cast.rauma)
    assert "4 av 8 oppgaver er gjort for å komme i gang." in shown
    assert "Det er 43 dager til innføringen, og 1 gevinst mangler nullpunkt" in shown
    assert reverse("onboarding:programme", args=RAUMA) in shown


def test_it_tells_a_foreigner_nothing(cast: Cast) -> None:
    assert entry(cast, "per", cast.rauma).strip() == ""
    assert "Nye i Gevinst?" in entry(cast, "kari", cast.home_care)
