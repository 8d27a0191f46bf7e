from datetime import date

import pytest
from django.core.exceptions import ValidationError

from gevinst.plans.fields import DayField, FigureField, PercentField, StretchField, unit_words
from indicators.catalogue.models import Indicator
from tests.cast import make_catalogue

pytestmark = pytest.mark.django_db
DURATION, SHARE, COUNT, MEAN = (
    "tid-tapt-ikke-mott",
    "ukp-andel-nulldogn",
    "ukp-dogn",
    "pleiekontinuitet-hjemmetjenesten",
)


@pytest.fixture
def indicators(db: None) -> dict[str, Indicator]:
    return make_catalogue((DURATION, SHARE, COUNT, MEAN))


def field(indicator: Indicator) -> FigureField:
    made = FigureField(required=False)
    made.of(indicator)
    return made


def refused(made: FigureField | PercentField | StretchField | DayField, text: str) -> str:
    with pytest.raises(ValidationError) as problem:
        made.clean(text)
    return " ".join(problem.value.messages)


@pytest.mark.parametrize(
    ("slug", "text", "value"),
    [
        (COUNT, "5 282", 5282),
        (COUNT, "0", 0),
        (SHARE, "78,5", 78.5),
        (SHARE, "78,5 %", 78.5),
        (MEAN, "0,46", 0.46),
        (DURATION, "9 d 07 t 40 min", 13_420),
        (DURATION, "460 min", 460),
    ],
)
def test_a_figure_is_read_in_the_unit_of_its_indicator(
    indicators: dict[str, Indicator], slug: str, text: str, value: float
) -> None:
    assert field(indicators[slug]).clean(text) == value


@pytest.mark.parametrize(
    ("slug", "text", "why"),
    [
        (COUNT, "ca. 12", "er ikke et tall"),
        (COUNT, "12 %", "oppgitt i prosent"),
        (COUNT, "-3", "mindre enn null"),
        (COUNT, "..", "Skriv et tall"),
        (SHARE, "120", "mer enn 100"),
        (DURATION, "460", "Skriv tiden med enhet"),
        (MEAN, "9 d 07 t 40 min", "ikke en varighet"),
    ],
)
def test_a_figure_that_cannot_be_is_refused_as_an_import_would(
    indicators: dict[str, Indicator], slug: str, text: str, why: str
) -> None:
    assert why in refused(field(indicators[slug]), text)


def test_an_empty_figure_is_none_and_not_zero(indicators: dict[str, Indicator]) -> None:
    assert field(indicators[COUNT]).clean("") is None


@pytest.mark.parametrize(
    ("slug", "value", "typed"),
    [(COUNT, 5282.0, "5282"), (SHARE, 78.5, "78,5"), (DURATION, 13_420.0, "9\u00a0d 07\u00a0t 40\u00a0min")],
)
def test_a_stored_figure_is_shown_as_it_is_typed(
    indicators: dict[str, Indicator], slug: str, value: float, typed: str
) -> None:
    made = field(indicators[slug])
    assert made.prepare_value(value) == typed
    assert made.clean(typed) == value


def test_the_form_says_in_what_a_figure_is_typed(indicators: dict[str, Indicator]) -> None:
    assert unit_words(indicators[COUNT]) == "I døgn, for eksempel 1250."
    assert unit_words(indicators[SHARE]) == "I prosent, for eksempel 78,5."
    assert "9\u00a0d 07\u00a0t 40\u00a0min" in unit_words(indicators[DURATION])


def test_a_percent_may_be_a_fall() -> None:
    assert PercentField().clean("−50 %") == PercentField().clean("-50") == -50
    assert "Skriv en prosent" in refused(PercentField(), "2 t 10 min")


def test_a_period_may_be_any_the_product_reads_and_else_is_refused_with_examples() -> None:
    over = StretchField().clean("mars 2024")
    assert over is not None
    assert over.code == "2024-03"
    assert StretchField(required=False).clean("") is None
    assert "Skriv for eksempel 2024" in refused(StretchField(), "i fjor")


def test_a_day_is_dd_mm_aaaa() -> None:
    assert DayField().clean(" 31.12.2027 ") == date(2027, 12, 31)
    assert DayField().prepare_value(date(2027, 2, 1)) == "01.02.2027"
    for text in ("2027-12-31", "31.13.2027", "29.02.2027", "31/12/27"):
        assert refused(DayField(), text) == "Skriv datoen som dd.mm.åååå, for eksempel 31.12.2027."
