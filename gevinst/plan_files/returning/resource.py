"""django-import-export over a plan: a row of the data set is a cell of the plan. One run shows what would
happen and writes nothing; the same run, not dry, hands what it found to `plans.edits`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from import_export import fields, resources
from import_export.instance_loaders import BaseInstanceLoader
from tablib.core import Dataset

from gevinst.access.models import User
from gevinst.plan_files.returning.cells import Fate, Standing, Standings
from gevinst.plan_files.returning.reading import ChangedCell
from gevinst.plans.edits import Edited, Written, edit
from gevinst.plans.models import Plan, Via
from gevinst.plans.rows.kind import Address

HEADERS = ("address", "stood", "text")
_TO_EDIT = (Fate.CHANGED, Fate.CONFLICT, Fate.GONE)


class CellResource(resources.Resource):
    """`cells`: what was found of each, in the order of the data set. `edited`: what `edit` said, when not
    dry."""

    address = fields.Field(attribute="pk", column_name="address")

    class Meta:
        import_id_fields = ("address",)
        instance_loader_class = BaseInstanceLoader  # it has nothing to load: `Standings` does
        use_transactions = False  # all is written in the one transaction of `edit`
        skip_diff = True
        report_skipped = True

    def __init__(self, plan: Plan, by: User) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.plan, self.by = plan, by
        self.cells: list[Standing] = []
        self.edited: list[Edited] = []
        self._standings = Standings(plan)
        self._order: list[Standing] = []

    def get_or_init_instance(self, instance_loader: Any, row: Any) -> tuple[Standing, bool]:
        cell = self._standings.at(row["address"])
        self.cells.append(cell)
        return cell, False

    def import_instance(self, instance: Standing, row: Any, **kwargs: Any) -> None:
        self._standings.judge(instance, stood=row["stood"], text=row["text"])
        if instance.fate is Fate.REFUSED:
            raise ValidationError(instance.why)

    def skip_row(
        self, instance: Standing, original: Any, row: Any, import_validation_errors: Any = None
    ) -> bool:
        return instance.fate is Fate.SAME

    def validate_instance(
        self, instance: Standing, import_validation_errors: Any = None, validate_unique: bool = True
    ) -> None:
        if import_validation_errors:
            raise ValidationError(import_validation_errors)

    def save_instance(self, instance: Standing, is_create: bool, row: Any, **kwargs: Any) -> None:
        self._order.append(instance)

    def after_import(self, dataset: Dataset, result: Any, **kwargs: Any) -> None:
        self._try_again()
        if not kwargs.get("dry_run", True):
            wanted = [_written(cell) for cell in self._order if cell.fate in _TO_EDIT]
            self.edited = edit(plan=self.plan, written=wanted, by=self.by, via=Via.FILE)

    def _try_again(self) -> None:
        """What was refused for the sake of another cell that the file changes too: a start after the old due
        day, when both are moved."""
        left = [cell for cell in self.cells if cell.fate is Fate.REFUSED]
        while left:
            for cell in left:
                self._standings.judge(cell, stood=cell.stood, text=cell.text)
            self._order += [cell for cell in left if cell.fate is Fate.CHANGED]
            still = [cell for cell in left if cell.fate is Fate.REFUSED]
            if len(still) == len(left):
                return
            left = still


@transaction.atomic
def run(*, plan: Plan, by: User, cells: Iterable[ChangedCell], dry_run: bool) -> CellResource:
    """Raises what a fault of ours raises: only what a person wrote may be wrong."""
    rows = ((cell.address, cell.stood, cell.text) for cell in cells)
    dataset: Any = Dataset(*rows, headers=HEADERS)  # type: ignore[no-untyped-call]
    resource = CellResource(plan, by)
    result: Any = resource.import_data(dataset, dry_run=dry_run)  # type: ignore[no-untyped-call]
    for fault in (*result.base_errors, *(fault for _row, faults in result.row_errors() for fault in faults)):
        raise fault.error
    return resource


def _written(cell: Standing) -> Written:
    return Written(address=Address.parse(cell.pk), text=cell.kept, base=cell.base)
