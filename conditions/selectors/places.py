"""Where on the body findings are seen: a way into the lookup for readers without a word for it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from conditions.lookup import Closure
from conditions.models import Fact, Topic


@dataclass(frozen=True, slots=True)
class Place:
    """A body site and the findings seen at it or at a part of it, in most conditions first."""

    slug: str
    label: str
    findings: tuple[str, ...]


def places(
    labels: Mapping[str, str], broader: Mapping[str, Sequence[str]], editions: Sequence[int]
) -> dict[str, Place]:
    """Return the body sites at which some finding is seen, by slug in order of label: one query.

    A finding is seen at a site when a fact of `editions` says that it occurs there. `labels` names
    the sites and `broader` what each is part of.
    """
    closure = Closure.of({slug: broader.get(slug, ()) for slug in labels})
    rows = (
        Fact.body_sites.through.objects.filter(
            fact__edition__in=editions, fact__topic=Topic.SYMPTOM, fact__reported_absent=False
        )
        .order_by()
        .values_list("term__slug", "fact__term__slug", "fact__edition")
        .distinct()
    )
    seen: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for site, finding, edition in rows:
        for place in {site, *closure.ancestors(site)} & labels.keys():
            seen[place][finding].add(edition)
    return {
        slug: Place(slug, labels[slug], _most_first(seen[slug]))
        for slug in sorted(seen, key=lambda slug: labels[slug].casefold())
    }


def _most_first(findings: Mapping[str, set[int]]) -> tuple[str, ...]:
    return tuple(sorted(findings, key=lambda finding: (-len(findings[finding]), finding)))
