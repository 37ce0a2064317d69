"""From typed words to the names of terms, best first: offers only, nothing is chosen for anybody.

Words meet in the forms of `spelling`. **Likeness** of a typed word to a word of a name, 0 to 1:

- 1 for the same word;
- .92 for kin: the same stem, or the same meaning in everyday speech;
- .8 + .12 · (share typed) when the typed word begins it ("calc": calcification), from two letters
  in the last word, which is being typed, from four in those before ("no" is no "nodule");
- .8 when it begins the typed word and has four letters or more ("calcium": calciumtablets);
- .9 · (1 − distance / length) for a misspelling: one slip (a letter more, less, other, or two
  swapped) in words of four to seven letters, two in longer ones. A word of some name is none.

**Score** of a name: each word weighs ln(1 + names / names with a word of its kin), so that a rare
word counts for more than "skin"; a typed word no name resembles weighs like one of a single name,
and a typed word of `everyday.QUALIFIERS` ("severe") .3 of what it would.
With t the weighted share of the typed words found in the name and n that of the name's words
typed, and f = .95 for a name that does not mean exactly its term (1 for the others),

    score = f · (.45 · t + .55 · n)

A name that says more than was typed ("terrible leg pain" for "leg pain") loses more by n than one
that says less loses by t. The order of words does not matter. A term is matched by the best of its
names, of equals the first of clinical, plain, synonyms. Matches below .3 are not shown; they come
by score (to nine digits), then shorter name, then slug.

All names lie in arrays: a search adds up a few rows of numbers, whatever the number of names.
"""

import bisect
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import OSA

from .everyday import QUALIFIERS
from .spelling import LONGEST_WORD, kin, normalised_words, one_form, plain_words

LEAST_SCORE = 0.3
KINSHIP = 0.92
BEGINS = 0.8
BEGUN = 0.12
MISSPELT = 0.9
LOOSE_NAME = 0.95
TYPED_SHARE = 0.45
NAME_SHARE = 0.55
QUALIFIER = 0.3  # of the weight of a typed word that tells little
PREFIX_WHILE_TYPING = 2
PREFIX_OF_TYPED = 4
THIN = 3  # words of a name of which one is left
MOST_WORDS = 40  # of a search that are looked at
LITTLE = frozenset(kin(one_form(word)) for word in QUALIFIERS)

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int32]
Likeness = Mapping[int, float]


@dataclass(frozen=True, slots=True)
class TermWords:
    """A term's names: exact ones, those that say more, those that say less or something near."""

    slug: str
    kind: str
    clinical: str
    plain: str = ""
    synonyms: tuple[str, ...] = ()
    narrower: tuple[str, ...] = ()
    loose: tuple[str, ...] = ()

    def names(self) -> Iterator["Name"]:
        """Yield each name once: clinical, plain, synonyms, narrower, loose."""
        seen = set()
        exact = (self.clinical, self.plain, *self.synonyms)
        for text in (*exact, *self.narrower, *self.loose):
            if text and text not in seen:
                seen.add(text)
                yield Name(
                    slug=self.slug,
                    kind=self.kind,
                    text=text,
                    words=normalised_words(text),
                    says_more=text not in exact and text in self.narrower,
                    is_loose=text not in exact and text not in self.narrower,
                )


