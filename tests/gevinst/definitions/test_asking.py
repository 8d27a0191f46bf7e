from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from gevinst.dashboards.boards.overview import overview
from gevinst.dashboards.charts import progress_chart
from gevinst.definitions import services
from gevinst.definitions.asking import question_of, unanswered
from gevinst.definitions.models import DefinitionAnswer
from gevinst.plans.contents import content_of
from gevinst.plans.models import Benefit, Change, Contribution, Plan
from gevinst.plans.progress import lines_of
from gevinst.plans.services import add_benefit, set_contribution
from gevinst.plans.targets import Ambition, Baseline
from gevinst.reminders.gathering import reminders_of
from indicators.catalogue.definition import Text
from indicators.catalogue.models import Indicator
from indicators.measurements.periods import parse_period
from tests.cast import Cast, measure
from tests.gevinst.definitions.conftest import SINCE, UKP, Load

HOLDS, REMEASURED, OLD = "holds", "remeasured", "old"


def fresh(contribution: Contribution) -> Benefit:
    return Benefit.objects.select_related("indicator", "plan").get(pk=contribution.benefit_id)


def test_only_a_title_asks_nobody(load: Load, contribution: Contribution) -> None:
    load(title=Text(nb="Et annet navn på det samme"))
    assert Indicator.objects.get(slug=UKP).version == 2
    assert question_of(fresh(contribution)) is None
    load(unit=Text(nb="timer"), valid_from=SINCE)
    question = question_of(fresh(contribution))
    assert question is not None
    assert (question.was.number, question.became.number, question.since) == (1, 3, SINCE)


def test_a_benefit_chosen_under_the_new_one_is_not_asked(redefined: Load, plan: Plan) -> None:
    benefit = add_benefit(plan=plan, indicator=Indicator.objects.get(slug=UKP), title="Færre døgn")
    assert benefit.indicator_version.number == 2
    assert unanswered(plan) == []


@pytest.fixture
def asked(contribution: Contribution, load: Load) -> Contribution:
    """Chosen under version 1; version 2 counts otherwise from 2025 on."""
    load(numerator=Text(nb="Liggedøgn fra dagen etter at pasienten er utskrivningsklar"), valid_from=SINCE)
    return contribution


def test_whoever_is_concerned_is_asked_until_somebody_answers(asked: Contribution, cast: Cast) -> None:
    text = "«Færre døgn på sykehus» måles etter en ny definisjon"
    benefit = fresh(asked)
    assert [one.benefit for one in unanswered(benefit.plan)] == [benefit]
    assert text in [one.text for one in reminders_of(cast.kari)]
    assert text in [one.text for one in reminders_of(cast.ola)]
    assert text not in [one.text for one in reminders_of(cast.per)]
    assert text in [one.text for one in overview(cast.kari, cast.rauma).needs]
    services.answer(benefit=benefit, number=2, answer=HOLDS, by=cast.ola)
    assert unanswered(benefit.plan) == []
    assert text not in [one.text for one in reminders_of(cast.kari)]
    assert text not in [one.text for one in overview(cast.kari, cast.rauma).needs]


def test_the_answer_is_kept_and_moves_the_version(asked: Contribution, cast: Cast) -> None:
    benefit = fresh(asked)
    benefit.plan.versions.create(number=1, content=content_of(benefit.plan), submitted_by=cast.kari)
    services.answer(benefit=benefit, number=2, answer=HOLDS, reason="Regnet om.", by=cast.ola)
    said = DefinitionAnswer.objects.get()
    assert (said.was.number, said.became.number, said.by, said.reason) == (1, 2, cast.ola, "Regnet om.")
    assert fresh(asked).indicator_version.number == 2
    change = Change.objects.get(field="indicator_version")
    assert change.was == "Måleindikatoren i versjon 1"
    assert change.became == "Måleindikatoren i versjon 2. Nullpunktet gjelder fortsatt. Regnet om."
    assert benefit.plan.versions.get().state == "withdrawn", "nobody approves what has changed since"


def test_the_old_definition_is_followed_with_a_reason_until_the_next_new_one(
    asked: Contribution, load: Load, cast: Cast
) -> None:
    benefit = fresh(asked)
    with pytest.raises(ValidationError, match="hvorfor"):
        services.answer(benefit=benefit, number=2, answer=OLD, by=cast.ola)
    services.answer(benefit=benefit, number=2, answer=OLD, reason="Vi teller selv.", by=cast.ola)
    assert fresh(asked).indicator_version.number == 1
    assert question_of(fresh(asked)) is None
    load(title=Text(nb="Nytt navn"))
    assert question_of(fresh(asked)) is None, "nothing more is measured otherwise"
    load(unit=Text(nb="timer"))
    question = question_of(fresh(asked))
    assert question is not None
    assert (question.was.number, question.became.number) == (1, 4)


def test_a_new_baseline_must_be_of_the_new_definition(asked: Contribution, cast: Cast) -> None:
    benefit = fresh(asked)
    with pytest.raises(ValidationError, match=r"begynner før 01\.01\.2025"):
        services.answer(benefit=benefit, number=2, answer=REMEASURED, by=cast.ola)
    services.answer(
        benefit=benefit, number=2, answer=REMEASURED, reason="Regnet om etter ny definisjon.", by=cast.ola
    )
    assert fresh(asked).indicator_version.number == 2


def test_a_baseline_measured_after_the_day_needs_no_reason(asked: Contribution, cast: Cast) -> None:
    set_contribution(
        benefit=asked.benefit,
        actor=cast.rauma,
        baseline=Baseline(value=90, period=parse_period("2025"), source="NPR"),
        ambition=Ambition(form="at_most", target=40, by=date(2027, 12, 31)),
    )
    services.answer(benefit=fresh(asked), number=2, answer=REMEASURED, by=cast.ola)
    assert fresh(asked).indicator_version.number == 2


def test_nobody_answers_what_they_have_not_read(asked: Contribution, load: Load, cast: Cast) -> None:
    load(unit=Text(nb="timer"))
    with pytest.raises(ValidationError, match="nyere definisjon"):
        services.answer(benefit=fresh(asked), number=2, answer=HOLDS, by=cast.ola)
    services.answer(benefit=fresh(asked), number=3, answer=HOLDS, by=cast.ola)
    with pytest.raises(ValidationError, match="allerede svart"):
        services.answer(benefit=fresh(asked), number=3, answer=HOLDS, by=cast.kari)


def test_the_chart_and_the_judgement_say_where_the_definition_changed(
    asked: Contribution, cast: Cast
) -> None:
    for year, days in (("2022", 120), ("2023", 110), ("2024", 100), ("2025", 60)):
        measure(Indicator.objects.get(slug=UKP), cast.rauma, year, numerator=days)
    told = "Måleindikatoren har ny definisjon (versjon 2) fra 01.01.2025."
    line = lines_of(fresh(asked).plan)[0].main
    assert line is not None
    assert [(one.day, one.kind, one.names) for one in line.breaks] == [(SINCE, "definition", ("2",))]
    assert told in line.assessment.explanation
    chart = progress_chart(line)
    assert told in chart.reading
    assert "Ny definisjon (versjon 2)" in [one["text"] for one in chart.data["layout"]["annotations"]]
    measured = next(one for one in chart.data["data"] if one["name"] == "Målt")
    assert measured["y"] == [120, 110, 100, None, 60]
    services.answer(benefit=fresh(asked), number=2, answer=HOLDS, by=cast.ola)
    line = lines_of(fresh(asked).plan)[0].main
    assert line is not None
    assert told not in line.assessment.explanation, "the baseline is said to hold"
    assert told in progress_chart(line).reading
