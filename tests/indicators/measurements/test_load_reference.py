from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Sum

from indicators.actors.models import Actor, ActorKind, Structure
from indicators.catalogue.definition import load_definitions
from indicators.catalogue.models import IndicatorVersion
from indicators.measurements.models import Batch, Measurement

pytestmark = pytest.mark.django_db


def told() -> dict[str, str]:
    out = StringIO()
    call_command("load_reference", stdout=out)
    return dict(line.split(": ", 1) for line in out.getvalue().splitlines())


def test_it_says_what_it_changed_and_the_second_time_nothing() -> None:
    first = told()
    assert first["Indikatorer"] == f"{len(load_definitions())} nye, 0 endrede"
    assert first["Aktører"] == f"{Actor.objects.count()} nye, 0 endrede"
    assert first["Folkemengde"] == f"{Measurement.objects.count()} nye, 0 endrede"
    assert set(told().values()) == {"0 nye, 0 endrede"}
    assert Batch.objects.count() == 8

    norway = Actor.objects.get(kind=ActorKind.COUNTRY)
    for code in ("samarbeid", "sykehus", "fylke"):
        members = Actor.objects.descendants_of(
            norway,
            structure=Structure.objects.get(code=code),
            on=date(2024, 1, 1),
            kind=ActorKind.MUNICIPALITY,
        )
        people = Measurement.objects.whole().filter(actor__in=members, period_start=date(2024, 1, 1))
        assert people.aggregate(sum=Sum("numerator"))["sum"] == 5_550_203, code


def test_a_catalogue_that_is_refused_leaves_nothing_loaded() -> None:
    told()
    IndicatorVersion.objects.filter(indicator__slug="ukp-dogn").update(digest="noe annet")
    Actor.objects.filter(code="1539").update(name="Raume")
    with pytest.raises(CommandError, match=r"ukp-dogn\.toml er endret, men version er fortsatt 1"):
        told()
    assert Actor.objects.get(code="1539").name == "Raume"