@dataclass(frozen=True, slots=True)
class Match:
    slug: str
    matched_text: str
    score: float


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a term: its words, and whether it says more or only something near."""

    slug: str
    kind: str
    text: str
    words: tuple[str, ...]
    says_more: bool = False
    is_loose: bool = False


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All words of all names (or other texts), and what finds those that resemble a typed one."""

    words: tuple[str, ...]  # sorted, for prefixes
    ids: Mapping[str, int]
    kin: Mapping[str, tuple[int, ...]]
    by_length: Mapping[int, tuple[tuple[str, ...], tuple[int, ...]]]
    holders: tuple[Ints, ...]  # per word: the names with it, ascending
    weights: Floats

    @classmethod
    def build(cls, texts: Iterable[Collection[str]]) -> "Vocabulary":
        """Know the words of `texts`, each given as its distinct words in the form to compare."""
        held: dict[str, list[int]] = defaultdict(list)
        count = 0
        for number, text in enumerate(texts):
            count = number + 1
            for word in text:
                held[word].append(number)
        words = tuple(sorted(held))
        kindred: dict[str, list[int]] = defaultdict(list)
        lengths: dict[int, list[int]] = defaultdict(list)
        for place, word in enumerate(words):
            kindred[kin(word)].append(place)
            lengths[len(word)].append(place)
        having = {
            shared: len({n for place in places for n in held[words[place]]})
            for shared, places in kindred.items()
        }
        return cls(
            words=words,
            ids={word: place for place, word in enumerate(words)},
            kin={shared: tuple(places) for shared, places in kindred.items()},
            by_length={
                length: (tuple(words[place] for place in places), tuple(places))
                for length, places in lengths.items()
            },
            holders=tuple(np.array(held[word], dtype=np.int32) for word in words),
            weights=np.array([np.log1p(count / having[kin(word)]) for word in words]),
        )

    def alike(self, typed: str, prefix: int, misspelt: int = 4) -> dict[int, float]:
        """Return the words that resemble a typed one, with their likeness.

        `prefix` and `misspelt` are the letters from which the beginning of a word counts, and a
        misspelling.
        """
        found = {}
        if len(typed) >= misspelt and typed not in self.ids:
            found = dict(self._misspelt(typed))
        for end in range(4, min(len(typed), LONGEST_WORD)):
            if typed[:end] in self.ids:
                found[self.ids[typed[:end]]] = BEGINS
        if len(typed) >= prefix:
            for place in range(bisect.bisect_left(self.words, typed), len(self.words)):
                if not self.words[place].startswith(typed):
                    break
                found[place] = BEGINS + BEGUN * len(typed) / len(self.words[place])
        found |= dict.fromkeys(self.same(typed), KINSHIP)
        if typed in self.ids:
            found[self.ids[typed]] = 1.0
        return found

    def same(self, form: str) -> tuple[int, ...]:
        """Return the words that are the form itself or its kin."""
        return self.kin.get(kin(form), ())

    def _misspelt(self, typed: str) -> Iterable[tuple[int, float]]:
        slips = 1 if len(typed) < 8 else 2
        if len(typed) > LONGEST_WORD:
            return
        for length in range(len(typed) - slips, len(typed) + slips + 1):
            words, ids = self.by_length.get(length, ((), ()))
            near = process.extract_iter(typed, words, scorer=OSA.distance, score_cutoff=slips)
            for _word, distance, place in near:
                yield ids[place], MISSPELT * (1 - distance / max(length, len(typed)))

    def weight(self, alike: Likeness) -> float:
        """Weigh a typed word like the word it resembles most."""
        if not alike:
            return float(self.weights.max(initial=1.0))
        nearest = max(alike.values())
        return float(min(self.weights[word] for word, near in alike.items() if near == nearest))


