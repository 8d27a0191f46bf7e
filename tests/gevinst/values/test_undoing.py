"""An import is taken back by a worker; its page tells how it goes, asks, and says what became of it."""

from __future__ import annotations

import pytest
from django.test import Client

from gevinst.jobs import registry
from gevinst.jobs.lease import JobProblem
from gevinst.jobs.models import Job
from gevinst.jobs.runner import run_waiting
from indicators.measurements.models import Batch, Measurement
from tests.cast import Cast, measure
from tests.gevinst.values.conftest import Send, heading_of, page_of, text_of

pytestmark = pytest.mark.django_db
DONE = "Importen er angret. Verdiene er slik de var før."


@pytest.fixture
def kari(cast: Cast) -> Client:
    return cast.client("kari")


@pytest.fixture
def saved(cast: Cast, send: Send, kari: Client, catalogue) -> Batch:
    """Two values, of which one replaced what stood there."""
    measure(catalogue["ukp-dogn"], cast.rauma, "2024-01", numerator=40)
    return save(kari, send())


def save(client: Client, upload) -> Batch:
    client.post(page_of(upload) + "lagre/")
    run_waiting()
    return Batch.objects.get(upload=upload)


def of(batch: Batch) -> str:
    return f"/malinger/parti/{batch.pk}/"


def current() -> list[float | None]:
    return [row.numerator for row in Measurement.objects.order_by("period_start")]


def test_a_whole_import_is_undone_and_what_was_before_comes_back(kari: Client, saved: Batch) -> None:
    asked = kari.post(of(saved) + "angre/")
    assert asked["Location"] == of(saved) + "angre/"
    assert heading_of(kari.get(asked["Location"])) == "Angringen venter på tur"
    assert current() == [31, 28]
    run_waiting()
    page = kari.get(asked["Location"], follow=True)
    assert page.redirect_chain == [(of(saved), 302)]
    assert DONE in page.content.decode()
    assert DONE not in kari.get(of(saved)).content.decode(), "once"
    assert current() == [40]
    saved.refresh_from_db()
    assert saved.undone_by is not None
    assert saved.undone_by.name == "Kari Prøve"


@pytest.mark.parametrize(
    ("columns", "heading", "bar"),
    [
        ({"state": "waiting"}, "Angringen venter på tur", "Angringen begynner av seg selv."),
        ({"state": "running"}, "Importen angres", "Verdiene settes tilbake samlet: alle eller ingen."),
        ({"state": "running", "done": 1000, "total": 4000}, "Importen angres", "1 000 av 4 000 verdier"),
        ({"state": "running", "done": 9, "total": 9}, "Importen angres", "Nå gjøres angringen ferdig."),
        ({"state": "running", "cancel_requested": True}, "Angringen avbrytes", "Arbeidet stanses nå."),
    ],
)
def test_the_page_tells_how_far_it_has_come(kari: Client, saved: Batch, columns, heading, bar) -> None:
    kari.post(of(saved) + "angre/")
    Job.objects.filter(subject=saved.pk, kind="undo.all").update(**columns)
    page = kari.get(of(saved) + "angre/")
    assert heading_of(page) == heading
    assert bar in text_of(page)
    assert f'hx-get="{of(saved)}angre/status/?tilstand={columns["state"]}"' in page.content.decode()
    assert "HX-Refresh" not in kari.get(of(saved) + f"angre/status/?tilstand={columns['state']}")


def test_the_page_is_fetched_anew_when_it_begins_and_when_it_is_over(kari: Client, saved: Batch) -> None:
    kari.post(of(saved) + "angre/")
    assert kari.get(of(saved) + "angre/status/?tilstand=running")["HX-Refresh"] == "true"
    run_waiting()
    assert kari.get(of(saved) + "angre/status/?tilstand=done")["HX-Refresh"] == "true"


def test_who_leaves_sees_it_go_on_and_is_told(kari: Client, saved: Batch) -> None:
    kari.post(of(saved) + "angre/")
    assert "Pågår nå ukp.csv venter på tur" in text_of(kari.get("/malinger/"))
    Job.objects.filter(kind="undo.all").update(state="running")
    listed = kari.get("/malinger/")
    assert "Pågår nå ukp.csv importen angres" in text_of(listed)
    assert "Angres" in text_of(listed)
    assert f'href="{of(saved)}angre/"' in listed.content.decode()
    page = text_of(kari.get(of(saved)))
    assert "Importen angres nå." in page
    assert "Angre hele importen" not in page
    Job.objects.filter(kind="undo.all").update(state="waiting")
    run_waiting()
    told = kari.get("/utvalgsliste/").content.decode()
    assert f'<a href="{of(saved)}angre/">ukp.csv</a> er angret.' in told


