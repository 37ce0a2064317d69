"""How the conditions belong together."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from conditions.models import Condition


@dataclass(frozen=True, slots=True)
class ConditionBranch:
    """A condition with the forms of it."""

    condition: Condition
    narrower: list["ConditionBranch"]


def condition_branches(conditions: Iterable[Condition]) -> list[ConditionBranch]:
    """Return conditions as a tree; one whose broader condition is not among them is a root."""
    conditions = list(conditions)
    known = {condition.pk for condition in conditions}
    below: dict[int | None, list[Condition]] = defaultdict(list)
    for condition in conditions:
        below[condition.broader_id if condition.broader_id in known else None].append(condition)

    def branches(broader: int | None) -> list[ConditionBranch]:
        return [
            ConditionBranch(condition, branches(condition.pk))
            for condition in sorted(below[broader], key=lambda found: found.name.casefold())
        ]

    return branches(None)
