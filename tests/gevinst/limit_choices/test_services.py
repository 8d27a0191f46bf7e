from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from gevinst.limit_choices import services
from gevinst.limit_choices.models import LimitChoice
from gevinst.limit_choices.queries import choices_of, told
from indicators.catalogue.models import Indicator
from tests.cast import Cast

UKP, MARCH = "ukp-dogn", date(2024, 3, 1)


@pytest.fixture
def ukp(catalogue: dict[str, Indicator]) -> Indicator:
    return catalogue[UKP]


def chosen(cast: Cast, ukp: Indicator, since: date = MARCH, reason: str = "ny turnus") -> LimitChoice:
    return services.new_limits(indicator=ukp, actor=cast.rauma, since=since, reason=reason, by=cast.kari)


def test_new_limits_are_kept_with_who_when_and_why(cast: Cast, ukp: Indicator) -> None:
    choice = chosen(cast, ukp, since=date(2024, 3, 17))
    assert choice.since == MARCH
    today = f"{timezone.localdate():%d.%m.%Y}"
    assert told(choice) == f"Nye grenser fra mars 2024: ny turnus ({cast.kari.name}, {today})"


@pytest.mark.parametrize(
    ("since", "reason", "words"),
    [
        (MARCH, "  ", "Skriv hvorfor grensene skal regnes på nytt."),
        (MARCH, "x" * 201, "Begrunnelsen er for lang. Bruk høyst 200 tegn."),
        (timezone.localdate() + timedelta(days=40), "ny turnus", "Velg en måned som har begynt."),
    ],
)
def test_it_refuses_what_a_reader_could_not_judge(
    cast: Cast, ukp: Indicator, since: date, reason: str, words: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        chosen(cast, ukp, since, reason)
    assert refused.value.messages == [words]
    assert not LimitChoice.objects.exists()


def test_a_month_is_chosen_once_while_it_stands(cast: Cast, ukp: Indicator) -> None:
    first = chosen(cast, ukp)
    with pytest.raises(ValidationError, match="allerede på nytt fra denne måneden"):
        chosen(cast, ukp)
    services.take_back(choice=first, by=cast.ola)
    assert chosen(cast, ukp).pk != first.pk


def test_what_is_taken_back_is_kept_and_says_by_whom(cast: Cast, ukp: Indicator) -> None:
    choice = chosen(cast, ukp)
    services.take_back(choice=choice, by=cast.ola)
    choice.refresh_from_db()
    assert choice.withdrawn_by == cast.ola
    assert choices_of([(ukp.pk, cast.rauma.pk)]) == {}


def test_leaving_out_jumps_twice_is_once(cast: Cast, ukp: Indicator) -> None:
    both = [services.screen_jumps(indicator=ukp, actor=cast.rauma, by=cast.kari) for _time in range(2)]
    assert both[0] == both[1]
    assert choices_of([(ukp.pk, cast.rauma.pk)])[(ukp.pk, cast.rauma.pk)].screen == both[0]


def test_the_page_saves_for_those_who_edit_there_and_shows_what_is_lacking(
    cast: Cast, ukp: Indicator
) -> None:
    url = "/grenser/municipality/1539/ukp-dogn/"
    lacking = cast.client("kari").post(url, {"since": "2024-03", "reason": ""})
    assert "Skriv hvorfor grensene skal regnes på nytt." in lacking.content.decode()
    assert "er ikke en periode" in cast.client("kari").post(url, {"since": "i vår"}).content.decode()
    assert cast.client("kari").post(url, {"since": "mars 2024", "reason": "ny turnus"}).status_code == 302
    assert LimitChoice.objects.get().since == MARCH
    for who in ("liv", "per"):
        assert cast.client(who).post(url, {"since": "2024-05", "reason": "x"}).status_code == 404
    assert LimitChoice.objects.count() == 1


def test_one_elsewhere_takes_nothing_back(cast: Cast, ukp: Indicator) -> None:
    choice = chosen(cast, ukp)
    assert cast.client("per").post(f"/grenser/{choice.pk}/ta-tilbake/").status_code == 404
    assert cast.client("ola").post(f"/grenser/{choice.pk}/ta-tilbake/").status_code == 302
    choice.refresh_from_db()
    assert choice.withdrawn_by == cast.ola
