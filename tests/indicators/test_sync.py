from datetime import date

import pytest

from indicators.actors.models import Actor, ActorKind
from indicators.sync import Changes, agree

pytestmark = pytest.mark.django_db
KEY = ("kind", "code")


def actor(code: str, name: str) -> Actor:
    return Actor(kind=ActorKind.NETWORK, code=code, name=name, valid_from=date(2020, 1, 1))


def names() -> dict[str, str]:
    return dict(Actor.objects.values_list("code", "name"))


def test_it_adds_changes_and_leaves() -> None:
    Actor.objects.bulk_create([actor("a", "Aure"), actor("b", "Bokn"), actor("c", "Dovre")])
    wanted = [actor("a", "Aure"), actor("b", "Bø"), actor("d", "Dyrøy")]
    assert agree(Actor.objects.all(), wanted, key=KEY) == Changes(new=1, changed=1)
    assert names() == {"a": "Aure", "b": "Bø", "c": "Dovre", "d": "Dyrøy"}
    assert all(row.pk == Actor.objects.get(code=row.code).pk for row in wanted)


def test_it_removes_only_when_told_and_only_among_the_rows_given() -> None:
    Actor.objects.bulk_create([actor("a", "Aure"), actor("b", "Bokn"), actor("c", "Dovre")])
    assert agree(Actor.objects.exclude(code="c"), [actor("a", "Aure")], key=KEY, remove=True) == Changes(
        removed=1
    )
    assert names() == {"a": "Aure", "c": "Dovre"}


def test_the_same_again_writes_nothing() -> None:
    agree(Actor.objects.all(), [actor("a", "Aure")], key=KEY)
    assert not agree(Actor.objects.all(), [actor("a", "Aure")], key=KEY, remove=True)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (Changes(812, 0), "812 nye, 0 endrede"),
        (Changes(1, 1), "1 ny, 1 endret"),
        (Changes(0, 2, 3) + Changes(0, 0, 1), "0 nye, 2 endrede, 4 fjernede"),
    ],
)
def test_changes_are_said_in_norwegian(changes: Changes, said: str) -> None:
    assert str(changes) == said
