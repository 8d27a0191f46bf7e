from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from indicators.catalogue.models import IndicatorVersion
from indicators.catalogue.versions import differences, redefined

BASE: dict[str, Any] = {
    "kind": "share",
    "unit": {"nb": "%", "nn": "%"},
    "numerator": {
        "nb": "Planlagte innleggelser innen 24 timer",
        "nn": "Planlagde innleggingar innan 24 timar",
    },
    "denominator": {"nb": "Alle innleggelser", "nn": "Alle innleggingar"},
    "per_population": None,
    "over_time": "sum",
    "sources": ["npr", "ssb"],
    "valid_from": "2018-01-01",
    "title": {"nb": "Innleggelser"},
    "description": {"nb": "Viser innleggelser."},
    "change_log": [{"version": 1, "date": "2018-02-01", "text": {"nb": "Første."}}],
}


@pytest.mark.parametrize(
    "changed",
    [
        {"title": {"nb": "Noe annet"}, "description": {"nb": "Andre ord."}, "direction": "down"},
        {"numerator": {"nb": BASE["numerator"]["nb"], "nn": "Ei anna omsetjing"}},
        {"numerator": {"nb": "planlagte innleggelsene, innen 24 timer."}},
        {"numerator": {"nb": "Planlagte innlegelser innen 24 timer"}},
        {"sources": ["ssb", "npr"]},
        {"goals": ["kommune-samhandling"], "synonyms": ["reinnleggelse"], "next_review": "2030-01-01"},
    ],
    ids=["title", "translation", "inflection", "slip", "order of sources", "catalogue"],
)
def test_other_words_for_the_same_are_no_other_measure(changed: dict[str, Any]) -> None:
    assert differences(BASE, BASE | changed) == []


@pytest.mark.parametrize(
    ("changed", "by"),
    [
        ({"numerator": {"nb": "Uplanlagte innleggelser innen 24 timer"}}, "numerator"),
        ({"numerator": {"nb": "Planlagte innleggelser innen 48 timer"}}, "numerator"),
        ({"denominator": {"nb": "Alle innleggelser unntatt fødsler"}}, "denominator"),
        ({"denominator": None}, "denominator"),
        ({"kind": "mean"}, "kind"),
        ({"unit": {"nb": "døgn"}}, "unit"),
        ({"sources": ["kpr", "ssb"]}, "sources"),
        ({"over_time": "last"}, "over_time"),
        ({"per_population": {"band": "75-", "factor": 1000}}, "per_population"),
        ({"valid_from": "2025-01-01"}, "valid_from"),
    ],
)
def test_what_is_counted_otherwise_is_another_measure(changed: dict[str, Any], by: str) -> None:
    assert differences(BASE, BASE | changed) == [by]


def version(number: int, **changed: Any) -> IndicatorVersion:
    said = BASE | {"change_log": [*BASE["change_log"], {"version": number, "date": f"202{number}-05-01"}]}
    said |= changed
    return IndicatorVersion(
        number=number, valid_from=date.fromisoformat(said["valid_from"]), definition=said, digest=""
    )


def test_the_versions_that_break_the_series_are_found_with_their_day() -> None:
    second = {"kind": "mean"}
    third = second | {"title": {"nb": "Bare et nytt navn"}}
    fourth = third | {"valid_from": "2025-01-01"}
    versions = [version(4, **fourth), version(1), version(3, **third), version(2, **second)]
    assert [(one.version.number, one.since) for one in redefined(versions)] == [
        (2, date(2022, 5, 1)),
        (4, date(2025, 1, 1)),
    ]
    assert [one.version.number for one in redefined(versions, after=2)] == [4]