def test_an_undoing_that_would_take_another_change_with_it_asks_first(kari: Client, send: Send) -> None:
    first = save(kari, send())
    save(kari, send("kommunenr;periode;verdi\n1539;2024-01;35\n", name="ny.csv"))
    kari.post(of(first) + "angre/")
    run_waiting()
    told = kari.get("/utvalgsliste/").content.decode()
    assert "ukp.csv</a> venter på svar fra deg før importen kan angres." in told
    asked = kari.get(of(first) + "angre/")
    assert heading_of(asked) == "Én verdi er endret etter importen"
    assert "Ingenting er angret ennå" in text_of(asked)
    assert "ny.csv" in text_of(asked)
    assert current() == [35, 28]
    kari.post(of(first) + "angre/", {"behold": "1"})
    run_waiting()
    done = kari.get(of(first) + "angre/", follow=True)
    assert current() == [35]
    assert "1 verdi som er endret senere, står. De andre er slik de var før." in text_of(done)


def test_what_was_changed_by_strangers_is_not_told_by_name(kari: Client, send: Send, saved: Batch) -> None:
    theirs = save(kari, send("kommunenr;periode;verdi\n1539;2024-01;35\n", name="hemmelig.csv"))
    Batch.objects.filter(pk=theirs.pk).update(created_by=None)
    kari.post(of(saved) + "angre/")
    run_waiting()
    asked = text_of(kari.get(of(saved) + "angre/"))
    assert "hemmelig" not in asked.split("Målinger", 1)[1], "but for what Kari was told of her own"
    assert "Endringene er gjort av andre, som du ikke deler importer med." in asked


def test_one_that_waits_is_cancelled_at_once_and_nothing_is_undone(kari: Client, saved: Batch) -> None:
    kari.post(of(saved) + "angre/")
    page = kari.post(of(saved) + "angre/avbryt/", follow=True)
    assert "Angringen er avbrutt. Verdiene står som før." in page.content.decode()
    assert run_waiting() == 0
    assert current() == [31, 28]
    assert "Angre hele importen" in text_of(kari.get(of(saved)))


def test_one_that_goes_on_is_asked_to_stop_and_nothing_is_claimed_before_it_has(
    kari: Client, saved: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    kari.post(of(saved) + "angre/")
    Job.objects.filter(kind="undo.all").update(state="running")
    page = kari.post(of(saved) + "angre/avbryt/", follow=True)
    assert heading_of(page) == "Angringen avbrytes"
    assert "Verdiene står som før" not in text_of(page)
    Job.objects.filter(kind="undo.all").update(state="waiting")
    monkeypatch.setattr("gevinst.jobs.lease.Lease.cancelled", lambda lease: True)
    run_waiting()
    assert current() == [31, 28]
    told = kari.get("/utvalgsliste/").content.decode()
    assert "er ikke angret, for angringen ble avbrutt. Verdiene står som før." in told


def test_one_that_failed_says_why_and_can_be_tried_again(
    kari: Client, saved: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(subject: int, lease: object) -> str:
        raise JobProblem("Disken er full.")

    kari.post(of(saved) + "angre/")
    with monkeypatch.context() as patch:
        patch.setattr(registry, "handler_for", lambda kind: failing)
        run_waiting()
    page = kari.get(of(saved) + "angre/")
    assert heading_of(page) == "Importen ble ikke angret"
    assert "Disken er full." in text_of(page)
    kari.post(of(saved) + "angre/")
    run_waiting()
    assert current() == [40]


def test_asking_many_times_undoes_once(kari: Client, saved: Batch) -> None:
    for _ in range(3):
        kari.post(of(saved) + "angre/")
    assert Job.objects.filter(kind="undo.all").count() == 1
    run_waiting()
    again = kari.post(of(saved) + "angre/", follow=True)
    assert "Importen er alt angret." in again.content.decode()
    assert Batch.objects.filter(origin=Batch.Origin.UNDO).count() == 1
    undoing = Batch.objects.get(origin=Batch.Origin.UNDO)
    refused = kari.post(of(undoing) + "angre/", follow=True)
    assert "En angring kan ikke angres" in refused.content.decode()


@pytest.mark.parametrize("who", ["per", "ola", "liv"])
def test_only_those_who_deliver_for_the_same_undo_it(cast: Cast, saved: Batch, who: str) -> None:
    asking = cast.client(who)
    for path in ("", "angre/", "angre/status/"):
        assert asking.get(of(saved) + path).status_code == 404
    for path in ("angre/", "angre/avbryt/"):
        assert asking.post(of(saved) + path).status_code == 404
    assert not Job.objects.filter(kind="undo.all").exists()
