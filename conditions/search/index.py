"""Everything that can be found, in one index: pages by their names, statements by their wording.

A **page** is a condition or a term of the vocabulary, a **passage** a statement on a condition's
page with the names of its term (`passages`). Typed words meet those of the site as `typed` says, so
case, accents, plurals, hyphens, British and American spelling and small slips do not matter.

t is the weighted share of the typed words found in a name, n that of the name's words typed, and
the **score** of a name .45 · t + .55 · n, times .95 for names that do not mean exactly the page
(all from `conditions.lookup.matching`). Names with t below one half, or with less than half of the
best score, do not count. A condition of which no name counts is found when its share by text is
at least .75 (`passages`).

**Order of pages**

1. the name itself, clinical or plain, and nothing else was typed;
2. the same for another name: abbreviations, synonyms;
3. other names, but of one or two typed words only those with t of at least .66;
4. conditions in which the words stand together: “low calcium” is rather these than “feeling low”;
5. the others.

Within each the sum of the best name's score (no name: 0) and .3 · text decides. So a name of which
more was typed comes before a longer one, and one that was spelt right before one that was not. Of
equals conditions come before findings, risk factors, body sites, tests and treatments, then the
shorter name, then the slug. What comes after the first `MOST_PAGES` is left out, except for who
asks for conditions only.

There is no chance and no database in this, so the order is the same everywhere.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from conditions.lookup import Name, TermIndex, TermWords, Word

from .passages import NO_TEXT, InText, Passage, PassageIndex
from .typed import Alike, Words, typed_words

CONDITION = "condition"
KINDS = (CONDITION, "finding", "risk-factor", "body-site", "test", "treatment")
MOST_PAGES = 200
LOOKED_AT = 4 * MOST_PAGES  # of names: the text of a condition may move its page up
NAME_ENOUGH = 0.5
NAME_HAS_MOST, FEW_WORDS = 0.66, 2
LEAST_NAME = 0.3
TEXT_ENOUGH = 0.75
TEXT = 0.3
OF_THE_BEST = 0.5
EXACT = 0.999
SUGGESTIONS = 5
NEAR_ENOUGH = 0.3  # t of a suggestion
PREFIX_IN_NAMES, PREFIX_IN_TEXT = 2, 4  # letters of the last word that count as a beginning
PREFIX_BEFORE_LAST = 4

Order = tuple[int, float, int, int, str]


@dataclass(frozen=True, slots=True)
class Hit:
    """A page that was found; `name` is the one that matched, empty when its text did.

    `is_loose` says that this name does not mean exactly the page.
    """

    kind: str
    slug: str
    name: str = ""
    is_loose: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, best first, and what became of the words."""

    pages: tuple[Hit, ...] = ()
    conditions: tuple[str, ...] = ()  # the slugs of all that are found, also after `MOST_PAGES`
    passages: tuple[str, ...] = ()  # keys
    forms: frozenset[str] = frozenset()  # of the site's words that were looked for, to mark them
    respelt: tuple[str, ...] = ()  # typed words met only by words that are spelt differently
    unknown: tuple[str, ...] = ()  # typed words that resemble nothing

    def __bool__(self) -> bool:
        return bool(self.pages or self.passages)


