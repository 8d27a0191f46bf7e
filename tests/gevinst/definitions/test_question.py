from __future__ import annotations

import pytest

from gevinst.definitions.models import DefinitionAnswer
from gevinst.plans.models import Benefit, Contribution
from gevinst.plans.services import add_benefit, set_contribution
from gevinst.plans.targets import Ambition, Baseline
from indicators.catalogue.definition import Text
from indicators.catalogue.models import Indicator
from tests.cast import Cast
from tests.counting import queries
from tests.gevinst.definitions.conftest import SINCE, UKP, Load


@pytest.fixture
def asked(contribution: Contribution, load: Load) -> Benefit:
    load(
        numerator=Text(nb="Liggedøgn fra dagen etter", nn="Liggjedøgn frå dagen etter"),
        valid_from=SINCE,
        unit=Text(nb="liggedager"),
    )
    return Benefit.objects.get(pk=contribution.benefit_id)


def url(benefit: Benefit) -> str:
    return f"/definisjoner/gevinst/{benefit.pk}/"


def test_the_versions_stand_side_by_side(asked: Benefit, cast: Cast) -> None:
    page = cast.client("kari").get(url(asked)).content.decode()
    assert "Ny definisjon fra 01.01.2025" in page
    assert "Liggedøgn fra dagen etter" in page
    assert "liggedager" in page
    assert "Nullpunktet gjelder fortsatt" in page
    nynorsk = cast.client("kari").get(url(asked), headers={"Accept-Language": "nn"}).content.decode()
    assert "Liggjedøgn frå dagen etter" in nynorsk


def test_the_owner_of_the_benefit_answers_and_is_asked_no_more(asked: Benefit, cast: Cast) -> None:
    """Liv may only read the plan, but owns the benefit."""
    assert "Lagre svaret" not in cast.client("liv").get(url(asked)).content.decode()
    assert cast.client("liv").post(url(asked), {"number": 2, "answer": "holds"}).status_code == 404
    Benefit.objects.filter(pk=asked.pk).update(owner=cast.liv)
    assert "Lagre svaret" in cast.client("liv").get(url(asked)).content.decode()
    response = cast.client("liv").post(url(asked), {"number": 2, "answer": "holds"}, follow=True)
    assert "Gevinsten følger nå versjon 2 av definisjonen." in response.content.decode()
    assert DefinitionAnswer.objects.get().by == cast.liv
    page = cast.client("liv").get(url(asked)).content.decode()
    assert "Definisjonen er avklart" in page
    assert "Liv Prøve" in page


def test_what_is_wrong_stands_at_its_field(asked: Benefit, cast: Cast) -> None:
    client = cast.client("kari")
    page = client.post(url(asked), {"number": 2}).content.decode()
    assert "Velg hva som gjelder for nullpunktet." in page
    page = client.post(url(asked), {"number": 2, "answer": "old"}).content.decode()
    assert "Skriv hvorfor dere følger den gamle definisjonen videre." in page
    page = client.post(url(asked), {"number": 2, "answer": "remeasured"}).content.decode()
    assert "Nullpunktet i planen begynner før 01.01.2025." in page
    assert not DefinitionAnswer.objects.exists()


def test_somebody_elses_answer_is_told(asked: Benefit, cast: Cast) -> None:
    cast.client("ola").post(url(asked), {"number": 2, "answer": "holds"})
    response = cast.client("kari").post(url(asked), {"number": 2, "answer": "holds"}, follow=True)
    assert "Noen andre har allerede svart." in response.content.decode()
    assert DefinitionAnswer.objects.count() == 1


def test_without_a_baseline_there_is_none_to_measure_anew(asked: Benefit, cast: Cast) -> None:
    asked.contributions.update(baseline=None)
    page = cast.client("kari").get(url(asked)).content.decode()
    assert "Nullpunktet er ikke målt ennå" in page
    assert "målt på nytt" not in page


@pytest.mark.parametrize("many", [1, 8])
def test_an_overview_asks_as_often_for_many_new_definitions_as_for_one(
    asked: Benefit, cast: Cast, many: int
) -> None:
    for number in range(many - 1):
        benefit = add_benefit(
            plan=asked.plan, indicator=Indicator.objects.get(slug=UKP), title=f"Gevinst {number}"
        )
        Benefit.objects.filter(pk=benefit.pk).update(indicator_version=asked.indicator_version)
        set_contribution(benefit=benefit, actor=cast.rauma, baseline=Baseline(), ambition=Ambition())
    client = cast.client("kari")
    client.get("/oversikt/municipality/1539/")
    with queries("overview: new definitions"):
        client.get("/oversikt/municipality/1539/")
    with queries("definitions: question"):
        client.get(url(asked))
