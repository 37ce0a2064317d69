"""Time the site search, on the shipped content and on generated content, in processor time.

The garbage collector runs as seldom as it does in the workers that serve the site.

Run from the project's folder: python -m benchmarks.search_speed
"""

import random
import statistics
import time
from collections.abc import Iterator
from runpy import run_path

from conditions.exchange import read_pack
from conditions.lookup import TermWords
from conditions.search import Passage, SiteIndex
from tests.search.test_queries import CONTENT, index_of, queries

CONDITIONS = 5_000
STATEMENTS = 45  # of a condition, as in the shipped content
WORDS = 40  # of a statement in both wordings
TERMS = 6_000
DISTINCT_WORDS = 20_000
REPEATS = 5


def milliseconds(started: float) -> float:
    return (time.process_time() - started) * 1000


def times(index: SiteIndex, texts: list[str]) -> str:
    taken = []
    for text in texts * REPEATS:
        started = time.process_time()
        index.search(text)
        taken.append(milliseconds(started))
    p95 = statistics.quantiles(taken, n=20)[-1]
    return f"p50 {statistics.median(taken):.1f} ms, p95 {p95:.1f} ms, most {max(taken):.1f} ms"


class Content:
    """Generated words, of which few are common and most are rare, in names and statements."""

    def __init__(self) -> None:
        self.chance = random.Random(1)
        letters = ("ba", "ce", "di", "fo", "gu", "ka", "li", "mo", "nu", "ra", "se", "ti", "vo")
        words = set()
        while len(words) < DISTINCT_WORDS:
            words.add("".join(self.chance.choices(letters, k=self.chance.randint(2, 5))))
        self.words = sorted(words)
        self.chance.shuffle(self.words)

    def text(self, length: int) -> str:
        places = (int(DISTINCT_WORDS * self.chance.random() ** 2.5) for _ in range(length))
        return " ".join(self.words[place] for place in places)

    def pages(self, kind: str, count: int) -> Iterator[TermWords]:
        for number in range(count):
            others = tuple(self.text(2) for _ in range(4))
            yield TermWords(f"{kind}-{number}", kind, self.text(2), self.text(4), others)

    def passages(self) -> Iterator[Passage]:
        for number in range(CONDITIONS):
            for statement in range(STATEMENTS):
                text = self.text(WORDS)
                yield Passage(f"{number}-{statement}", f"condition-{number}", (text,))

    def misspelt(self, text: str) -> str:
        place = self.chance.randrange(1, len(text))
        return text[:place] + self.chance.choice("aeiou") + text[place:]


def main() -> None:
    run_path("gunicorn.conf.py")["post_worker_init"](None)
    started = time.process_time()
    shipped = index_of(read_pack(CONTENT))
    print(f"shipped content: read and indexed in {milliseconds(started):.0f} ms")
    print(f"  {times(shipped, [query.text for query in queries()])}")
    content = Content()
    pages = [*content.pages("condition", CONDITIONS), *content.pages("finding", TERMS)]
    started = time.process_time()
    index = SiteIndex.build(pages, content.passages())
    seconds = milliseconds(started) / 1000
    print(f"{CONDITIONS} conditions, {CONDITIONS * STATEMENTS} statements:")
    print(f"  made up and indexed in {seconds:.0f} s")
    for length in (1, 3, 8):
        plain = [content.text(length) for _ in range(40)]
        print(f"  {length} words: {times(index, plain)}")
        print(f"  misspelt: {times(index, [content.misspelt(text) for text in plain])}")


if __name__ == "__main__":
    main()
