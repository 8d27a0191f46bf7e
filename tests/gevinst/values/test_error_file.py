from __future__ import annotations

import csv
import io

import pytest

from tests.cast import Cast
from tests.gevinst.values.conftest import Send, page_of


@pytest.mark.django_db
def test_it_has_every_fault_with_row_column_value_and_message(cast: Cast, send: Send) -> None:
    upload = send(
        "kommunenr;periode;verdi\n1539;2024-13;-4\n1539;2024-01;12\n1539;2024-02;=2+2\n", name="mai 24.csv"
    )
    response = cast.client("kari").get(page_of(upload) + "feil.csv")
    assert response["Content-Disposition"] == 'attachment; filename="feil i mai 24.csv"'
    text = b"".join(response.streaming_content).decode()
    assert text.startswith("\ufeff"), "Excel needs the mark to read æ, ø and å"
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    assert rows[0] == ["Rad", "Kolonne", "I filen", "Hva som er galt"]
    assert [row[:3] for row in rows[1:]] == [
        ["2", "periode", "2024-13"],
        ["2", "verdi", "-4"],
        ["4", "verdi", "'=2+2"],
    ]
    assert "mindre enn null" in rows[2][3]
