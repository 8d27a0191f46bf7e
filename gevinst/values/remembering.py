"""A person who has said how a file is to be read is not asked again for the next one with the same headings.

What the columns and the names mean is remembered. What holds for one file only is not: a file of March must
not become February's because nobody was asked.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from gevinst.access import gate
from gevinst.access.models import User
from gevinst.values.models import RememberedMapping
from indicators.imports.headers import fold, period_of
from indicators.imports.mapping import ColumnUse, Mapping
from indicators.imports.models import Upload

SAID_BY, RECALLED, AS_READ = "said_by", "recalled", "as_read"
A_PERIOD = "#"


def fingerprint(mapping: Mapping) -> str:
    """The same for files whose headings are the same, but for case, signs and which periods they name."""
    headers = [uses[0].header for uses in by_column(mapping.columns)]
    words = [A_PERIOD if period_of(header) else fold(header) for header in headers]
    distinct = [word for word, _run in groupby(words)]
    return hashlib.sha256("|".join(distinct).encode()).hexdigest()


def by_column(columns: Iterable[ColumnUse]) -> list[list[ColumnUse]]:
    """The uses of each column, in the order of the file."""
    found: dict[int, list[ColumnUse]] = defaultdict(list)
    for use in columns:
        found[use.column].append(use)
    return [uses for _column, uses in sorted(found.items())]


@transaction.atomic
def remember(upload: Upload) -> None:
    """Keeps what was said of a file, for whoever said it; says when what was recalled was last of use."""
    options, now = upload.options, timezone.now()
    if options.get(RECALLED):
        RememberedMapping.objects.filter(pk=options[RECALLED]).update(used_at=now)
    if SAID_BY not in options or "mapping" not in options:
        return
    said = Mapping.from_data(options["mapping"])
    RememberedMapping.objects.update_or_create(
        sender_id=options[SAID_BY],
        fingerprint=fingerprint(said),
        defaults={"mapping": replace(said, constants={}).as_data(), "used_at": now},
    )


def recall(upload: Upload, read: Mapping) -> tuple[RememberedMapping, Mapping] | None:
    """What the sender, else a colleague, has said of files like this one, and this file read so.

    None when nobody has, when it changes nothing, or when somebody has said what this very file is.
    """
    sender = upload.created_by
    if not isinstance(sender, User) or {"mapping", "recipe", AS_READ} & upload.options.keys():
        return None
    known = remembered_by(sender).filter(fingerprint=fingerprint(read))
    found = min(known, key=lambda one: one.sender_id != sender.pk, default=None)
    if found is None:
        return None
    new = applied(Mapping.from_data(found.mapping), read)
    return None if new == read else (found, new)


def remembered_by(user: User) -> QuerySet[RememberedMapping]:
    """The user's own and those of colleagues - whose files the user sees; the last used first."""
    senders = gate.uploads(user).order_by().values("created_by")
    return RememberedMapping.objects.filter(sender__in=senders).select_related("sender")


def forget(user: User, pk: int) -> None:
    """Files with these headings are again read as they look."""
    remembered_by(user).filter(pk=pk).delete()


def applied(said: Mapping, read: Mapping) -> Mapping:
    """The file as it was read, with the columns that stand in both, and the names, as they were said."""
    known = dict(_named(said.columns))
    columns: list[ColumnUse] = []
    for name, uses in _named(read.columns):
        here = uses[0]
        columns += [replace(use, column=here.column, header=here.header) for use in known.get(name, uses)]
    return replace(
        read, columns=tuple(columns), names={**read.names, **said.names}, categories=said.categories
    )


def _named(columns: Iterable[ColumnUse]) -> Iterator[tuple[tuple[str, int], list[ColumnUse]]]:
    """Each column by its heading, and which of those with that heading it is."""
    seen: Counter[str] = Counter()
    for uses in by_column(columns):
        word = fold(uses[0].header)
        yield (word, seen[word]), uses
        seen[word] += 1
