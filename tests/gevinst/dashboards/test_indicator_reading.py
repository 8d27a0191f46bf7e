"""What somebody who opens an indicator's page must not be led to believe."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from indicators.actors.sorting import alphabetical
from indicators.catalogue.models import Indicator
from indicators.measurements.models import Batch
from tests.cast import Cast
from tests.gevinst.dashboards.test_indicator import CARERS, MOLDE, QUIET, RAUMA, UKP, ask, months


@pytest.fixture
def ukp(cast: Cast, catalogue: dict[str, Indicator]) -> Indicator:
    """Rauma: twelve quiet months from January 2023, then eight far fewer."""
    months(catalogue[UKP], cast.rauma, [*QUIET, *[3.0, 2, 3, 4, 3, 2, 3, 2]])
    return catalogue[UKP]


def test_no_tab_leads_the_public_to_where_one_must_log_in(cast: Cast, ukp: Indicator) -> None:
    def led(indicator: Indicator) -> dict[str, str]:
        return {label: url for label, url, _now in ask(AnonymousUser(), indicator).tabs}

    assert led(ukp)["Sammenlign"] == "/apne-tall/?indikator=ukp-dogn"
    assert "Trakt" not in led(ukp)
    closed = led(Indicator.objects.get(slug=CARERS))
    assert list(closed) == ["Oversikt", "Utvikling", "Tabell", "Definisjon", "Last ned"]
    client = cast.client("anonymous")
    for url in led(ukp).values():
        assert client.get(url if url.startswith("/") else f"/i/ukp-dogn/{url}").status_code == 200


def test_the_public_first_meets_whoever_most_is_known_of(cast: Cast, ukp: Indicator) -> None:
    assert alphabetical(cast.molde.name) < alphabetical(cast.rauma.name)
    months(ukp, cast.molde, QUIET[:3])
    assert ask(AnonymousUser(), ukp).question.actor == cast.rauma
    months(ukp, cast.steinkjer, [*QUIET, *QUIET])
    assert ask(AnonymousUser(), ukp).question.actor == cast.steinkjer
    assert ask(cast.kari, ukp).question.actor == cast.rauma


def test_an_actor_nobody_may_see_here_is_not_exchanged_in_silence(cast: Cast, ukp: Indicator) -> None:
    client = cast.client("kari")
    for asked, told in (("?aktor=municipality:9999", True), (f"?aktor={RAUMA}", False), ("", False)):
        page = client.get(f"/i/ukp-dogn/{asked}").content.decode()
        assert ("Tallene under gjelder Rauma." in page) is told


def test_a_real_figure_is_not_called_made_up_because_one_beside_it_is(cast: Cast, ukp: Indicator) -> None:
    months(ukp, cast.molde, QUIET)
    Batch.objects.filter(measurements__actor=cast.molde).update(is_example=True)
    found = ask(cast.kari, ukp)
    assert [(row.actor.name, row.is_example) for row in found.circle] == [("Rauma", False), ("Molde", True)]
    assert not found.has_examples
    assert ask(cast.kari, ukp, aktor=MOLDE).has_examples
    assert ask(cast.kari, ukp, aktor=MOLDE, fra="2031-01").has_examples


def test_the_rule_is_said_of_the_newest_figure_and_not_of_all_since_then(cast: Cast, ukp: Indicator) -> None:
    found = ask(cast.kari, ukp)
    assert found.chart is not None
    assert found.chart.title == "Reell forbedring siden januar 2024, nå utenfor grensene"
