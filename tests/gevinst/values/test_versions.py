"""The trail of a figure of any kind ends at the row of a file, with all that has happened on the way."""

from __future__ import annotations

import html
import re

import pytest
from django.core.files.base import ContentFile

from indicators.actors.models import Actor, ActorKind, Membership, Structure
from indicators.actors.services import rebuild_closure
from indicators.catalogue.models import Indicator
from indicators.imports.pipeline import read_upload
from indicators.imports.services import commit_upload, receive_upload
from indicators.imports.undo import undo_batch
from indicators.measurements.figures import NewFigure
from indicators.measurements.models import Batch, Measurement
from indicators.measurements.services import correct, record, withdraw
from tests.cast import SINCE, Cast
from tests.gevinst.values.conftest import heading_of, text_of

pytestmark = pytest.mark.django_db
TRAIL = "/malinger/sporing"
LINK = re.compile(r'href="(/malinger/(?:sporing|parti)/[^"]*)"')
COUNTS = "kommunenr;periode;verdi\n" + "".join(f"1539;2024-{month:02};{month}\n" for month in range(1, 13))
SHARES = "kommunenr;periode;teller;nevner\n1539;2024;30;900\n"


@pytest.fixture
def files(cast: Cast, catalogue: dict[str, Indicator]) -> None:
    structure = Structure.objects.create(code="sykehus", name="Sykehus", levels=[])
    area = Actor.objects.create(
        kind=ActorKind.HOSPITAL_AREA, code="lo-molde", name="Molde LO", valid_from=SINCE
    )
    Membership.objects.create(structure=structure, parent=area, child=cast.rauma, valid_from=SINCE)
    rebuild_closure(structure=structure)
    for slug, text in (("ukp-dogn", COUNTS), ("ukp-andel-liggedogn", SHARES)):
        upload = receive_upload(
            ContentFile(text.encode()),
            name=f"{slug}.csv",
            by=cast.kari,
            source="Egen telling",
            indicator=catalogue[slug],
        )
        read_upload(upload)
        upload.refresh_from_db()
        commit_upload(upload, by=cast.kari)


@pytest.mark.parametrize(
    ("url", "heading", "through", "row"),
    [
        ("ukp-dogn/municipality/1539/2024-06/", "6 døgn", [], "Rad 7 i ukp-dogn.csv"),
        ("ukp-andel-liggedogn/municipality/1539/2024/", "3,3 %", [], "Rad 2 i ukp-andel-liggedogn.csv"),
        (
            "ukp-dogn/municipality/1539/2024-12/?maneder=12",
            "78 døgn",
            ["/1539/2024-06/"],
            "Rad 7 i ukp-dogn.csv",
        ),
        (
            "ukp-dogn/hospital_area/lo-molde/2024/?struktur=sykehus",
            "78 døgn",
            ["/1539/2024/", "/1539/2024-06/"],
            "Rad 7 i ukp-dogn.csv",
        ),
    ],
    ids=["count", "share", "twelve months", "structure"],
)
def test_every_figure_leads_to_the_row_of_its_file(
    cast: Cast, files: None, url: str, heading: str, through: list[str], row: str
) -> None:
    client = cast.client("kari")
    page = client.get(f"{TRAIL}/{url}")
    assert heading_of(page) == heading
    for step in [*through, "/rad/"]:
        links = [html.unescape(found) for found in LINK.findall(page.content.decode())]
        (wanted,) = {link for link in links if step in link}
        page = client.get(wanted)
    assert heading_of(page) == row


def test_after_corrections_the_row_is_still_reached_and_each_step_has_its_batch(
    cast: Cast, files: None
) -> None:
    def june() -> Measurement:
        return Measurement.objects.get(period_start__month=6, period_kind="M")

    for number, why in ((7.0, "Telt på nytt"), (8.0, "Telt enda en gang")):
        correct(measurement=june(), figure=NewFigure(numerator=number), reason=why, by=cast.kari)
    undo_batch(Batch.objects.latest("pk"), by=cast.kari)
    withdraw(measurement=june(), reason="Feil kommune", by=cast.kari)
    client = cast.client("kari")
    body = client.get(f"{TRAIL}/ukp-dogn/municipality/1539/2024-06/").content.decode()
    versions = body.split('class="versions"')[1]
    named = re.findall(r"(rettelse|angring|import) nr\. \d+", versions)
    assert named == ["rettelse", "angring", "rettelse", "rettelse", "import"]
    assert "ukp-dogn.csv, rad 7" in versions
    for link in set(LINK.findall(versions)) | set(re.findall(r'href="(/malinger/rettelser/\d+/)"', versions)):
        assert client.get(link).status_code == 200


def test_after_a_gap_a_new_value_is_told_as_new(cast: Cast, files: None) -> None:
    june = Measurement.objects.get(period_start__month=6, period_kind="M")
    withdraw(measurement=june, reason="Feil kommune", by=cast.kari)
    record(
        indicator=june.indicator,
        actor=cast.rauma,
        period=june.period,
        figure=NewFigure(numerator=9.0),
        by=cast.kari,
        source="Egen telling",
    )
    words = text_of(cast.client("kari").get(f"{TRAIL}/ukp-dogn/municipality/1539/2024-06/"))
    assert "9 døgn gjelder nå Ført for hånd – før dette: ingen verdi" in words
    assert "Ingen verdi Trukket – før dette: 6 døgn. Begrunnelse: «Feil kommune»" in words


def test_a_reader_who_is_not_logged_in_sees_values_and_no_names_reasons_or_files(
    cast: Cast, files: None
) -> None:
    june = Measurement.objects.get(period_start__month=6, period_kind="M")
    correct(measurement=june, figure=NewFigure(numerator=7.0), reason="Kari tok feil", by=cast.kari)
    page = cast.client("anonymous").get(f"{TRAIL}/ukp-dogn/municipality/1539/2024-06/")
    words = text_of(page)
    assert "7 døgn gjelder nå Rettet – før dette: 6 døgn" in words
    assert "Kari" not in words
    assert ".csv" not in words
    assert not re.search(r'href="/malinger/(?:parti|rettelser)', page.content.decode())
