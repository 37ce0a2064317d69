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
    family: str | Promise = ""  # where it is another than that of the broader condition

    @property
    def size(self) -> int:
        """Return how many conditions the branch holds."""
        return 1 + self.forms

    @property
    def forms(self) -> int:
        return sum(branch.size for branch in self.narrower)


@dataclass(frozen=True, slots=True)
class Family:
    """What belongs to one kind, as a tree."""

    label: str | Promise
    branches: list[ConditionBranch]

    @property
    def size(self) -> int:
        return sum(branch.size for branch in self.branches)


def condition_branches(conditions: Iterable[Condition]) -> list[Family]:
    """Return conditions as one tree: families, and below them what is a form of what.

    A condition whose broader condition is not among them stands right below its family.
    """
    conditions = list(conditions)
    known = {condition.pk for condition in conditions}
    below: dict[int | None, list[Condition]] = defaultdict(list)
    for condition in conditions:
        below[condition.broader_id if condition.broader_id in known else None].append(condition)
    for forms in below.values():
        forms.sort(key=lambda found: found.name.casefold())

    def branch(condition: Condition, above: str) -> ConditionBranch:
        family = condition.get_kind_display()
        is_said = condition.kind == above or condition.name == family
        narrower = [branch(found, condition.kind) for found in below[condition.pk]]
        return ConditionBranch(condition, narrower, "" if is_said else family)

    families = [
        Family(kind.label, [branch(root, kind) for root in below[None] if root.kind == kind])
        for kind in ConditionKind
    ]
    return [family for family in families if family.branches]
