from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from gevinst.onboarding.models import Programme
from gevinst.onboarding.services import save_part
from gevinst.plans.services import ConflictError
from indicators.catalogue.models import Indicator, Term
from tests.cast import Cast
from tests.gevinst.onboarding.conftest import ahead

pytestmark = pytest.mark.django_db


def test_the_first_answer_makes_the_programme_and_says_who_gave_it(cast: Cast) -> None:
    save_part(actor=cast.rauma, part="go_live", revision=0, by=cast.kari, values={"go_live": ahead(100)})
    stored = Programme.objects.get()
    assert (stored.actor, stored.go_live, stored.changed_by) == (cast.rauma, ahead(100), cast.kari)
    assert stored.revision_of("go_live") == 1


def test_an_answer_given_meanwhile_is_not_overwritten(cast: Cast) -> None:
    save_part(actor=cast.rauma, part="go_live", revision=0, by=cast.kari, values={"go_live": ahead(100)})
    with pytest.raises(ConflictError):
        save_part(actor=cast.rauma, part="go_live", revision=0, by=cast.ola, values={"go_live": ahead(5)})
    assert Programme.objects.get().go_live == ahead(100)


def test_two_may_answer_different_tasks_at_once(cast: Cast, catalogue: dict[str, Indicator]) -> None:
    services = list(Term.objects.filter(kind="service")[:2])
    save_part(actor=cast.rauma, part="go_live", revision=0, by=cast.kari, values={"go_live": ahead(100)})
    save_part(actor=cast.rauma, part="services", revision=0, by=cast.ola, values={"services": services})
    stored = Programme.objects.get()
    assert stored.go_live == ahead(100)
    assert set(stored.services.all()) == set(services)


def test_only_a_network_can_be_chosen_as_one(cast: Cast) -> None:
    def choose(network: object) -> None:
        values = {"network": network, "no_network": False}
        save_part(actor=cast.steinkjer, part="network", revision=0, by=cast.per, values=values)

    with pytest.raises(ValidationError, match="Velg et nettverk som finnes i dag"):
        choose(cast.molde)
    assert not Programme.objects.exists()
    choose(cast.network)
    assert Programme.objects.get().network == cast.network


def test_a_part_is_saved_whole_or_not_at_all(cast: Cast) -> None:
    with pytest.raises(ValueError, match="baselines has"):
        save_part(actor=cast.rauma, part="baselines", revision=0, by=cast.kari, values={"baseline_lead": "x"})