@dataclass(frozen=True, slots=True)
class TermIndex:
    """All names of all terms by their words; see the module."""

    names: tuple[Name, ...]  # by slug; within a term clinical, plain, synonyms
    vocabulary: Vocabulary
    total: Floats  # per name: the weight of all its words
    factor: Floats  # per name: f
    thin: npt.NDArray[np.bool_]  # per name: whether one word of three or more is left of it
    starts: Ints  # per term, and at the end: where its names start
    kind: npt.NDArray[np.str_]  # per name

    @classmethod
    def build(cls, terms: Iterable[TermWords]) -> "TermIndex":
        ordered = sorted(terms, key=lambda term: term.slug)
        names = tuple(name for term in ordered for name in term.names())
        vocabulary = Vocabulary.build(name.words for name in names)
        firsts = [n for n, name in enumerate(names) if not n or names[n - 1].slug != name.slug]
        total = np.zeros(len(names))
        for word, holders in enumerate(vocabulary.holders):
            total[holders] += vocabulary.weights[word]
        return cls(
            names=names,
            vocabulary=vocabulary,
            total=total,
            factor=np.array([1.0 if _is_exact(name) else LOOSE_NAME for name in names]),
            thin=np.array([_is_thin(name) for name in names], dtype=np.bool_),
            starts=np.array([*firsts, len(names)], dtype=np.int32),
            kind=np.array([name.kind for name in names], dtype=np.str_),
        )

    def search(
        self, text: str, limit: int = 10, kinds: Collection[str] | None = None
    ) -> list[Match]:
        """Return the terms whose names resemble what is being typed, best first."""
        typed = normalised_words(text)[:MOST_WORDS]
        alike = {word: self.vocabulary.alike(word, PREFIX_OF_TYPED) for word in typed[:-1]}
        for word in typed[-1:]:
            alike[word] = self.vocabulary.alike(word, PREFIX_WHILE_TYPING)
        return self.best(self.scored(self.shares(alike)), limit, kinds)

    def shares(self, alike: Mapping[str, Likeness]) -> tuple[Floats, Floats]:
        """Return t and n of each name; see the module."""
        vocabulary = self.vocabulary
        typed_found, name_found = np.zeros(len(self.names)), np.zeros(len(self.names))
        typed_weight = 0.0
        best: dict[int, float] = {}
        for form, found in alike.items():
            weight = vocabulary.weight(found) * (QUALIFIER if kin(form) in LITTLE else 1.0)
            typed_weight += weight
            nearest = np.zeros(len(self.names))
            for word in sorted(found, key=lambda word: found[word]):  # the likest is written last
                nearest[vocabulary.holders[word]] = found[word]
                best[word] = max(best.get(word, 0.0), found[word])
            typed_found += weight * nearest
        for word, likeness in best.items():
            name_found[vocabulary.holders[word]] += vocabulary.weights[word] * likeness
        return typed_found / (typed_weight or 1.0), name_found / self.total

    def scored(self, shares: tuple[Floats, Floats]) -> Floats:
        """Return the score of each name from its t and n."""
        typed_share, name_share = shares
        sums = TYPED_SHARE * typed_share + NAME_SHARE * name_share
        return np.round(self.factor * sums, 9)

    def best(self, scores: Floats, limit: int, kinds: Collection[str] | None = None) -> list[Match]:
        """Return the terms with the best names, each once; see the module for the order."""
        if not len(scores) or limit < 1:
            return []
        if kinds is not None:
            scores = np.where(np.isin(self.kind, list(kinds)), scores, 0.0)
        of_terms = np.maximum.reduceat(scores, self.starts[:-1])
        least = LEAST_SCORE
        if limit < len(of_terms):
            least = max(least, np.partition(of_terms, -limit)[-limit])
        best = []
        for term in np.flatnonzero(of_terms >= least).tolist():
            place = self._best_name(term, scores)
            best.append((-scores[place], len(self.names[place].text), place))
        return [
            Match(self.names[place].slug, self.names[place].text, float(-score))
            for score, _length, place in sorted(best)[:limit]
        ]

    def names_of(self, place: int) -> range:
        """Return the places of all names of the term that has the name at `place`."""
        term = int(np.searchsorted(self.starts, place, side="right")) - 1
        return range(int(self.starts[term]), int(self.starts[term + 1]))

    def _best_name(self, term: int, scores: Floats) -> int:
        """Return the place of a term's best name, of equals the first."""
        start, end = self.starts[term], self.starts[term + 1]
        return int(start + np.argmax(scores[start:end]))


def _is_exact(name: Name) -> bool:
    return not (name.says_more or name.is_loose)


def _is_thin(name: Name) -> bool:
    return len(name.words) == 1 and len(plain_words(name.text)) >= THIN
