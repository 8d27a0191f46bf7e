from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gevinst.plans.models import Enabler
from gevinst.plans.rows.forms import EnablerForm
from gevinst.plans.rows.simple import SimpleRows

KIND = SimpleRows(
    code="ledd",
    noun=_("funksjonalitet eller endring"),
    model=Enabler,
    under="plan",
    parent="plan_id",
    of=lambda plan: Enabler.objects.filter(plan=plan),
    form=EnablerForm,
    make=lambda plan, under: Enabler.objects.create(plan=plan, title=gettext("Ny funksjonalitet")),
    headings=(_("Ny funksjonalitet eller endring"), _("Rediger leddet"), _("Slett leddet")),
)
