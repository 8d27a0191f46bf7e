"""`document`: what a plan says. `around`: what may keep a benefit from coming, and what gets worse. `map`:
what it comes from. `work`: how people write it together."""

from gevinst.plans.models.around import Disbenefit, OneToFive, Risk
from gevinst.plans.models.document import Action, Benefit, Binnable, Contribution, Milestone, Plan
from gevinst.plans.models.map import Dependency, Enabler
from gevinst.plans.models.work import Change, Comment, Proposal, Version, Via

__all__ = [
    "Action",
    "Benefit",
    "Binnable",
    "Change",
    "Comment",
    "Contribution",
    "Dependency",
    "Disbenefit",
    "Enabler",
    "Milestone",
    "OneToFive",
    "Plan",
    "Proposal",
    "Risk",
    "Version",
    "Via",
]
