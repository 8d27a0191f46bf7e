from __future__ import annotations

from datetime import date

import pytest

from gevinst.plan_files.returning.cells import Fate
from gevinst.plan_files.returning.reading import ChangedCell
from gevinst.plan_files.returning.resource import CellResource, run
from gevinst.plans.edits import Outcome
from gevinst.plans.models import Action, Change, Contribution, Plan, Proposal, Via
from tests.cast import Cast


def changed(address: str, stood: str, text: str) -> ChangedCell:
    return ChangedCell(sheet="Tiltak", row=3, column="B", address=address, stood=stood, text=text)


def fates(resource: CellResource) -> list[Fate]:
    return [cell.fate for cell in resource.cells]


def test_a_dry_run_says_what_would_happen_and_writes_nothing(plan: Plan, action: Action, cast: Cast) -> None:
    cells = [changed(f"tiltak-{action.pk}-title", action.title, "Nytt navn")]
    found = run(plan=plan, by=cast.kari, cells=cells, dry_run=True)
    assert [(one.fate, one.stands, one.text, one.label) for one in found.cells] == [
        (Fate.CHANGED, "Tavlemøte hver morgen", "Nytt navn", "Tiltak")
    ]
    action.refresh_from_db()
    assert action.title == "Tavlemøte hver morgen"


def test_the_same_run_not_dry_writes_it_and_remembers_that_a_file_did(
    plan: Plan, action: Action, cast: Cast
) -> None:
    cells = [
        changed(f"tiltak-{action.pk}-title", action.title, "Nytt navn"),
        changed(f"tiltak-{action.pk}-state", "planlagt", "I gang"),
    ]
    done = run(plan=plan, by=cast.kari, cells=cells, dry_run=False)
    assert [one.outcome for one in done.edited] == [Outcome.SAVED, Outcome.SAVED]
    action.refresh_from_db()
    assert (action.title, action.state) == ("Nytt navn", "under_way")
    assert {(one.by, one.via) for one in Change.objects.all()} == {(cast.kari, Via.FILE)}


def test_what_somebody_wrote_meanwhile_stands_and_the_file_is_kept_beside_it(
    plan: Plan, action: Action, cast: Cast
) -> None:
    cells = [changed(f"tiltak-{action.pk}-title", action.title, "Fra filen")]
    Action.objects.update(title="Skrevet av Ola imens")
    assert fates(run(plan=plan, by=cast.kari, cells=cells, dry_run=True)) == [Fate.CONFLICT]
    assert not Proposal.objects.exists()
    run(plan=plan, by=cast.kari, cells=cells, dry_run=False)
    action.refresh_from_db()
    proposal = Proposal.objects.get()
    assert action.title == "Skrevet av Ola imens"
    assert (proposal.text, proposal.base, proposal.via) == ("Fra filen", "Tavlemøte hver morgen", Via.FILE)


def test_a_value_that_cannot_be_read_is_refused_with_the_reason_and_the_rest_is_saved(
    plan: Plan, action: Action, cast: Cast
) -> None:
    cells = [
        changed(f"tiltak-{action.pk}-due", "30.06.2026", "neste uke"),
        changed(f"tiltak-{action.pk}-state", "planlagt", "kanskje"),
        changed(f"tiltak-{action.pk}-title", action.title, "Nytt navn"),
    ]
    found = run(plan=plan, by=cast.kari, cells=cells, dry_run=True)
    assert fates(found) == [Fate.REFUSED, Fate.REFUSED, Fate.CHANGED]
    assert found.cells[0].why == "Skriv datoen som dd.mm.åååå, for eksempel 31.12.2027."
    assert found.cells[1].why.startswith("«kanskje» finnes ikke. Velg en av: planlagt, i gang")
    run(plan=plan, by=cast.kari, cells=cells, dry_run=False)
    action.refresh_from_db()
    assert (action.title, action.due) == ("Nytt navn", date(2026, 6, 30))


def test_two_days_that_only_hold_together_are_saved_in_the_order_that_holds(
    plan: Plan, action: Action, cast: Cast
) -> None:
    cells = [
        changed(f"tiltak-{action.pk}-start", "01.01.2025", "01.01.2027"),
        changed(f"tiltak-{action.pk}-due", "30.06.2026", "30.06.2027"),
    ]
    assert fates(run(plan=plan, by=cast.kari, cells=cells, dry_run=True)) == [Fate.CHANGED, Fate.CHANGED]
    run(plan=plan, by=cast.kari, cells=cells, dry_run=False)
    action.refresh_from_db()
    assert (action.start, action.due) == (date(2027, 1, 1), date(2027, 6, 30))


def test_a_due_day_before_the_start_is_refused(plan: Plan, action: Action, cast: Cast) -> None:
    cells = [changed(f"tiltak-{action.pk}-due", "30.06.2026", "30.06.2020")]
    found = run(plan=plan, by=cast.kari, cells=cells, dry_run=True)
    assert (fates(found), found.cells[0].why) == (
        [Fate.REFUSED],
        "Fristen kan ikke ligge før tiltaket starter.",
    )


def test_the_same_written_in_another_way_is_no_difference(plan: Plan, action: Action, cast: Cast) -> None:
    contribution = Contribution.objects.get()
    cells = [
        changed(f"tiltak-{action.pk}-due", "30.06.2026", "30.6.2026"),
        changed(f"tiltak-{action.pk}-state", "planlagt", "Planlagt"),
        changed(f"mal-{contribution.pk}-baseline", "120", "120,0"),
    ]
    assert fates(run(plan=plan, by=cast.kari, cells=cells, dry_run=True)) == [Fate.SAME] * 3


def test_signs_nobody_sees_are_no_conflict(plan: Plan, action: Action, cast: Cast) -> None:
    Action.objects.update(title="Tavle\u00admøte")
    cells = [changed(f"tiltak-{action.pk}-title", "Tavlemøte", "Nytt navn")]
    run(plan=plan, by=cast.kari, cells=cells, dry_run=False)
    action.refresh_from_db()
    assert action.title == "Nytt navn"


def test_what_was_written_in_a_row_that_is_gone_is_kept(plan: Plan, action: Action, cast: Cast) -> None:
    cells = [changed(f"tiltak-{action.pk}-title", action.title, "Nytt navn")]
    Action.objects.all().delete()
    assert fates(run(plan=plan, by=cast.kari, cells=cells, dry_run=True)) == [Fate.GONE]
    run(plan=plan, by=cast.kari, cells=cells, dry_run=False)
    assert Proposal.objects.get().text == "Nytt navn"


def test_a_field_the_plan_does_not_have_is_refused(plan: Plan, action: Action, cast: Cast) -> None:
    for field in ("revision", "benefit_id", "pk"):
        cells = [changed(f"tiltak-{action.pk}-{field}", "1", "99")]
        found = run(plan=plan, by=cast.kari, cells=cells, dry_run=False)
        assert (fates(found), found.edited) == ([Fate.REFUSED], [])
        assert found.cells[0].why == "Planen har ikke dette feltet."


def test_a_fault_of_ours_is_not_hidden(
    plan: Plan, action: Action, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gevinst.plan_files.returning.cells.read", lambda field, text: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        run(plan=plan, by=cast.kari, cells=[changed(f"tiltak-{action.pk}-title", "a", "b")], dry_run=False)
