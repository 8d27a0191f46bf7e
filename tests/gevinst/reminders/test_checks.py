from __future__ import annotations

from typing import Any

import pytest

from gevinst.reminders.checks import links_of_mail_lead_somewhere


@pytest.mark.parametrize(
    ("host", "url", "complains"),
    [
        ("smtp.example.com", "http://127.0.0.1:8000", True),
        ("smtp.example.com", "https://gevinst.example.com", False),
        ("", "http://127.0.0.1:8000", False),
    ],
)
def test_mail_with_links_to_this_machine_complains_at_start(
    settings: Any, host: str, url: str, complains: bool
) -> None:
    settings.EMAIL_HOST, settings.PUBLIC_URL = host, url
    assert [one.id for one in links_of_mail_lead_somewhere(None)] == (["gevinst.W101"] if complains else [])