@dataclass(frozen=True, slots=True)
class SiteIndex:
    """All pages and passages; see the module."""

    names: TermIndex
    name_words: Words
    own: npt.NDArray[np.bool_]  # per name: whether it is the page's own, clinical or plain
    passages: PassageIndex

    @classmethod
    def build(cls, pages: Iterable[TermWords], passages: Iterable[Passage]) -> "SiteIndex":
        """Index pages, whose slugs may repeat in another kind, and passages of the conditions."""
        pages = [replace(page, slug=f"{page.kind}/{page.slug}") for page in pages]
        own = {page.slug: (page.clinical, page.plain) for page in pages}
        names = TermIndex.build(pages)
        return cls(
            names=names,
            name_words=Words.of(names.vocabulary),
            own=np.array([name.text in own[name.slug] for name in names.names], dtype=np.bool_),
            passages=PassageIndex.build(passages),
        )

    def search(self, text: str) -> Found:
        """Return what is found for a text of any length; of its words the first twelve count."""
        typed = typed_words(text, (self.name_words, self.passages.words))
        if not typed:
            return Found()
        in_names = _alike(typed, self.name_words, PREFIX_IN_NAMES)
        in_text = _alike(typed, self.passages.words, PREFIX_IN_TEXT)
        passages, by_condition = self.passages.search(in_text)
        pages = self._pages(in_names, by_condition)
        return Found(
            pages=pages[:MOST_PAGES],
            conditions=tuple(hit.slug for hit in pages if hit.kind == CONDITION),
            passages=passages,
            forms=_forms(in_names, self.name_words) | _forms(in_text, self.passages.words),
            respelt=tuple(
                text[word.start : word.end]
                for word in typed
                if (in_names[word.form] or in_text[word.form])
                and not self._begins_or_is(word.form, typed[-1].form)
            ),
            unknown=tuple(
                text[word.start : word.end]
                for word in typed
                if not (in_names[word.form] or in_text[word.form])
            ),
        )

    def nearest(self, text: str) -> tuple[Hit, ...]:
        """Return a few pages whose names lie nearest to a text that finds nothing."""
        typed = typed_words(text, (self.name_words, self.passages.words))
        alike = _alike(typed, self.name_words, PREFIX_IN_NAMES)
        alike = {form: near or self.name_words.far(form) for form, near in alike.items()}
        shares = self.names.shares(alike)
        scores = np.where(shares[0] >= NEAR_ENOUGH, self.names.scored(shares), 0.0)
        best: dict[str, Hit] = {}
        for place in np.argsort(-scores, kind="stable")[:LOOKED_AT].tolist():
            name = self.names.names[place]
            if scores[place] > 0:
                best.setdefault(name.slug, _hit(name))
        return tuple(best.values())[:SUGGESTIONS]

    def _begins_or_is(self, form: str, last: str) -> bool:
        """Tell whether the site has a typed word, or one that begins with it."""
        prefix = PREFIX_IN_NAMES if form == last else PREFIX_BEFORE_LAST
        known = (self.name_words, self.passages.words)
        return any(words.has(form) or words.begins(form, prefix) for words in known)

    def _pages(self, alike: Alike, by_text: Mapping[str, InText]) -> tuple[Hit, ...]:
        ranked: dict[str, tuple[Order, Hit]] = {}
        for place, score, typed_share in self._best_names(alike):
            name = self.names.names[place]
            kind, slug = name.slug.split("/")
            text = by_text.get(slug, NO_TEXT) if kind == CONDITION else NO_TEXT
            if score >= EXACT * self.names.factor[place]:
                sort = 1 if self.own[place] else 2
            else:
                is_weak = len(alike) <= FEW_WORDS and typed_share < NAME_HAS_MOST
                sort = 3 if not is_weak else 4 if text.is_together else 5
            total = score + TEXT * text.score
            ranked[name.slug] = _order(name.slug, sort, total, name.text), _hit(name)
        for slug, text in by_text.items():
            page = f"{CONDITION}/{slug}"
            if text.share >= TEXT_ENOUGH and page not in ranked:
                order = _order(page, 4 if text.is_together else 5, TEXT * text.score)
                ranked[page] = order, Hit(CONDITION, slug)
        return tuple(hit for _order, hit in sorted(ranked.values()))

    def _best_names(self, alike: Alike) -> Iterator[tuple[int, float, float]]:
        """Yield the best name of each page of which a name counts, with its score and t."""
        if not self.names.names:
            return
        shares = self.names.shares(alike)
        scores = self.names.scored(shares)
        scores[shares[0] < NAME_ENOUGH] = 0.0
        of_pages = np.maximum.reduceat(scores, self.names.starts[:-1])
        least = max(LEAST_NAME, OF_THE_BEST * float(of_pages.max()))
        best_first = np.argsort(-of_pages, kind="stable")[:LOOKED_AT]
        for page in best_first[of_pages[best_first] >= least].tolist():
            start, end = self.names.starts[page], self.names.starts[page + 1]
            place = int(start + np.argmax(scores[start:end]))
            yield place, float(scores[place]), float(shares[0][place])


def _hit(name: Name) -> Hit:
    kind, slug = name.slug.split("/")
    return Hit(kind, slug, name.text, name.says_more or name.is_loose)


def _order(page: str, sort: int, total: float, name: str = "") -> Order:
    kind, slug = page.split("/")
    return sort, -round(total, 9), KINDS.index(kind), len(name), slug


def _alike(typed: Sequence[Word], words: Words, prefix: int) -> Alike:
    """Return the words like each typed one; of the last one `prefix` letters are a beginning."""
    alike = {word.form: words.alike(word.form, PREFIX_BEFORE_LAST) for word in typed[:-1]}
    alike |= {word.form: words.alike(word.form, prefix) for word in typed[-1:]}
    return alike


def _forms(alike: Alike, words: Words) -> frozenset[str]:
    return frozenset(words.vocabulary.words[place] for near in alike.values() for place in near)
