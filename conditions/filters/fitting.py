"""Which conditions fit a choice.

Within a group any chosen value is enough unless all are wanted; what is left out, the groups, the
text and the letter narrow each other. A term stands for all terms below it. A value is left out by
leaving out every condition that is described with it: conditions that report it absent, or say
nothing of it, stay.
"""

from collections.abc import Iterable, Mapping
from functools import reduce

from conditions.models import Condition, ConditionKind, TermKind
from conditions.selectors.described import Described

from .query import FACETS, Choice, initial

KIND_OF_FACET = {
    "symptom": TermKind.FINDING,
    "risk": TermKind.RISK_FACTOR,
    "site": TermKind.BODY_SITE,
}
Ids = frozenset[int]
NONE: Ids = frozenset()


class Fitting:
    """The conditions there are, and what each is described with."""

    def __init__(
        self,
        conditions: Iterable[Condition],
        described: Mapping[str, Described],
        found: Iterable[str],
    ) -> None:
        """Take the published conditions; `found` has the slugs that the text finds, best first."""
        self.by_id = {condition.pk: condition for condition in conditions}
        self.everything: Ids = frozenset(self.by_id)
        self._facets = {
            **{facet: described[kind] for facet, kind in KIND_OF_FACET.items()},
            "kind": self._kinds(),
        }
        by_slug = {condition.slug: pk for pk, condition in self.by_id.items()}
        self.place = {by_slug[slug]: n for n, slug in enumerate(found) if slug in by_slug}

    def _kinds(self) -> Described:
        by_kind: dict[str, set[int]] = {}
        for pk, condition in self.by_id.items():
            by_kind.setdefault(condition.kind, set()).add(pk)
        having = {kind: frozenset(ids) for kind, ids in by_kind.items()}
        return Described(dict(ConditionKind.choices), having)

    def labels(self, facet: str) -> Mapping[str, str]:
        """Return every value that a group can have, with what it is called."""
        return self._facets[facet].labels

    def values(self, facet: str) -> Iterable[str]:
        """Return the values that some condition has."""
        return self._facets[facet].having

    def having(self, facet: str, value: str) -> Ids:
        return self._facets[facet].having.get(value, NONE)

    def fit(self, choice: Choice) -> Ids:
        """Return the ids of the conditions that fit."""
        fitting = self.everything
        if choice.value("q"):
            fitting &= frozenset(self.place)
        for facet in FACETS:
            if values := choice.values(facet):
                join = frozenset.intersection if choice.wants_all(facet) else frozenset.union
                fitting &= reduce(join, (self.having(facet, value) for value in values))
            for value in choice.values(f"not_{facet}"):
                fitting -= self.having(facet, value)
        if letter := choice.value("letter"):
            fitting = frozenset(pk for pk in fitting if initial(self.by_id[pk].name) == letter)
        return fitting
