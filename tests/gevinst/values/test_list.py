"""What has come in, where it came from, and what of it is made up."""

from __future__ import annotations

from datetime import date

import pytest

from gevinst.access.models import Role, RoleAssignment
from gevinst.jobs.runner import run_waiting
from gevinst.plans.models import Plan
from gevinst.plans.services import create_plan
from gevinst.values import examples
from gevinst.values.uploads import TRIAL
from indicators.catalogue.models import Indicator
from indicators.imports.models import Upload
from indicators.imports.pipeline import read_upload
from indicators.imports.services import commit_upload
from indicators.measurements.figures import NewFigure
from indicators.measurements.models import Batch, EarlierMeasurement, Measurement
from indicators.measurements.services import correct
from tests.cast import Cast, measure
from tests.counting import queries
from tests.gevinst.values.conftest import Send, page_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def made_up(cast: Cast, catalogue: dict[str, Indicator], send: Send) -> Upload:
    """Example figures over a real one, and an example plan beside a real one."""
    measure(catalogue["ukp-dogn"], cast.rauma, "2024-01", numerator=40)
    upload = send()
    Upload.objects.filter(pk=upload.pk).update(is_example=True)
    upload.refresh_from_db()
    read_upload(upload)
    commit_upload(upload, by=None)
    create_plan(actor=cast.rauma, title="Vår plan")
    create_plan(actor=cast.molde, title="Eksempelplan", is_example=True)
    RoleAssignment.objects.create(
        user=cast.ola, actor=cast.rauma, role=Role.ADMINISTRATOR, valid_from=date(2020, 1, 1)
    )
    return upload


def test_it_tells_of_each_import_and_of_where_the_values_come_from(cast: Cast, send: Send) -> None:
    kari, upload = cast.client("kari"), send()
    assert "ukp.csv" in text_of(kari.get("/malinger/"))
    assert "Venter på gjennomgang" in text_of(kari.get("/malinger/"))
    kari.post(page_of(upload) + "lagre/")
    run_waiting()
    said = text_of(kari.get("/malinger/"))
    assert "Lagret" in said
    assert "Egen telling 2 1" in said
    per = text_of(cast.client("per").get("/malinger/"))
    assert "Egen telling" not in per
    assert "ukp.csv" not in per


def test_a_trial_of_a_program_is_nothing_anybody_has_to_do(cast: Cast, send: Send) -> None:
    upload, kari = send(), cast.client("kari")
    waiting = '<span class="tag" data-tone="warn">Venter på gjennomgang</span>'
    assert waiting in kari.get("/malinger/").content.decode()
    Upload.objects.filter(pk=upload.pk).update(options={**upload.options, TRIAL: True})
    page = kari.get("/malinger/").content.decode()
    assert waiting not in page
    assert "Prøve, ikke lagret" in page


def test_a_correction_is_no_import_of_its_source(cast: Cast, send: Send) -> None:
    kari, upload = cast.client("kari"), send()
    kari.post(page_of(upload) + "lagre/")
    run_waiting()
    correct(
        measurement=Measurement.objects.all()[0],
        figure=NewFigure(numerator=40.0),
        reason="Telt på nytt",
        by=cast.kari,
    )
    assert "Egen telling 2 1" in text_of(kari.get("/malinger/"))


def test_it_costs_the_same_for_one_import_and_for_many(cast: Cast, send: Send) -> None:
    kari = cast.client("kari")
    kari.get("/malinger/")
    for number in range(4):
        send(f"kommunenr;periode;verdi\n1539;2024-0{number + 1};2\n")
        with queries("list of imports"):
            kari.get("/malinger/")


def test_made_up_figures_and_plans_go_and_those_with_a_source_stay(cast: Cast, made_up: Upload) -> None:
    assert sorted(Measurement.objects.values_list("numerator", flat=True)) == [28, 31]
    ola = cast.client("ola")
    assert "1 import med eksempeltall og 1 eksempelplan" in text_of(ola.get("/malinger/"))
    ola.post("/malinger/eksempeldata/fjern/")
    assert [(row.numerator, row.batch.source) for row in Measurement.objects.all()] == [(40, "NPR")]
    assert [plan.title for plan in Plan.objects.all()] == ["Vår plan"]
    assert not Batch.objects.exclude(source="NPR").exists()
    assert not EarlierMeasurement.objects.exists()
    assert not Upload.objects.exists()
    assert not examples.count()
    assert "Fjern eksempeldata" not in text_of(ola.get("/malinger/"))


@pytest.mark.parametrize("who", ["kari", "per", "liv"])
def test_only_an_administrator_removes_them(cast: Cast, made_up: Upload, who: str) -> None:
    client = cast.client(who)
    assert "Fjern eksempeldata" not in text_of(client.get("/malinger/"))
    assert client.post("/malinger/eksempeldata/fjern/").status_code == 403
    assert examples.count()


def test_it_asks_before_it_removes(cast: Cast, made_up: Upload) -> None:
    page = cast.client("ola").get("/malinger/eksempeldata/fjern/")
    assert "Fjerne alle eksempeldata?" in text_of(page)
    assert examples.count()
