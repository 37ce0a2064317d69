"""How often the page that is meant stands among the first three.

`python -m tests.search.test_queries` prints the figures and the misses, the latter of development
queries only.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from conditions.exchange import Pack, read_pack
from conditions.lookup import TermWords
from conditions.search import Passage, SiteIndex

QUERIES = Path(__file__).with_name("queries.yaml")
CONTENT = Path(__file__).parents[2] / "conditions" / "content"
FIRST = 3
LEAST = 0.95


@dataclass(frozen=True)
class Query:
    text: str
    page: str
    part: str
    sort: str


def queries() -> Iterator[Query]:
    for part, sorts in yaml.safe_load(QUERIES.read_text(encoding="utf-8")).items():
        for sort, found in sorts.items():
            for text, page in found.items():
                yield Query(str(text), page, part, sort)


def words_of(kind, record) -> TermWords:
    def named(match):
        return tuple(sorted(name.text for name in record.names if name.match == match))

    return TermWords(
        slug=record.slug,
        kind=kind,
        clinical=record.name,
        plain=record.plain_name,
        synonyms=named("exact"),
        narrower=named("narrower"),
        loose=(*named("broader"), *named("related")),
    )


def index_of(pack: Pack) -> SiteIndex:
    published = [condition for condition in pack.conditions if condition.facts]
    terms = {term.slug: (document.kind, term) for document in pack.terms for term in document.terms}

    def texts(fact):
        named = [terms[fact.term][1]] if fact.term else []
        return (fact.plain, fact.clinical, *(n for t in named for n in (t.name, t.plain_name)))

    return SiteIndex.build(
        [
            *(words_of("condition", condition) for condition in published),
            *(words_of(kind, term) for kind, term in terms.values()),
        ],
        (
            Passage(str(fact.key), condition.slug, texts(fact))
            for condition in published
            for fact in condition.facts
        ),
    )


def places(index: SiteIndex, chosen: list[Query]) -> dict[Query, int]:
    """Return where the page stands that each query means, from 1; 0 when it is not found."""
    found = {}
    for query in chosen:
        pages = [f"{hit.kind}/{hit.slug}" for hit in index.search(query.text).pages]
        found[query] = pages.index(query.page) + 1 if query.page in pages else 0
    return found


def share_found(index: SiteIndex, chosen: list[Query], first: int = FIRST) -> float:
    return sum(0 < place <= first for place in places(index, chosen).values()) / len(chosen)


@pytest.fixture(scope="module")
def index(pack):
    return index_of(pack)


def of(part: str) -> list[Query]:
    return [query for query in queries() if query.part == part]


@pytest.mark.parametrize("part", ["development", "held back"])
def test_page_that_is_meant_stands_among_the_first_three(index, part):
    assert share_found(index, of(part)) >= LEAST


def test_queries_are_many_and_each_stands_once(index):
    found = list(queries())
    known = {name.slug for name in index.names.names}

    assert len(found) >= 60
    assert len(of("held back")) >= 20
    assert len({query.text for query in found}) == len(found)
    assert {query.page for query in found} <= known


def main():
    index = index_of(read_pack(CONTENT))
    for part in ("development", "held back"):
        chosen = of(part)
        first, three = (share_found(index, chosen, first) for first in (1, FIRST))
        print(f"{part}: {len(chosen)} queries, {three:.1%} in the first three, {first:.1%} first")  # noqa: T201
    for query, place in places(index, of("development")).items():
        if not 0 < place <= FIRST:
            print(f"{query.sort}: {query.text!r} means {query.page}, place {place}")  # noqa: T201
            for hit in index.search(query.text).pages[:4]:
                print("   ", hit)  # noqa: T201


if __name__ == "__main__":
    main()
