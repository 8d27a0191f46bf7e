"""A message is kept as words and parts, and worded for whoever reads it."""

from __future__ import annotations

import json

import pytest
from django.utils import translation

from indicators.actors.models import ActorKind
from indicators.measurements.periods import parse_period
from indicators.messages import (
    Message,
    ToldError,
    as_data,
    from_data,
    gettext,
    listed,
    ngettext,
    read,
    sentences,
    written,
)

WEEK = "%(period)s har ikke begynt. Kontroller perioden."


def again(message: Message) -> Message:
    """As it is after it was kept and fetched."""
    found = read(written(message))
    assert isinstance(found, Message)
    return found


def week() -> Message:
    return gettext(WEEK) % {"period": parse_period("2024-W07").words()}


def test_it_is_worded_in_the_language_of_the_one_who_reads_with_the_parts_in_it() -> None:
    told = again(week())
    assert f"{told}" == "uke 7 2024 har ikke begynt. Kontroller perioden."
    with translation.override("nn"):
        assert f"{told}" == "veke 7 2024 har ikkje byrja. Kontroller perioden."


def test_what_it_was_made_under_does_not_matter() -> None:
    with translation.override("nn"):
        told = again(week())
    assert str(told) == "uke 7 2024 har ikke begynt. Kontroller perioden."
    assert told == str(told), "the text itself is bokmål"


def test_an_error_has_its_words_when_it_is_read() -> None:
    error = ToldError(gettext("Cellen er tom."))
    with translation.override("nn"):
        assert str(error) == "Cella er tom."


@pytest.mark.parametrize(("count", "said"), [(1, "1 linje"), (2, "2 linjer")])
def test_it_counts(count: int, said: str) -> None:
    assert str(again(ngettext("{n} linje", "{n} linjer", count).format(n=count))) == said


def test_several_are_one_after_the_other_or_listed() -> None:
    told = again(sentences(gettext("Cellen er tom."), "", listed(["a", "b", "c"], "eller")))
    with translation.override("nn"):
        assert str(told) == "Cella er tom. a, b eller c"


def test_what_is_named_in_both_languages_is_named_in_the_readers() -> None:
    told = again(gettext("Mente du «{title}»?").format(title=Message("døgn", others={"nn": "døger"})))
    with translation.override("nn"):
        assert "døger" in str(told)
    assert "døgn" in str(told)


def test_a_label_is_kept_in_bokmal_though_it_is_asked_for_in_nynorsk() -> None:
    with translation.override("nn"):
        told = Message.of_label(ActorKind.UNIT.label)
    assert (str(told), told) == ("enhet", "enhet")


@pytest.mark.parametrize("text", ["{name} %(x)s 100 %", "{", "%", '{"says": 1}'])
def test_what_fills_it_is_never_read_as_words(text: str) -> None:
    told = again(gettext("Mente du «{title}»?").format(title=text))
    assert str(told) == f"Mente du «{text}»?"


@pytest.mark.parametrize("text", ["", "Noe er galt.", "«{» er feil"])
def test_words_kept_before_there_were_messages_stand_as_they_are(text: str) -> None:
    assert read(text) == text
    assert written(text) == text


def test_other_data_is_not_taken_for_a_message() -> None:
    names = {"names": {"actor": {"says": "#12", "with": "#13"}}}
    assert json.loads(json.dumps(as_data(names)), object_hook=from_data) == names
