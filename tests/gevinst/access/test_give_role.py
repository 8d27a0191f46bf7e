from __future__ import annotations

import re

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from gevinst.access import gate
from gevinst.access.models import User
from gevinst.access.permissions import Permission
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_the_first_administrator_is_given_by_whoever_runs_it(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("give_role", "anne@example.com", "Anne Prøve", "municipality:1539")
    told = capsys.readouterr().out
    assert "Anne Prøve er administrator i Rauma." in told
    link = re.search(r"http://127\.0\.0\.1:8000(\S+)", told)
    assert link
    assert Client().get(link[1]).status_code == 200
    assert gate.may(User.objects.get(email="anne@example.com"), Permission.ADMINISTER, cast.rauma.pk)


def test_one_who_has_a_password_needs_no_link(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("give_role", "nora@example.com", "Nora", "municipality:1539", "--role", "reader")
    assert capsys.readouterr().out == "Nora Prøve er leser i Rauma.\n"


@pytest.mark.parametrize(
    ("email", "actor", "told"),
    [
        ("ingen adresse", "municipality:1539", "«ingen adresse» er ingen e-postadresse."),
        ("a@example.com", "municipality:9999", "Det finnes ingen aktør municipality:9999 i dag."),
        ("kari@example.com", "municipality:1539", "Kari Prøve er allerede gevinstkoordinator i Rauma."),
    ],
)
def test_it_says_what_is_wrong(cast: Cast, email: str, actor: str, told: str) -> None:
    with pytest.raises(CommandError, match=re.escape(told)):
        call_command("give_role", email, "Navn", actor, "--role", "coordinator")
