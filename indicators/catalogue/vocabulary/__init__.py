"""The words a definition may choose from: one reviewed file each, `[[entry]]` in the order they are shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Generic, Literal, TypeVar

from pydantic import Field, field_validator

from indicators.catalogue.vocabulary.strict import Strict, Text, read_toml

FOLDER = Path(__file__).parent

Key = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
CategoryKey = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*\+?$", max_length=80)]


class Entry(Strict):
    key: Key
    name: Text
    description: Text


class Goal(Entry):
    """A goal for municipal health (`kommune`) or specialist health (`spesialist`)."""

    level: Literal["kommune", "spesialist"]


class Service(Entry):
    """A service a municipality provides."""


class Dashboard(Entry):
    """A dashboard of one service, or one that cuts across services."""

    kind: Literal["service", "cross"]


class Source(Entry):
    """Where figures come from: a register, a journal system, a statistics bank.

    `delivered_after_days`: how long after the end of a period its figures may be expected here.
    """

    delivered_after_days: Annotated[int, Field(ge=0, le=730)]


class CodeList(Entry):
    """A list whose ids begin with `prefix`."""

    prefix: Annotated[str, Field(pattern=r"^[A-Z]+$")]


class Category(Strict):
    key: CategoryKey
    name: Text


ALL = Category(key="alle", name=Text(nb="Alle", nn="Alle"))


class Breakdown(Entry):
    """A dimension. `partition`: what is counted falls in exactly one category, so that they sum to `alle`."""

    partition: bool
    categories: Annotated[tuple[Category, ...], Field(min_length=1)]

    @field_validator("categories")
    @classmethod
    def _no_category_twice(cls, categories: tuple[Category, ...]) -> tuple[Category, ...]:
        _refuse_repeated([ALL.key, *(category.key for category in categories)])
        return categories

    @property
    def with_all(self) -> tuple[Category, ...]:
        """The categories, with the implicit `alle` first."""
        return (ALL, *self.categories)


class Operand(Strict):
    """A figure of an indicator, or one of its parts. `of_100`: a percentage as the `fraction` it is, or
    what is
    left of the whole (`rest`)."""

    indicator: Key
    part: Literal["value", "numerator", "denominator"] = "value"
    of_100: Literal["", "fraction", "rest"] = ""


Sum = Annotated[tuple[Operand, ...], Field(min_length=1)]


class Identity(Entry):
    """`whole` is the product of `times` divided by `per`, each of them a sum of operands."""

    whole: Operand
    times: Annotated[tuple[Sum, ...], Field(min_length=1)]
    per: tuple[Sum, ...] = ()

    @property
    def operands(self) -> tuple[Operand, ...]:
        """All of them, the whole first."""
        return (self.whole, *(operand for factor in (*self.times, *self.per) for operand in factor))

    @property
    def indicators(self) -> tuple[str, ...]:
        """Slugs of the indicators it ties together."""
        return tuple(dict.fromkeys(operand.indicator for operand in self.operands))


AnyEntry = TypeVar("AnyEntry", bound=Entry)


class EntryFile(Strict, Generic[AnyEntry]):
    entry: Annotated[tuple[AnyEntry, ...], Field(min_length=1)]

    @field_validator("entry")
    @classmethod
    def _no_key_twice(cls, entries: tuple[AnyEntry, ...]) -> tuple[AnyEntry, ...]:
        _refuse_repeated([entry.key for entry in entries])
        return entries


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    goals: tuple[Goal, ...]
    services: tuple[Service, ...]
    dashboards: tuple[Dashboard, ...]
    sources: tuple[Source, ...]
    lists: tuple[CodeList, ...]
    breakdowns: tuple[Breakdown, ...]
    identities: tuple[Identity, ...] = ()

    @property
    def age_bands(self) -> tuple[Category, ...]:
        """The bands a population may be counted in, `alle` first."""
        return next(breakdown.with_all for breakdown in self.breakdowns if breakdown.key == "alder")


@cache
def load_vocabulary(folder: Path = FOLDER) -> Vocabulary:
    """All vocabulary files of a folder; a CatalogueError has the faults of the first that has any."""

    def path(name: str) -> Path:
        return folder / f"{name}.toml"

    return Vocabulary(
        goals=read_toml(path("goals"), EntryFile[Goal]).entry,
        services=read_toml(path("services"), EntryFile[Service]).entry,
        dashboards=read_toml(path("dashboards"), EntryFile[Dashboard]).entry,
        sources=read_toml(path("sources"), EntryFile[Source]).entry,
        lists=read_toml(path("lists"), EntryFile[CodeList]).entry,
        breakdowns=read_toml(path("breakdowns"), EntryFile[Breakdown]).entry,
        identities=read_toml(path("identities"), EntryFile[Identity]).entry,
    )


def _refuse_repeated(keys: Iterable[str]) -> None:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            raise ValueError(f"har «{key}» to ganger. Hver nøkkel kan stå bare én gang")
        seen.add(key)
