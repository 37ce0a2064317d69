"""What the site search knows: built whole from what is published, kept per process."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from conditions.lookup import TermWords
from conditions.models import Condition, ConditionName, Fact, NameMatch, Term, TermKind, TermName
from conditions.search import CONDITION, Passage, SiteIndex

from .places import places
from .published import Kept, State
from .vocabulary import vocabulary

Names = Mapping[Any, Mapping[str, tuple[str, ...]]]  # by id, then by how closely they mean it


@dataclass(frozen=True, slots=True)
class Statement:
    """A published fact as the search shows it."""

    fact: Fact  # with its term
    condition: Condition


@dataclass(frozen=True, slots=True)
class SiteContent:
    """Everything that can be found, from one state of the published content."""

    version: str
    index: SiteIndex
    pages: Mapping[tuple[str, str], Condition | Term]  # by kind and slug
    places: frozenset[str]  # the body sites with a page of their own
    statements: Mapping[str, Statement]  # by key


def site_content(at: datetime | None = None) -> SiteContent:
    """Return what can be found; two queries while nothing has changed, nine when it has."""
    return _kept.newest(at)


def _build(state: State) -> SiteContent:
    conditions = {
        row.pk: row
        for row in Condition.objects.filter(editions__in=state.editions).order_by("slug")
    }
    known = vocabulary()
    condition_names = _names(ConditionName, "condition_id")
    term_names = _names(TermName, "term_id")
    facts = list(
        Fact.objects.filter(edition__in=state.editions)
        .select_related("term", "edition")
        .order_by("edition", "position", "pk")
    )
    statements = {
        str(fact.key): Statement(fact, conditions[fact.edition.condition_id]) for fact in facts
    }
    sites = {
        slug: term.plain_name
        for slug, term in known.by_slug.items()
        if term.kind == TermKind.BODY_SITE
    }
    words = [
        *(_words(CONDITION, row, condition_names[pk]) for pk, row in conditions.items()),
        *(_words(row.kind, row, term_names[pk]) for pk, row in known.by_id.items()),
    ]
    return SiteContent(
        version=state.version,
        index=SiteIndex.build(words, _passages(statements)),
        pages={
            **{(CONDITION, row.slug): row for row in conditions.values()},
            **{(row.kind, row.slug): row for row in known.by_id.values()},
        },
        places=frozenset(places(sites, known.broader, state.editions)),
        statements=statements,
    )


def _names(model: Any, owner: str) -> Names:
    """Return all other names: one query. Databases sort texts differently, so Python does it."""
    names: dict[Any, dict[str, tuple[str, ...]]] = defaultdict(lambda: defaultdict(tuple))
    rows = model.objects.order_by().values_list("text", "match", owner)
    for text, match, pk in sorted(rows):
        names[pk][match] += (text,)
    return names


def _words(kind: str, row: Condition | Term, names: Mapping[str, tuple[str, ...]]) -> TermWords:
    return TermWords(
        slug=row.slug,
        kind=kind,
        clinical=row.name,
        plain=row.plain_name,
        synonyms=names[NameMatch.EXACT],
        narrower=names[NameMatch.NARROWER],
        loose=(*names[NameMatch.BROADER], *names[NameMatch.RELATED]),
    )


def _passages(statements: Mapping[str, Statement]) -> Iterator[Passage]:
    for key, statement in statements.items():
        fact, term = statement.fact, statement.fact.term
        named = (term.name, term.plain_name) if term else ()
        yield Passage(key, statement.condition.slug, (fact.plain, fact.clinical, *named))


_kept = Kept(_build)
