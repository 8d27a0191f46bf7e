from datetime import date

import pytest
from django.db import IntegrityError

from indicators.actors.models import Succession
from tests.indicators.actors.conftest import Reference

Kind = Succession.Kind


def became(code: str) -> dict[str, str]:
    found = Succession.objects.filter(predecessor__code=code).exclude(kind=Kind.RENAME)
    return dict(found.values_list("successor__code", "kind"))


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("5012", {"5055": "split", "5056": "split", "5059": "split"}),
        ("1850", {"1806": "split", "1875": "split"}),
        ("0720", {"0704": "split", "0710": "split"}),
        ("1507", {"1508": "split", "1580": "split"}),
        ("1504", {"1507": "merge"}),
        ("5030", {"5001": "merge"}),
        ("1141", {"1103": "merge"}),
        ("5011", {"5055": "merge"}),
        ("1601", {"5001": "renumber"}),
        ("1567", {"5061": "renumber"}),
        ("0616", {"3040": "renumber"}),
        ("3040", {"3322": "renumber"}),
        ("3804", {"3907": "renumber"}),
        ("5401", {"5501": "renumber"}),
        ("120101", {"460101": "renumber"}),
        ("160104", {"500104": "renumber"}),
    ],
)
def test_what_became_of_a_municipality_is_told_by_its_kind(
    reference: Reference, code: str, expected: dict[str, str]
) -> None:
    assert became(code) == expected


def test_equal_numbers_are_a_rename_and_nothing_else_is(reference: Reference) -> None:
    renames = Succession.objects.filter(kind=Kind.RENAME)
    assert renames.count() == 26
    for rename in renames.select_related("predecessor", "successor"):
        assert rename.predecessor == rename.successor
        assert rename.former_name != rename.successor.name
        assert rename.former_name in rename.successor.aliases


def test_trondheim_was_called_trondheim_until_2023(reference: Reference) -> None:
    rename = Succession.objects.get(predecessor__code="5001", kind=Kind.RENAME)
    assert (rename.date, rename.former_name) == (date(2023, 1, 1), "Trondheim")


def test_the_share_of_a_split_is_not_guessed(reference: Reference) -> None:
    shares = Succession.objects.filter(kind=Kind.SPLIT).values_list("share", flat=True)
    assert len(shares) == 9
    assert set(shares) == {None}
    assert set(Succession.objects.exclude(kind=Kind.SPLIT).values_list("share", flat=True)) == {1.0}


def test_a_predecessor_ends_the_day_before_and_a_successor_is_there(reference: Reference) -> None:
    for step in Succession.objects.exclude(kind=Kind.RENAME).select_related("predecessor", "successor"):
        assert step.predecessor.valid_to is not None
        assert (step.date - step.predecessor.valid_to).days == 1, step
        assert step.successor.valid_from <= step.date, step


def test_a_succession_of_itself_that_is_no_rename_is_refused(reference: Reference) -> None:
    oslo = reference.actor("0301")
    with pytest.raises(IntegrityError, match="succession_is_of_itself_only_when_renamed"):
        Succession.objects.create(predecessor=oslo, successor=oslo, date=date(2030, 1, 1), kind=Kind.MERGE)
