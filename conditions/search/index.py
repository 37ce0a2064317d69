"""Everything that can be found, in one index: pages by their names, statements by their wording.

A **page** is a condition or a term of the vocabulary, a **passage** a statement on a condition's
page with the names of its term. Typed words meet those of the site as `typed` says, so case,
accents, plurals, hyphens, British and American spelling and small slips do not matter.

**By name.** t is the weighted share of the typed words found in a name, n that of the name's words
typed, and the name's score .4 · t + .6 · n, times .95 for names that do not mean exactly the page
(all from `conditions.lookup.matching`). Names with t below one half do not count.

**By text**, conditions only. With w the weight of a typed word, l the likeness of the nearest word
in the condition's passages and c the number of those that have such a word:

    share = Σ w · l / Σ w        text = Σ w · l · (1 + c / (c + 3)) / (2 · Σ w)

`text` counts when the share is at least .6. A condition of which no name counts is found when the
share is at least .75.

**Order of pages**

1. the name itself, clinical or plain, and nothing else was typed;
2. the same for another name: abbreviations, synonyms;
3. the others: by score of their best name + .3 · text. So a name's beginning or some of its words
   come by how much of the name was typed, before a name met by a misspelling, before text alone.

Within 1 and 2 too the sum decides, then conditions come before findings, risk factors, body sites,
tests and treatments, then the shorter name, then the slug. A name that scores less than half of the
best one does not count. What comes after the first `MOST_PAGES` is left out.

**Order of passages.** Found with t of at least .7; by t, then by the share of their own words that
was typed, then in the order of the pages. Both are rounded, to nine and six digits, so no machine's
last bit decides. What comes after the first `MOST_PASSAGES` is left out.

There is no chance and no database in this, so the order is the same everywhere.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from conditions.lookup import Name, TermIndex, TermWords, Vocabulary, Word, normalised_words

from .typed import Words, typed_words

CONDITION = "condition"
KINDS = (CONDITION, "finding", "risk-factor", "body-site", "test", "treatment")
MOST_PAGES = 200
MOST_PASSAGES = 1000
LOOKED_AT = 4 * MOST_PAGES  # of names: the text of a condition may move its page up
NAME_ENOUGH = 0.5
LEAST_NAME = 0.3
TEXT_COUNTS = 0.6
TEXT_ENOUGH = 0.75
TEXT = 0.3
PASSAGE_ENOUGH = 0.7
HALF_SATURATED = 3
OF_THE_BEST = 0.5
EXACT = 0.999
SUGGESTIONS = 5
NEAR_ENOUGH = 0.3  # t of a suggestion
PREFIX_IN_NAMES, PREFIX_IN_TEXT = 2, 4  # letters of the last word that count as a beginning
PREFIX_BEFORE_LAST = 4

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int32]
Order = tuple[int, float, int, int, str]
Alike = Mapping[str, Mapping[int, float]]  # typed form → words like it


@dataclass(frozen=True, slots=True)
class Passage:
    """A statement: its key, the slug of the condition on whose page it stands, and its texts."""

    key: str
    condition: str
    texts: tuple[str, ...]


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
    keys: tuple[str, ...]  # of the passages, those of a condition together
    text_words: Words
    passage_weight: Floats  # the weight of all words of each passage
    starts: Ints  # per condition: where its passages start
    conditions: tuple[str, ...]  # by the same places
    own: npt.NDArray[np.bool_]  # per name: whether it is the page's own, clinical or plain

    @classmethod
    def build(cls, pages: Iterable[TermWords], passages: Iterable[Passage]) -> "SiteIndex":
        """Index pages, whose slugs may repeat in another kind, and passages of the conditions."""
        pages = [replace(page, slug=f"{page.kind}/{page.slug}") for page in pages]
        own = {page.slug: (page.clinical, page.plain) for page in pages}
        names = TermIndex.build(pages)
        passages = sorted(passages, key=lambda passage: passage.condition)  # stable within each
        text = Vocabulary.build(normalised_words(" ".join(p.texts)) for p in passages)
        weight = np.zeros(len(passages))
        for word, holders in enumerate(text.holders):
            weight[holders] += text.weights[word]
        firsts = [
            n for n, p in enumerate(passages) if not n or passages[n - 1].condition != p.condition
        ]
        return cls(
            names=names,
            name_words=Words.of(names.vocabulary),
            keys=tuple(passage.key for passage in passages),
            text_words=Words.of(text),
            passage_weight=weight,
            starts=np.array(firsts, dtype=np.int32),
            conditions=tuple(passages[n].condition for n in firsts),
            own=np.array([name.text in own[name.slug] for name in names.names], dtype=np.bool_),
        )

    def search(self, text: str) -> Found:
        """Return what is found for a text of any length; of its words the first twelve count."""
        typed = typed_words(text, (self.name_words, self.text_words))
        if not typed:
            return Found()
        in_names = _alike(typed, self.name_words, PREFIX_IN_NAMES)
        in_text = _alike(typed, self.text_words, PREFIX_IN_TEXT)
        passages, by_condition = self._by_text(in_text)
        return Found(
            pages=self._pages(in_names, by_condition),
            passages=passages,
            forms=_forms(in_names, self.name_words) | _forms(in_text, self.text_words),
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
        typed = typed_words(text, (self.name_words, self.text_words))
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
        known = (self.name_words, self.text_words)
        return any(words.has(form) or words.begins(form, prefix) for words in known)

    def _pages(self, alike: Alike, by_text: Mapping[str, tuple[float, float]]) -> tuple[Hit, ...]:
        ranked: dict[str, tuple[Order, Hit]] = {}
        for place, score in self._best_names(alike):
            name = self.names.names[place]
            share, text = by_text.get(name.slug, (0.0, 0.0))
            is_exact = score >= EXACT * self.names.factor[place]
            sort = (1 if self.own[place] else 2) if is_exact else 3
            total = score + (TEXT * text if share >= TEXT_COUNTS else 0.0)
            ranked[name.slug] = _order(name.slug, sort, total, name.text), _hit(name)
        for slug, (share, text) in by_text.items():
            if share >= TEXT_ENOUGH and slug not in ranked:
                ranked[slug] = (
                    _order(slug, 3, TEXT * text),
                    Hit(CONDITION, slug.removeprefix(f"{CONDITION}/")),
                )
        return tuple(hit for _order, hit in sorted(ranked.values())[:MOST_PAGES])

    def _best_names(self, alike: Alike) -> Iterator[tuple[int, float]]:
        """Yield the best name of each page of which a name counts, with its score."""
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
            yield place, float(scores[place])

    def _by_text(self, alike: Alike) -> tuple[tuple[str, ...], dict[str, tuple[float, float]]]:
        """Return the passages that are found, and share and text of the conditions."""
        if not self.keys:
            return (), {}
        vocabulary = self.text_words.vocabulary
        found, own = np.zeros(len(self.keys)), np.zeros(len(self.keys))
        share, text = np.zeros(len(self.starts)), np.zeros(len(self.starts))
        total = 0.0
        for words in alike.values():
            weight = vocabulary.weight(words)
            total += weight
            nearest = np.zeros(len(self.keys))
            for word in sorted(words, key=lambda word: words[word]):  # the likest is written last
                nearest[vocabulary.holders[word]] = words[word]
                own[vocabulary.holders[word]] += vocabulary.weights[word]
            found += weight * nearest
            likest = weight * np.maximum.reduceat(nearest, self.starts)
            count = np.add.reduceat(nearest > 0, self.starts, dtype=np.float64)
            share += likest
            text += likest * (1 + count / (count + HALF_SATURATED)) / 2
        return self._passages(found / total, own), self._conditions(share / total, text / total)

    def _passages(self, found: Floats, own: Floats) -> tuple[str, ...]:
        found = np.round(found, 9)
        places = np.flatnonzero(found >= PASSAGE_ENOUGH)
        density = np.round(own[places] / self.passage_weight[places], 6)
        rank = np.round(found[places] * 1e9) * 2 + density  # density, at most 1, decides ties only
        if len(places) > MOST_PASSAGES:  # sorting them all would take longer than finding them
            likely = rank >= np.partition(rank, -MOST_PASSAGES)[-MOST_PASSAGES]
            places, rank = places[likely], rank[likely]
        order = np.argsort(-rank, kind="stable")[:MOST_PASSAGES]
        return tuple(self.keys[place] for place in places[order].tolist())

    def _conditions(self, share: Floats, text: Floats) -> dict[str, tuple[float, float]]:
        return {
            f"{CONDITION}/{self.conditions[place]}": (float(share[place]), float(text[place]))
            for place in np.flatnonzero(share >= TEXT_COUNTS).tolist()
        }


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
