"""What became of each benefit (being written)."""

from gevinst.plans.models import Benefit, Contribution, Plan


def lines_of(plan: Plan) -> list[object]:
    return []


def lines_of_benefit(benefit: Benefit) -> list[object]:
    return []
