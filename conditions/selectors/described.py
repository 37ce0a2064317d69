"""What the published conditions are described with, for the filters of their list."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from conditions.models import Fact, TermKind, Topic

from .published import Kept, State
from .vocabulary import Vocabulary, conditions_per_term, vocabulary


@dataclass(frozen=True, slots=True)
class Described:
    """A kind of term: what each is called, and which published conditions have it.

    A condition has a term when one of its facts says so of the term or of one below it. A fact that
    reports it absent says the opposite and does not count.
    """

    labels: Mapping[str, str]  # of all terms of the kind, by slug
    having: Mapping[str, frozenset[int]]  # the ids of the conditions, by slug; only where there are


def described(at: datetime | None = None) -> Mapping[str, Described]:
    """Return, by kind of term, what conditions have: findings, risk factors and body sites.

    A finding or risk factor is one of theirs when it is the term of such a fact, a body site when
    any fact is about it. Two queries while nothing has changed, seven when it has.
    """
    return _kept.newest(at)


def _build(state: State) -> Mapping[str, Described]:
    known = vocabulary()
    facts = Fact.objects.filter(edition__in=state.editions, reported_absent=False).order_by()
    pairs_of_kind = {
        TermKind.FINDING: facts.filter(topic=Topic.SYMPTOM).values_list(
            "edition__condition_id", "term_id"
        ),
        TermKind.RISK_FACTOR: facts.filter(topic=Topic.RISK_FACTOR).values_list(
            "edition__condition_id", "term_id"
        ),
        TermKind.BODY_SITE: facts.filter(body_sites__isnull=False).values_list(
            "edition__condition_id", "body_sites"
        ),
    }
    return {
        kind.value: _described(known, kind, pairs.distinct())
        for kind, pairs in pairs_of_kind.items()
    }


def _described(known: Vocabulary, kind: TermKind, pairs: Iterable[tuple[int, int]]) -> Described:
    labels = {slug: term.plain_name for slug, term in known.by_slug.items() if term.kind == kind}
    having = conditions_per_term(known, pairs)
    return Described(
        labels, {slug: frozenset(having[slug]) for slug in having.keys() & labels.keys()}
    )


_kept = Kept(_build)
