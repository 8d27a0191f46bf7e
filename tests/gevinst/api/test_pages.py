"""The pages a newcomer reads; what they show to paste is pasted."""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from gevinst.api.models import Token
from gevinst.api.reference import operations
from gevinst.api.views.docs import EXPLAINED
from gevinst.jobs.runner import run_waiting
from gevinst.plans.models import Action
from indicators.catalogue.models import Indicator
from indicators.measurements.models import Measurement
from tests.cast import Cast, make_cast, make_catalogue, measure
from tests.conftest import ROOT, missing
from tests.gevinst.api.conftest import make_token
from tests.gevinst.plan_files.conftest import make_plan

ABOUT, REFERENCE = "/api/", "/api/v1/"


def examples(page: str) -> dict[str, str]:
    """What stands on the page to be pasted, as a browser copies it."""
    found = re.findall(r'<code data-example="(\w+)">(.*?)</code>', page, re.DOTALL)
    return {name: html.unescape(text) for name, text in found}


@pytest.mark.django_db(transaction=True)
def test_the_three_examples_work_when_pasted(live_server: Any, tmp_path: Path) -> None:
    if shutil.which("curl") is None:
        missing("curl")
    cast, catalogue = make_cast(), make_catalogue()
    measure(catalogue["ukp-dogn"], cast.rauma, "2025-03", numerator=12)
    _, secret = make_token(cast.kari, cast.rauma)
    page = Client().get(ABOUT, headers={"host": live_server.url.removeprefix("http://")}).content.decode()
    found = examples(page)
    assert list(found) == ["values", "send", "follow"]

    def pasted(*names: str) -> str:
        script = "\n".join(["set -e", f"export GEVINST_NOKKEL='{secret}'", *(found[name] for name in names)])
        done = subprocess.run(
            ["bash", "-c", script], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    assert "1539;Rauma;ukp-dogn;2025-03" in pasted("values")
    assert json.loads(pasted("send", "follow"))["state"] == "queued"
    run_waiting()
    told = json.loads(pasted("send", "follow"))
    assert (told["state"], told["counts"]["new"]) == ("checked", 1)
    assert Measurement.objects.count() == 1


def test_a_persons_own_municipality_stands_in_the_examples(cast: Cast) -> None:
    assert '"kommunenr": "5006"' in examples(cast.client("per").get(ABOUT).content.decode())["send"]


def test_every_error_that_may_be_answered_is_explained(db: Any) -> None:
    page = Client().get(ABOUT).content.decode()
    assert {int(status) for one in operations() for status in one.problems} == set(EXPLAINED)
    for status in EXPLAINED:
        assert f'id="feil-{status}"' in page
    kind = Client().get("/api/v1/values").json()["type"]
    assert kind == f"{ABOUT}#feil-401"


def test_the_limits_on_the_page_are_those_that_hold(db: Any, settings: Any) -> None:
    settings.API_RATES = {"read": "77/min", "write": "7/min"}
    settings.IMPORT_MAX_BYTES = 3 * 1024 * 1024
    page = Client().get(ABOUT).content.decode()
    for words in ("77 forespørsler i minuttet", "7 forespørsler i minuttet", "3 MB", "10 MB"):
        assert words in page


def test_the_reference_has_every_address_parameter_and_field(db: Any) -> None:
    page = Client().get(REFERENCE).content.decode()
    for one in operations():
        assert f"<code>{one.method} {one.path}</code>" in page
        for field in (*one.parameters, *(field for body in one.bodies for field in body.fields)):
            assert f"<code>{field.name}</code>" in page
            assert field.words, (one.id, field.name)


def test_one_without_the_role_is_told_whom_to_ask(cast: Cast) -> None:
    page = cast.client("liv").get("/konto/tilgangsnokler/").content.decode()
    assert "Nøkler lages av gevinstkoordinatorer og administratorer." in page
    assert "Kari Prøve, gevinstkoordinator i Rauma" in page
    assert "Lag nøkkel" not in page


def test_a_name_that_is_code_is_text_on_the_page(cast: Cast, catalogue: dict[str, Indicator]) -> None:
    make_token(cast.kari, cast.rauma)
    Token.objects.update(name="<script>alert(1)</script>")
    page = cast.client("kari").get("/konto/tilgangsnokler/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.django_db(transaction=True)
def test_the_example_of_the_document_runs(live_server: Any, tmp_path: Path) -> None:
    cast, catalogue = make_cast(), make_catalogue()
    make_plan(cast, catalogue["ukp-dogn"])
    _, secret = make_token(cast.kari, cast.rauma)
    text = (ROOT / "docs" / "how-to" / "use-the-api.md").read_text()
    (script,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    asking = {"GEVINST_ADRESSE": live_server.url, "GEVINST_NOKKEL": secret, "PATH": os.environ["PATH"]}
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env=asking,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    action = Action.objects.get()
    assert done.stdout == f"tiltak-{action.pk}-due saved 31.12.2027\n", done.stderr
    assert f"{action.due:%d.%m.%Y}" == "31.12.2027"
