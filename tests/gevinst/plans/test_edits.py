"""Cells are read as they are typed; what two people write in one cell is kept, whichever way it came."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from gevinst.plans import bin, edits, history, services
from gevinst.plans.cells import Cells
from gevinst.plans.edits import Edited, Outcome, Written
from gevinst.plans.models import Benefit, Change, Contribution, Milestone, Plan, Proposal, Via
from gevinst.plans.rows import ROW_KINDS, row_kind
from gevinst.plans.rows.kind import Address
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def write(
    plan: Plan, cell: str, text: str, *, by: object, base: str | None = None, via: str = "page"
) -> Edited:
    written = Written(address=Address.parse(cell), text=text, base=base)
    return edits.edit(plan=plan, written=[written], by=by, via=via)[0]  # type: ignore[arg-type]


def text(plan: Plan, cell: str) -> str:
    address = Address.parse(cell)
    kind = row_kind(address.kind)
    return Cells().texts(kind, kind.of_plan(plan).get(pk=address.pk))[address.field]


@pytest.fixture
def milestone(contribution: Contribution) -> Milestone:
    return services.add_milestone(
        contribution=contribution, due=contribution.target_date, basis="of_way", amount=50
    )


def test_a_text_is_written_over_the_text_it_was_written_over(cast: Cast, benefit: Benefit) -> None:
    cell = f"gevinst-{benefit.pk}-title"
    done = write(benefit.plan, cell, "Færre døgn", by=cast.kari, base="Færre døgn på sykehus")
    assert (done.outcome, done.text) == (Outcome.SAVED, "Færre døgn")
    benefit.refresh_from_db()
    assert (benefit.title, benefit.revision) == ("Færre døgn", 2)
    change = Change.objects.get()
    assert (change.was, change.became, change.by) == ("Færre døgn på sykehus", "Færre døgn", cast.kari)


def test_of_two_in_one_cell_the_first_stands_and_the_second_is_kept(cast: Cast, benefit: Benefit) -> None:
    cell, began = f"gevinst-{benefit.pk}-note", ""
    assert write(benefit.plan, cell, "Karis ord", by=cast.kari, base=began).outcome is Outcome.SAVED
    done = write(benefit.plan, cell, "Olas ord", by=cast.ola, base=began)
    assert (done.outcome, done.text) == (Outcome.CONFLICT, "Karis ord")
    kept = Proposal.objects.get()
    assert (kept.text, kept.by, kept.address) == ("Olas ord", cast.ola, cell)
    assert text(benefit.plan, cell) == "Karis ord"


def test_two_stretches_of_writing_are_kept_apart_and_one_is_typed_on(cast: Cast, benefit: Benefit) -> None:
    cell = f"gevinst-{benefit.pk}-note"
    write(benefit.plan, cell, "Karis ord", by=cast.kari, base="")
    for typed in ("Olas f", "Olas første"):
        write(benefit.plan, cell, typed, by=cast.ola, base="")
    write(benefit.plan, cell, "Karis nye ord", by=cast.kari, base="Karis ord")
    for typed in ("Olas a", "Olas andre"):
        assert write(benefit.plan, cell, typed, by=cast.ola, base="Karis ord").outcome is Outcome.CONFLICT
    kept = [(one.base, one.text) for one in Proposal.objects.order_by("pk")]
    assert kept == [("", "Olas første"), ("Karis ord", "Olas andre")]
    assert text(benefit.plan, cell) == "Karis nye ord"


@pytest.mark.parametrize(("take", "stands"), [(True, "Olas ord"), (False, "Karis ord")])
def test_a_conflict_is_settled_once(cast: Cast, benefit: Benefit, take: bool, stands: str) -> None:
    cell = f"gevinst-{benefit.pk}-note"
    write(benefit.plan, cell, "Karis ord", by=cast.kari, base="")
    write(benefit.plan, cell, "Olas ord", by=cast.ola, base="")
    edits.settle(proposal=Proposal.objects.get(), take=take, by=cast.kari)
    assert text(benefit.plan, cell) == stands
    assert edits.settle(proposal=Proposal.objects.get(), take=True, by=cast.kari) is None
    assert text(benefit.plan, cell) == stands


def test_the_same_text_from_two_is_no_conflict(cast: Cast, benefit: Benefit) -> None:
    cell = f"gevinst-{benefit.pk}-note"
    write(benefit.plan, cell, "Samme", by=cast.kari, base="")
    assert write(benefit.plan, cell, "Samme", by=cast.ola, base="").outcome is Outcome.UNCHANGED
    assert not Proposal.objects.exists()


def test_what_is_written_where_the_row_is_gone_is_kept(cast: Cast, benefit: Benefit) -> None:
    action = services.add_action(benefit=benefit, title="Tavlemøte")
    bin.throw_away(code="tiltak", row=action, by=cast.kari)
    done = write(benefit.plan, f"tiltak-{action.pk}-title", "Nytt", by=cast.ola, base="Tavlemøte")
    assert (done.outcome, Proposal.objects.get().text) == (Outcome.GONE, "Nytt")


def test_another_plans_row_is_gone_here(cast: Cast, benefit: Benefit) -> None:
    other = services.create_plan(actor=cast.molde, title="Annen plan")
    assert write(other, f"gevinst-{benefit.pk}-title", "x", by=cast.per, base="").outcome is Outcome.GONE
    benefit.refresh_from_db()
    assert benefit.title == "Færre døgn på sykehus"


@pytest.mark.parametrize(
    ("field", "typed", "reads"),
    [
        ("baseline", "1 250", "1250"),
        ("baseline_period", "mars 2024", "mars 2024"),
        ("form", "Uendret fra nullpunktet", "hold"),
        ("form", "Uendra frå nullpunktet", "hold"),
        ("form", "at_least", "at_least"),
        ("target", "12", "12"),
        ("target_date", "1.2.2027", "01.02.2027"),
        ("target_text", " halvert ", "halvert"),
    ],
)
def test_cells_are_read_as_people_type(
    cast: Cast, contribution: Contribution, field: str, typed: str, reads: str
) -> None:
    cell = f"mal-{contribution.pk}-{field}"
    done = write(contribution.benefit.plan, cell, typed, by=cast.kari)
    assert (done.outcome, done.text, done.message) == (Outcome.SAVED, reads, "")
    assert text(contribution.benefit.plan, cell) == reads


@pytest.mark.parametrize(
    ("cell", "typed", "says"),
    [
        ("mal-{mal}-baseline", "mange", "tall"),
        ("mal-{mal}-target_date", "31.31.2027", "dd.mm.åååå"),
        ("mal-{mal}-target_date", "31.12.2021", "etter nullpunktet"),
        ("mal-{mal}-tolerance", "-1", "mindre enn null"),
        ("mal-{mal}-change", "-50", "hva slags ambisjon"),
        ("milepel-{milepel}-due", "01.01.2030", "etter datoen for ambisjonen"),
        ("milepel-{milepel}-amount", "halvt", "tall"),
        ("gevinst-{gevinst}-title", "", "Skriv hva gevinsten heter."),
        ("gevinst-{gevinst}-goal", "Verdensfred", "Velg en av"),
        ("gevinst-{gevinst}-note", "Ring 13097248022", "fødselsnummer"),
    ],
)
def test_a_refused_text_says_why_and_changes_nothing(
    cast: Cast, milestone: Milestone, cell: str, typed: str, says: str
) -> None:
    contribution = milestone.contribution
    benefit = contribution.benefit
    where = cell.format(mal=contribution.pk, milepel=milestone.pk, gevinst=benefit.pk)
    before = text(benefit.plan, where)
    done = write(benefit.plan, where, typed, by=cast.kari)
    assert done.outcome is Outcome.REFUSED
    assert says in done.message
    assert text(benefit.plan, where) == before
    assert not Change.objects.exists()


def test_another_kind_of_ambition_does_not_read_a_value_as_a_percent(
    cast: Cast, contribution: Contribution
) -> None:
    plan, cell = contribution.benefit.plan, f"mal-{contribution.pk}-form"
    done = write(plan, cell, "relative", by=cast.kari)
    assert dict(done.also) == {"target": ""}
    assert {change.field: (change.was, change.became) for change in Change.objects.all()}["target"] == (
        "40",
        "",
    )
    assert write(plan, f"mal-{contribution.pk}-change", "−50 %", by=cast.kari).outcome is Outcome.SAVED
    contribution.refresh_from_db()
    assert contribution.target == -50


def test_every_cell_reads_its_own_text_back(cast: Cast, milestone: Milestone) -> None:
    """What is written to a spreadsheet and read again changes nothing."""
    plan = milestone.contribution.benefit.plan
    services.add_action(benefit=milestone.contribution.benefit, title="Tavlemøte", state="under_way")
    cells, seen = Cells(), 0
    for code in ROW_KINDS:
        kind = row_kind(code)
        for row in kind.of_plan(plan):
            for name, said in cells.texts(kind, row).items():
                if said:
                    seen += 1
                    done = write(plan, f"{code}-{row.pk}-{name}", said, by=cast.kari, base=said)
                    assert done.outcome is Outcome.UNCHANGED, (code, name, said, done)
    assert seen > 12


def test_one_persons_edits_of_a_cell_are_one_change(cast: Cast, benefit: Benefit) -> None:
    cell, now = f"gevinst-{benefit.pk}-note", timezone.now()
    for minutes, said in enumerate(["F", "Fæ", "Fær", "Færre"]):
        with time_machine.travel(now + timedelta(minutes=minutes), tick=False):
            write(benefit.plan, cell, said, by=cast.kari)
    assert [(one.was, one.became) for one in Change.objects.all()] == [("", "Færre")]
    with time_machine.travel(now + timedelta(minutes=20), tick=False):
        write(benefit.plan, cell, "Mange færre", by=cast.kari)
    assert Change.objects.count() == 2


def test_history_shows_sittings(cast: Cast, benefit: Benefit) -> None:
    now = timezone.now()
    for minutes, who, field in [
        (0, cast.kari, "note"),
        (20, cast.kari, "title"),
        (90, cast.kari, "note"),
        (91, cast.ola, "title"),
    ]:
        with time_machine.travel(now + timedelta(minutes=minutes), tick=False):
            write(benefit.plan, f"gevinst-{benefit.pk}-{field}", f"Ord {minutes}", by=who)
    found = history.sittings(list(benefit.plan.changes.select_related("by")))
    assert [(one.by, len(one.changes)) for one in found] == [(cast.ola, 1), (cast.kari, 1), (cast.kari, 2)]


def test_what_a_page_saves_is_remembered_too(cast: Cast, benefit: Benefit) -> None:
    services.edit_benefit(
        benefit=benefit, revision=1, title="Ny", goal=None, owner_title="Leder", note="", by=cast.kari
    )
    assert {one.field: one.became for one in Change.objects.all()} == {"title": "Ny", "owner_title": "Leder"}


def test_what_was_thrown_away_is_taken_back_as_it_was(cast: Cast, milestone: Milestone) -> None:
    benefit = milestone.contribution.benefit
    plan, cells = benefit.plan, Cells()
    kind = row_kind("milepel")
    before = cells.texts(kind, kind.of_plan(plan).get())
    bin.throw_away(code="gevinst", row=benefit, by=cast.kari)
    assert not any(row_kind(code).of_plan(plan).exists() for code in ("gevinst", "mal", "milepel", "tiltak"))
    assert bin.in_bin(plan, "gevinst").get().binned_by == cast.kari
    assert bin.take_back(plan=plan, code="gevinst", pk=benefit.pk, by=cast.ola)
    assert cells.texts(kind, kind.of_plan(plan).get()) == before
    assert [one.became for one in Change.objects.all()] == [history.BACK, history.WENT]


def test_a_file_says_so_in_the_history(cast: Cast, benefit: Benefit) -> None:
    write(benefit.plan, f"gevinst-{benefit.pk}-note", "Fra arket", by=cast.kari, via=Via.FILE)
    assert Change.objects.get().get_via_display() == "et regneark"
