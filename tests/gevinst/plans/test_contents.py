"""What a version keeps, read and compared: also from a database without order, and when a plan has grown."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from gevinst.plans import bin, edits, versions
from gevinst.plans.contents import content_of, differences
from gevinst.plans.edits import Outcome, Written
from gevinst.plans.models import Benefit, Contribution, Dependency, Enabler, Plan, Risk, Version
from gevinst.plans.rows.kind import Address
from gevinst.plans.services import add_action, add_benefit
from gevinst.plans.together.reading import document_of
from indicators.catalogue.models import Indicator, IndicatorVersion
from tests.cast import Cast


@pytest.fixture
def full(contribution: Contribution, catalogue: dict[str, Indicator]) -> Plan:
    """Two benefits, the later one first; an action, a risk, and an arrow."""
    plan: Plan = contribution.benefit.plan
    second = add_benefit(plan=plan, indicator=catalogue["ukp-dogn"], title="Nummer to")
    Benefit.objects.filter(pk=second.pk).update(order=0)
    add_action(benefit=contribution.benefit, title="Tavlemøte")
    Risk.objects.create(benefit=contribution.benefit, title="Vikarer mangler", probability=4)
    before = Enabler.objects.create(plan=plan, title="Digitale meldinger")
    Dependency.objects.create(plan=plan, before_enabler=before, after_benefit=contribution.benefit)
    return plan


def as_stored(content: Any) -> Any:
    """As PostgreSQL gives it back: keys by their length, then by their letters."""
    if isinstance(content, dict):
        return {key: as_stored(content[key]) for key in sorted(content, key=lambda key: (len(key), key))}
    return content


def write(plan: Plan, cell: str, text: str) -> edits.Edited:
    written = Written(address=Address.parse(cell), text=text, base=None)
    return edits.edit(plan=plan, written=[written], by=None)[0]


def test_an_approver_reads_all_that_was_sent_in_the_order_of_the_plan(full: Plan) -> None:
    document = document_of(full, as_stored(json.loads(json.dumps(content_of(full)))))
    assert [part.title for part in document.benefits] == ["Nummer to", "Færre døgn på sykehus"]
    under = [part.code for part in document.benefits[1].parts]
    assert sorted(under) == ["mal", "risiko", "tiltak"]
    assert [part.title for part in document.map] == [
        "Digitale meldinger",
        "Digitale meldinger → Færre døgn på sykehus",
    ]
    risk = next(part for part in document.benefits[1].parts if part.code == "risiko")
    assert ("Sannsynlighet", "4 – høy") in risk.cells


def test_the_page_of_a_version_shows_the_gevinstkart(cast: Cast, full: Plan) -> None:
    full.versions.create(number=1, content=content_of(full), submitted_by=cast.kari)
    page = cast.client("ola").get(reverse("plans:version", args=[full.pk, 1])).content.decode()
    words = " ".join(strip_tags(page).split())
    assert "Digitale meldinger → Færre døgn på sykehus" in words
    assert "Vikarer mangler" in words


def test_cells_are_called_by_their_names_also_when_no_such_row_is_left(cast: Cast, full: Plan) -> None:
    content = content_of(full)
    for code in ("risiko", "kobling", "mal", "milepel"):
        for row in list(versions.row_kind(code).of_plan(full)):
            row.delete()
    cells = [cell for part in document_of(full, content).benefits[1].parts for cell in part.cells]
    assert ("Sannsynlighet", "4 – høy") in cells
    assert "Nullpunkt" in {label for label, _text in cells}
    assert ("Fra", "Funksjonalitet: Digitale meldinger") in document_of(full, content).map[1].cells


def test_a_version_from_before_a_cell_was_there_differs_in_nothing_and_is_had_back(
    cast: Cast, full: Plan
) -> None:
    old = content_of(full)
    for row in old["gevinst"].values():
        del row["cells"]["review_every"]
    assert differences(full, old, content_of(full)) == []
    version = full.versions.create(number=1, content=old, submitted_by=cast.kari, state="approved")
    Benefit.objects.update(review_every="M")
    assert [one.label for one in differences(full, old, content_of(full))] == ["Følges opp"] * 2
    assert versions.restore(version=version, by=cast.kari) == []
    assert set(full.benefits.values_list("review_every", flat=True)) == {"T"}


def test_differences_are_told_in_words(full: Plan) -> None:
    before = content_of(full)
    first = full.benefits.get(title="Færre døgn på sykehus")
    arrow = full.dependencies.get()
    second = full.benefits.get(title="Nummer to")
    write(full, f"gevinst-{first.pk}-type", "time_saved")
    write(full, f"kobling-{arrow.pk}-after", f"gevinst-{second.pk}")
    found = {one.label: (one.was, one.now) for one in differences(full, before, content_of(full))}
    assert found == {
        "Type gevinst": ("", "spart tid"),
        "Til": ("Gevinst: Færre døgn på sykehus", "Gevinst: Nummer to"),
    }


def test_what_was_chosen_and_is_thrown_away_is_called_what_it_was(cast: Cast, full: Plan) -> None:
    before = content_of(full)
    arrow, other = full.dependencies.get(), Enabler.objects.create(plan=full, title="Noe annet")
    write(full, f"kobling-{arrow.pk}-before", f"ledd-{other.pk}")
    gone = full.enablers.get(title="Digitale meldinger")
    bin.throw_away(code="ledd", row=gone, by=cast.kari)
    found = differences(full, before, content_of(full))
    assert ("Digitale meldinger", "Funksjonalitet: Noe annet") in [(one.was, one.now) for one in found]


def test_a_new_definition_is_a_difference_and_may_be_sent_for_approval(full: Plan) -> None:
    before = content_of(full)
    first = full.benefits.get(title="Nummer to")
    kept = first.indicator_version
    newer = IndicatorVersion.objects.create(
        indicator=first.indicator, number=9, valid_from=kept.valid_from, digest="x", definition={}
    )
    Benefit.objects.filter(pk=first.pk).update(indicator_version=newer)
    found = differences(full, before, content_of(full))
    assert [(one.label, one.was, one.now) for one in found] == [
        ("Definisjonen den følger", f"versjon {kept.number}", "versjon 9")
    ]


def test_arrows_that_have_changed_places_are_had_back(cast: Cast, full: Plan) -> None:
    one = full.dependencies.get()
    second = full.benefits.get(title="Nummer to")
    other = Enabler.objects.create(plan=full, title="Noe annet")
    two = Dependency.objects.create(plan=full, before_enabler=other, after_benefit=second)
    turned = Dependency.objects.create(
        plan=full, before_enabler=one.before_enabler, after_enabler=other, note="Snus"
    )
    version = full.versions.create(number=1, content=content_of(full), submitted_by=cast.kari)
    Dependency.objects.filter(pk=one.pk).update(before_enabler=other, after_benefit=second)
    Dependency.objects.filter(pk=two.pk).update(
        before_enabler=one.before_enabler, after_benefit=one.after_benefit
    )
    Dependency.objects.filter(pk=turned.pk).update(before_enabler=other, after_enabler=one.before_enabler)
    assert versions.restore(version=version, by=cast.kari) == []
    assert differences(full, version.content, content_of(full)) == []


def test_what_is_under_a_benefit_that_comes_back_is_as_it_was_then(cast: Cast, full: Plan) -> None:
    version = full.versions.create(number=1, content=content_of(full), submitted_by=cast.kari)
    first = full.benefits.get(title="Færre døgn på sykehus")
    add_action(benefit=first, title="Et senere tiltak")
    bin.throw_away(code="gevinst", row=first, by=cast.kari)
    assert versions.restore(version=version, by=cast.kari) == []
    assert [action.title for action in first.actions.all()] == ["Tavlemøte"]


def test_contributors_that_came_or_went_since_are_told_and_nothing_waits_for_ever(
    cast: Cast, full: Plan
) -> None:
    first = full.benefits.get(title="Færre døgn på sykehus")
    gone = Contribution.objects.create(benefit=first, actor=cast.molde, baseline_source="NPR")
    version: Version = full.versions.create(number=1, content=content_of(full), submitted_by=cast.kari)
    gone.delete()
    Contribution.objects.create(benefit=first, actor=cast.steinkjer)
    left = versions.restore(version=version, by=cast.kari)
    assert left == [
        "«Færre døgn på sykehus: Molde» bidrar ikke lenger.",
        "«Færre døgn på sykehus: Steinkjer» bidrar fortsatt.",
    ]
    assert not full.proposals.exists()


def test_a_note_of_an_arrow_is_written_also_where_the_arrows_go_in_a_ring(full: Plan) -> None:
    one, two = (Enabler.objects.create(plan=full, title=title) for title in ("En", "To"))
    there = Dependency.objects.create(plan=full, before_enabler=one, after_enabler=two)
    Dependency.objects.create(plan=full, before_enabler=two, after_enabler=one)
    assert write(full, f"kobling-{there.pk}-note", "Hvorfor").outcome is Outcome.SAVED
    assert write(full, f"kobling-{there.pk}-after", "").outcome is Outcome.SAVED


def test_boxes_of_the_same_name_are_told_apart(full: Plan) -> None:
    one, two = (Enabler.objects.create(plan=full, title="Ny funksjonalitet") for _twice in range(2))
    arrow = full.dependencies.get()
    write(full, f"kobling-{arrow.pk}-before", "Funksjonalitet: Ny funksjonalitet (nr. 2)")
    arrow.refresh_from_db()
    assert arrow.before_enabler == two != one
    told = write(full, f"kobling-{arrow.pk}-before", "Funksjonalitet: Ny funksjonalitet")
    assert (told.outcome, "finnes ikke" in told.message) == (Outcome.REFUSED, True)
