"""The documents' leader dashboard, read from their own table: Trondheim, December 2021 to May 2022."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.base import ContentFile

from gevinst.access.models import Role, User
from indicators.imports.pipeline import read_upload
from indicators.imports.recipes import load_recipe
from indicators.imports.services import commit_upload, receive_upload
from tests.cast import _user as make_user
from tests.cast import make_actor, make_catalogue, make_structure

RECIPE = "leder_avtaler_2021_2022"


@pytest.fixture
def tone(db: Any) -> User:
    """Leads the appointments of Trondheim, whose figures are those of the documents."""
    make_catalogue(None)
    trondheim = make_actor("municipality", "5001", "Trondheim")
    make_structure("linje", ["municipality", "unit"], False, [])
    recipe = load_recipe(RECIPE)
    file = ContentFile(recipe.example.read_bytes(), name=recipe.file)
    upload = receive_upload(file, name=recipe.file, by=None, source=recipe.source, options={"recipe": RECIPE})
    read_upload(upload)
    upload.refresh_from_db()
    assert not upload.problem
    assert commit_upload(upload, by=None).rejected_count == 0
    return make_user("tone", [(Role.LEADER, trondheim)])
