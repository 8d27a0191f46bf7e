"""Files of a plan: at once where they are quick, by a job where they are not."""

from __future__ import annotations

from django.db import transaction
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gevinst.access.models import User
from gevinst.jobs.lease import Lease
from gevinst.jobs.models import Job
from gevinst.jobs.queries import latest_about
from gevinst.jobs.services import enqueue
from gevinst.plan_files.gathering import document_of
from gevinst.plan_files.models import MadeFile
from gevinst.plan_files.names import file_name
from gevinst.plan_files.writers import Written, write
from gevinst.plans.models import Plan

KIND = "plans.file"
# Benefits. Twice as many take about a second.
LARGE = 150


def is_large(plan: Plan) -> bool:
    return plan.benefits.count() > LARGE


def made_now(plan: Plan, form: str, *, root: str) -> tuple[str, Written]:
    """The file and its name. KeyError for an unknown form."""
    document = document_of(plan, root=root, with_cells=form == "xlsx")
    return file_name(document, form), write(document, form)


@transaction.atomic
def order(*, plan: Plan, form: str, by: User, root: str) -> MadeFile:
    """To be made by a job. The one the same person had made before is forgotten."""
    MadeFile.objects.filter(plan=plan, by=by, form=form).delete()
    made = MadeFile.objects.create(plan=plan, by=by, form=form, language=get_language() or "nb", root=root)
    enqueue(kind=KIND, subject=made.pk, by=by)
    return made


def job_of(made: MadeFile) -> Job | None:
    return latest_about(made.pk, kinds=KIND)


def make(subject: int, lease: Lease) -> str:
    """The job. An order that was forgotten meanwhile needs nothing."""
    made = MadeFile.objects.filter(pk=subject).select_related("plan").first()
    if made is None:
        return ""
    with translation.override(made.language):
        name, written = made_now(made.plan, made.form, root=made.root)
        told = _("«%(name)s» er klar.") % {"name": name}
    with lease.atomic():
        MadeFile.objects.filter(pk=subject).update(name=name, content=written.content)
    return told
