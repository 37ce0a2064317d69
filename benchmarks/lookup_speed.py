"""Time the lookup on generated data of a whole rare-disease catalogue's size, in processor time.

Run from the project's folder: python -m benchmarks.lookup_speed
"""

import random
import statistics
import time
import tracemalloc

from benchmarks import lookup_sql
from conditions.lookup import (
    Annotation,
    Frequency,
    Index,
    Query,
    TermIndex,
    TermRecord,
    TermWords,
    ask_next,
    rank,
    settled,
)

CONDITIONS = 12_600
ANNOTATIONS = 254_000
TERMS = 18_000
QUERIES = 300
FINDINGS = 8
SHOWN = 10
IN_SQL = 10


def generated_terms(chance: random.Random) -> list[TermRecord]:
    """Return a graph some 8 to 15 levels deep, one term in six with two broader ones."""
    slugs = [f"t{number:05d}" for number in range(TERMS)]
    terms = [TermRecord(slugs[0], "finding")]
    for number in range(1, TERMS):
        parents = {slugs[int(number * chance.random() ** 1.4)]}
        if chance.random() < 1 / 6:
            parents.add(slugs[int(number * chance.random())])
        terms.append(TermRecord(slugs[number], "finding", tuple(sorted(parents))))
    return terms


def generated_annotations(chance: random.Random) -> list[Annotation]:
    """Return annotations in which few terms are common and most are rare."""
    found = []
    for number in range(ANNOTATIONS):
        seen = chance.randint(1, 30)
        frequency = Frequency(numerator=chance.randint(0, seen), denominator=seen)
        band = Frequency(band=chance.choice(("frequent", "occasional", "very-frequent")))
        term = f"t{int(TERMS * chance.random() ** 1.6):05d}"
        condition = f"c{chance.randrange(CONDITIONS):05d}"
        stated = chance.choice((frequency, band, None))
        found.append(Annotation(condition, term, stated, fact_key=str(number)))
    return found


def milliseconds(started: float) -> float:
    return (time.process_time() - started) * 1000


def spread(times: list[float]) -> str:
    return (
        f"p50 {statistics.median(times):.2f} ms, p95 {statistics.quantiles(times, n=20)[-1]:.2f} ms"
    )


def compare_with_sql(
    index: Index, chance: random.Random, annotations: list[Annotation], ours: float
) -> None:
    """Time the same formula in SQL and hold its first results against ours."""
    connection = lookup_sql.database(index)
    times = []
    for _ in range(IN_SQL):
        own = {a.term for a in chance.sample(annotations, FINDINGS)}
        started = time.process_time()
        found = lookup_sql.rank(connection, [index.term_ids[slug] for slug in own], SHOWN)
        times.append(milliseconds(started))
        results = rank(index, Query(present=own), limit=SHOWN).results
        if [index.conditions[number] for number in found] != [one.condition for one in results]:
            raise SystemExit("SQL and the arrays disagree")
    print(f"the same in SQL, not explained: {spread(times)}")
    print(f"the arrays are {statistics.median(times) / ours:.0f} times faster")


def main() -> None:
    chance = random.Random(1)
    terms, annotations = generated_terms(chance), generated_annotations(chance)
    started = time.process_time()
    index = Index.build(terms, annotations)
    print(f"build {milliseconds(started):.0f} ms, {len(index.frequency)} propagated values,")
    print(f"{len(index.lineage.items) / TERMS:.1f} terms in a term's lineage")
    ranking_times, asking_times = [], []
    for _ in range(QUERIES):
        own = [a.term for a in chance.sample(annotations, FINDINGS)]
        query = Query(present=own)
        started = time.process_time()
        ranking = rank(index, query, limit=SHOWN)
        ranking_times.append(milliseconds(started))
        started = time.process_time()
        ask_next(index, ranking, settled(index, query))
        asking_times.append(milliseconds(started))
    print(f"rank {FINDINGS} findings, {SHOWN} explained: {spread(ranking_times)}")
    print(f"ask next: {spread(asking_times)}")
    compare_with_sql(index, chance, annotations, statistics.median(ranking_times))
    words = [
        TermWords(
            term.slug, "finding", f"part{number} of organ{number % 97}", f"word{number % 997}"
        )
        for number, term in enumerate(terms)
    ]
    started = time.process_time()
    lexicon = TermIndex.build(words)
    print(f"word index {milliseconds(started):.0f} ms")
    started = time.process_time()
    lexicon.search("wrod91 orgn91")
    print(f"word search {milliseconds(started):.1f} ms")
    tracemalloc.start()
    held = Index.build(terms, annotations)
    size = tracemalloc.get_traced_memory()[0] / 1e6
    print(f"index of {len(held.conditions)} conditions holds {size:.0f} MB")


if __name__ == "__main__":
    main()
