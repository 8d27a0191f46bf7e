from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from gevinst.plans import bin, services
from gevinst.plans.models import Benefit, Dependency, Enabler, Plan
from indicators.catalogue.models import Indicator
from tests.cast import Cast
from tests.counting import queries


@pytest.fixture
def messages(plan: Plan) -> Enabler:
    return Enabler.objects.create(plan=plan, title="Digitale meldinger")


@pytest.fixture
def kari(cast: Cast) -> Client:
    return cast.client("kari")


def shown(client: Client, plan: Plan, query: str = "") -> str:
    page = client.get(reverse("plans:map", args=[plan.pk]) + query)
    assert page.status_code == 200
    return " ".join(strip_tags(page.content.decode()).split())


def tie(client: Client, plan: Plan, before: str, after: str) -> str:
    url = reverse("plans:connect", args=[plan.pk])
    return client.post(url, {"before": before, "after": after, "ledd": before}, follow=True).content.decode()


def test_a_benefit_that_builds_on_nothing_is_told_so(kari: Client, plan: Plan, benefit: Benefit) -> None:
    assert "1 gevinst bygger ikke på noe ennå" in shown(kari, plan)


def test_an_arrow_is_drawn_and_taken_away_and_the_history_tells(
    kari: Client, plan: Plan, benefit: Benefit, messages: Enabler
) -> None:
    after = tie(kari, plan, f"ledd-{messages.pk}", f"gevinst-{benefit.pk}")
    assert "bygger ikke på noe" not in strip_tags(after)
    arrow = Dependency.objects.get()
    assert (arrow.before, arrow.after) == (messages, benefit)
    assert "Bygger på Digitale meldinger" in shown(kari, plan, f"?ledd=gevinst-{benefit.pk}")
    kari.post(reverse("plans:disconnect", args=[plan.pk]), {"pil": arrow.pk})
    assert not Dependency.objects.exists()
    told = [(change.kind, change.title, change.became) for change in plan.changes.all()]
    title = "Digitale meldinger → Færre døgn på sykehus"
    assert told == [("kobling", title, "-"), ("kobling", title, "+")]


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("ledd", "ledd", "Da ville leddene bygge på hverandre i ring."),
        ("gevinst", "ledd", "En gevinst kan bygge på en endring, men ikke omvendt. Snu pilen."),
        ("gevinst", "gevinst", "Da ville leddene bygge på hverandre i ring."),
        ("ledd", "", "Velg hva den skal kobles til."),
        ("ledd", "gevinst-999999", "Velg et gyldig valg"),
    ],
)
def test_an_arrow_that_leads_nowhere_is_refused_in_words(
    kari: Client, plan: Plan, benefit: Benefit, messages: Enabler, before: str, after: str, message: str
) -> None:
    codes = {"ledd": f"ledd-{messages.pk}", "gevinst": f"gevinst-{benefit.pk}"}
    assert message in tie(kari, plan, codes[before], codes.get(after, after))
    assert not Dependency.objects.exists()


def test_a_ring_through_others_is_refused_too(kari: Client, plan: Plan) -> None:
    one, two, three = (
        Enabler.objects.create(plan=plan, sort="change", title=title) for title in ("En", "To", "Tre")
    )
    tie(kari, plan, f"ledd-{one.pk}", f"ledd-{two.pk}")
    tie(kari, plan, f"ledd-{two.pk}", f"ledd-{three.pk}")
    assert "i ring" in tie(kari, plan, f"ledd-{three.pk}", f"ledd-{one.pk}")
    assert "finnes allerede" in tie(kari, plan, f"ledd-{one.pk}", f"ledd-{two.pk}")
    assert Dependency.objects.count() == 2


def test_what_is_in_the_bin_takes_its_arrows_out_of_the_map(
    kari: Client, cast: Cast, plan: Plan, benefit: Benefit, messages: Enabler
) -> None:
    tie(kari, plan, f"ledd-{messages.pk}", f"gevinst-{benefit.pk}")
    bin.throw_away(code="ledd", row=messages, by=cast.kari)
    assert "1 gevinst bygger ikke på noe ennå" in shown(kari, plan)
    bin.take_back(plan=plan, code="ledd", pk=messages.pk, by=cast.kari)
    assert "bygger ikke på noe" not in shown(kari, plan)


def test_who_may_only_read_sees_the_map_and_nothing_to_press(
    cast: Cast, plan: Plan, benefit: Benefit, messages: Enabler
) -> None:
    page = cast.client("liv").get(reverse("plans:map", args=[plan.pk]) + f"?ledd=ledd-{messages.pk}")
    assert "Digitale meldinger" in page.content.decode()
    assert 'method="post" action="/plan' not in page.content.decode()


@pytest.mark.parametrize("number", [5, 500])
def test_the_map_asks_as_often_whatever_it_holds(
    kari: Client, plan: Plan, benefit: Benefit, catalogue: dict[str, Indicator], number: int
) -> None:
    for place in range(number // 5):
        enabler = Enabler.objects.create(plan=plan, title=f"Funksjon {place}")
        made = services.add_benefit(plan=plan, indicator=catalogue["ukp-dogn"], title=f"Gevinst {place}")
        Dependency.objects.create(plan=plan, before_enabler=enabler, after_benefit=made)
    with queries("gevinstkart"):
        kari.get(reverse("plans:map", args=[plan.pk]) + f"?ledd=ledd-{enabler.pk}")
