"""Everything broader and narrower than a term, over the vocabulary's directed acyclic graph."""

import graphlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


class CycleError(ValueError):
    """A term is broader than itself; `cycle` lists the way round, narrower to broader."""

    def __init__(self, cycle: tuple[str, ...]) -> None:
        super().__init__(f"The broader terms go in a circle: {' → '.join(cycle)}")
        self.cycle = cycle


@dataclass(frozen=True, slots=True)
class Closure:
    """The strict ancestors and descendants of every term, each tuple sorted.

    A term is not its own ancestor. A term reached by two ways is listed once. A slug that the
    vocabulary does not hold has neither ancestors nor descendants.
    """

    above: Mapping[str, tuple[str, ...]]
    below: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, broader: Mapping[str, Iterable[str]]) -> "Closure":
        """Close the direct "broader" links; refuse circles and links to unknown terms."""
        graph = {slug: sorted(set(parents)) for slug, parents in sorted(broader.items())}
        strange = sorted({p for parents in graph.values() for p in parents} - graph.keys())
        if strange:
            raise ValueError(f"Unknown broader terms: {', '.join(strange)}")
        try:
            broad_first = tuple(graphlib.TopologicalSorter(graph).static_order())
        except graphlib.CycleError as error:
            raise CycleError(tuple(reversed(error.args[1]))) from error
        above: dict[str, tuple[str, ...]] = {}
        for slug in broad_first:
            parents = graph[slug]
            above[slug] = tuple(sorted(set(parents).union(*(above[p] for p in parents))))
        below: dict[str, list[str]] = {slug: [] for slug in graph}
        for slug in graph:
            for ancestor in above[slug]:
                below[ancestor].append(slug)
        return cls(above=above, below={slug: tuple(found) for slug, found in below.items()})

    def ancestors(self, slug: str) -> tuple[str, ...]:
        return self.above.get(slug, ())

    def descendants(self, slug: str) -> tuple[str, ...]:
        return self.below.get(slug, ())

    def with_ancestors(self, slugs: Iterable[str]) -> frozenset[str]:
        """Return the slugs and all that is broader: who has a thing has its broader kinds."""
        chosen = frozenset(slugs)
        return chosen.union(*(self.ancestors(slug) for slug in chosen))
