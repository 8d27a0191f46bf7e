"""After saving, the page leads to where the figures now show, and says what undoing would do."""

from __future__ import annotations

import pytest

from gevinst.jobs.runner import run_waiting
from gevinst.plans.models import Benefit, Contribution
from gevinst.plans.services import create_plan
from indicators.catalogue.models import Indicator
from tests.cast import Cast, measure
from tests.gevinst.values.conftest import Send, page_of, text_of

pytestmark = pytest.mark.django_db


def test_it_leads_to_the_overview_the_comparison_and_the_benefits_that_changed(
    cast: Cast, send: Send, catalogue: dict[str, Indicator]
) -> None:
    plan = create_plan(actor=cast.rauma, title="Vår plan")
    for slug, title in (("ukp-dogn", "Færre døgn"), ("pleiekontinuitet-hjemmetjenesten", "Kjente ansikter")):
        indicator = catalogue[slug]
        benefit = Benefit.objects.create(
            plan=plan, title=title, indicator=indicator, indicator_version=indicator.versions.first()
        )
        Contribution.objects.create(benefit=benefit, actor=cast.rauma)
    upload, kari = send(), cast.client("kari")
    kari.post(page_of(upload) + "lagre/")
    run_waiting()
    page = kari.get(page_of(upload))
    body = page.content.decode()
    assert 'href="/oversikt/municipality/1539/"' in body
    assert 'href="/sammenlign/?indikator=ukp-dogn"' in body
    assert "Færre døgn" in text_of(page)
    assert "Kjente ansikter" not in text_of(page), "its figures are as they were"


def test_it_says_what_undoing_would_do(cast: Cast, send: Send, catalogue: dict[str, Indicator]) -> None:
    measure(catalogue["ukp-dogn"], cast.rauma, "2024-01", numerator=40)
    upload, kari = send(), cast.client("kari")
    kari.post(page_of(upload) + "lagre/")
    run_waiting()
    said = text_of(kari.get(page_of(upload)))
    assert "1 ny verdi blir borte, og 1 endret verdi blir slik den var før." in said
    upload.refresh_from_db()
    kari.post(f"/malinger/parti/{upload.batch_id}/angre/")
    assert "Importen angres nå" in text_of(kari.get(page_of(upload)))
    run_waiting()
    said = text_of(kari.get(page_of(upload)))
    assert "Importen er angret" in said
    assert "Her vises de nye tallene" not in said
