"""The whole of a plan as texts: what a version keeps, what differs between two, and how it is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from gevinst.plans.cells import Cells
from gevinst.plans.models import Plan
from gevinst.plans.rows import ROW_KINDS, row_kind
from gevinst.plans.rows.kind import Address
from gevinst.plans.rows.texts import blank_text, shown

Content = dict[str, Any]


@dataclass(frozen=True)
class Difference:
    """What stands in a cell of one and of the other, as it is read. A row in one only has no `label`."""

    address: Address
    title: str
    label: str
    was: str
    now: str


def content_of(plan: Plan) -> Content:
    """For each kind its rows, by id: title, place among them, the row it is under, its cells; of a benefit
    also the number of the definition it follows.
    """
    cells = Cells()
    content: Content = {}
    for code in ROW_KINDS:
        kind = row_kind(code)
        content[code] = {
            str(row.pk): {
                "title": kind.title(row),
                "place": place,
                "under": kind.belongs_to(row),
                "cells": {name: text for name, text in cells.texts(kind, row).items() if text},
            }
            for place, row in enumerate(kind.of_plan(plan))
        }
    followed = plan.benefits.values_list("pk", "indicator_version__number")
    for pk, number in followed:
        content["gevinst"][str(pk)]["definition"] = number
    return content


def in_order(content: Content, code: str) -> list[tuple[str, Any]]:
    """The rows of a kind as they stood in the plan: a database keeps no order of keys."""
    rows: dict[str, Any] = content.get(code, {})
    return sorted(rows.items(), key=lambda row: (row[1].get("place", 0), int(row[0])))


def fields_of(plan: Plan, code: str) -> Mapping[str, forms.Field]:
    """Of any row of the kind, for they are called the same; of an empty one where there is none."""
    kind = row_kind(code)
    row = kind.of_plan(plan).first()
    return kind.fields(row) if row else kind.empty_fields(plan)


def words_of(fields: Mapping[str, forms.Field], name: str, text: str, content: Content) -> str:
    """A text as a person reads it. What has been chosen and is in the plan no more is called what it was."""
    words = shown(fields[name], text) if name in fields else text
    kind, _dash, pk = text.partition("-")
    if words == text and kind in ROW_KINDS and pk in content.get(kind, {}):
        return str(content[kind][pk]["title"])
    return words


def differences(plan: Plan, was: Content, now: Content) -> list[Difference]:
    """What is not the same, in the order of the plan. `plan` is asked for what its cells are called."""
    return [each for code in ROW_KINDS for each in _different(plan, code, was, now)]


def _different(plan: Plan, code: str, was: Content, now: Content) -> Iterator[Difference]:
    fields = fields_of(plan, code)
    blanks = {name: blank_text(field) for name, field in fields.items()}
    there, gone = in_order(now, code), [row for row in in_order(was, code) if row[0] not in now.get(code, {})]
    for pk, row in [*there, *gone]:
        before, after = was.get(code, {}).get(pk), now.get(code, {}).get(pk)
        title = str(row["title"])
        if before is None or after is None:
            words = _("i planen")
            place = Address(code, int(pk))
            yield Difference(place, title, "", words if before else "", words if after else "")
            continue
        for name in [*fields, *sorted((before["cells"].keys() | after["cells"].keys()) - fields.keys())]:
            # A cell that was not known then says what an empty one does.
            old, new = (one["cells"].get(name) or blanks.get(name, "") for one in (before, after))
            if old != new:
                label = str(fields[name].label) if name in fields else name
                texts = (words_of(fields, name, text, of) for text, of in ((old, was), (new, now)))
                yield Difference(Address(code, int(pk), name), title, label, *texts)
        definitions = [one.get("definition") for one in (before, after)]
        if None not in definitions and definitions[0] != definitions[1]:
            numbers = (_("versjon %(number)s") % {"number": number} for number in definitions)
            yield Difference(Address(code, int(pk)), title, _("Definisjonen den følger"), *numbers)
