"""`document`: what a plan says. `work`: how people write it together."""

from gevinst.plans.models.document import Action, Benefit, Contribution, Milestone, Plan
from gevinst.plans.models.work import Change, Comment, Proposal, Version, Via

__all__ = [
    "Action",
    "Benefit",
    "Change",
    "Comment",
    "Contribution",
    "Milestone",
    "Plan",
    "Proposal",
    "Version",
    "Via",
]
