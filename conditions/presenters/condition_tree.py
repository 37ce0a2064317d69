"""How the conditions belong together."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from conditions.models import Condition, ConditionKind


@dataclass(frozen=True, slots=True)
class ConditionBranch:
    """A condition with the forms of it."""

    condition: Condition
    narrower: list["ConditionBranch"]


def condition_branches(
    conditions: Iterable[Condition],
) -> list[tuple[str | Promise, list[ConditionBranch]]]:
    """Return conditions as one tree: families, and below them what is a form of what.

    A condition whose broader condition is not among them stands right below its family.
    """
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

    roots = branches(None)
    families = [
        (kind.label, [branch for branch in roots if branch.condition.kind == kind])
        for kind in ConditionKind
    ]
    return [family for family in families if family[1]]
