"""From typed words to the names of terms, best first: offers only, nothing is chosen for anybody.

How words resemble each other, from 0 to 1, `likeness` says; a typed place of the body resembles the
wider ones too (`everyday.PLACES`: thigh, leg), by .5.

**Score** of a name: each word weighs ln(1 + terms / terms with a word of its kin), so that a word
of few terms counts for more than "skin", however many names those have; a typed word no name
resembles weighs like one of a single term, and a typed word of `everyday.QUALIFIERS` ("severe") .3
of what it would.
With t the weighted share of the typed words found in the name and n that of the name's words
typed, and f = .95 for a name that does not mean exactly its term (1 for the others),

    score = f · (.42 · t + .58 · n)

A name that says more than was typed ("terrible leg pain" for "leg pain") loses more by n than one
that says less loses by t. The order of words does not matter.

**Order** of terms. A term is matched by the best of its names, of equals the first of clinical,
plain, synonyms; matches below .3 are not shown. Patients put things in more ways than a list of
names has, so what stands in several names of a term speaks for it: with c the weighted share of the
typed words found in any of its names, terms come by

    .5 · score of the best name + .3 · mean score of the best eight names + .2 · c

(of all its names when it has fewer; names below .2 count as 0), but by the score of a name that was
typed in full, when that is more; then shorter name, then slug. Scores are compared to nine digits.

All names lie in arrays: a search adds up a few rows of numbers, whatever the number of names.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .everyday import PLACES, QUALIFIERS
from .likeness import Floats, Ints, Likeness, Vocabulary
from .spelling import LONGEST_WORD, kin, normalised_words, one_form, plain_words

LEAST_SCORE = 0.3
LOOSE_NAME = 0.95
TYPED_SHARE = 0.42
NAME_SHARE = 0.58
BEST_NAME, BEST_NAMES, ALL_NAMES = 0.5, 0.3, 0.2
NAMES_HEARD, LEAST_HEARD = 8, 0.2
QUALIFIER = 0.3  # of the weight of a typed word that tells little
WIDER_PLACE = 0.5
PREFIX_WHILE_TYPING = 2
PREFIX_OF_TYPED = 4
THIN = 3  # words of a name of which one is left
MOST_WORDS = 40  # of a search that are looked at


def _kinds(words: str) -> frozenset[str]:
    """Return what the kin of each word share."""
    return frozenset(kin(one_form(word)) for word in words.split())


LITTLE = frozenset(kin(one_form(word)) for word in QUALIFIERS)
AROUND: Mapping[str, tuple[str, ...]] = {
    part: tuple(one_form(place) for place, parts in PLACES.items() if part in _kinds(parts))
    for part in _kinds(" ".join(PLACES.values()))
}


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


class Shares(NamedTuple):
    """What typed words and names have of each other: t and n per name, c per term."""

    typed: Floats
    name: Floats
    all_names: Floats


@dataclass(frozen=True, slots=True)
class TermIndex:
    """All names of all terms by their words; see the module."""

    names: tuple[Name, ...]  # by slug; within a term clinical, plain, synonyms
    vocabulary: Vocabulary
    total: Floats  # per name: the weight of all its words
    factor: Floats  # per name: f
    thin: npt.NDArray[np.bool_]  # per name: whether one word of three or more is left of it
    starts: Ints  # per term, and at the end: where its names start
    term_of: Ints  # per name: the number of its term
    terms_with: tuple[Ints, ...]  # per word: the terms of which a name has it
    kind: npt.NDArray[np.str_]  # per name

    @classmethod
    def build(cls, terms: Iterable[TermWords]) -> "TermIndex":
        ordered = sorted(terms, key=lambda term: term.slug)
        names = tuple(name for term in ordered for name in term.names())
        firsts = [n for n, name in enumerate(names) if not n or names[n - 1].slug != name.slug]
        starts = np.array([*firsts, len(names)], dtype=np.int32)
        term_of = np.repeat(np.arange(len(firsts), dtype=np.int32), np.diff(starts))
        vocabulary = Vocabulary.build((name.words for name in names), term_of.tolist())
        total = np.zeros(len(names))
        for word, holders in enumerate(vocabulary.holders):
            total[holders] += vocabulary.weights[word]
        return cls(
            names=names,
            vocabulary=vocabulary,
            total=total,
            factor=np.array([1.0 if _is_exact(name) else LOOSE_NAME for name in names]),
            thin=np.array([_is_thin(name) for name in names], dtype=np.bool_),
            starts=starts,
            term_of=term_of,
            terms_with=tuple(np.unique(term_of[holders]) for holders in vocabulary.holders),
            kind=np.array([name.kind for name in names], dtype=np.str_),
        )

    def search(
        self, text: str, limit: int = 10, kinds: Collection[str] | None = None
    ) -> list[Match]:
        """Return the terms whose names resemble what is being typed, best first."""
        typed = normalised_words(text)[:MOST_WORDS]
        known = self.vocabulary.same
        # A word before the last that names know is whole: “skin” is no “skinny” cut short.
        prefixes = [LONGEST_WORD if known(word) else PREFIX_OF_TYPED for word in typed[:-1]]
        prefixes.append(PREFIX_WHILE_TYPING)
        alike = {
            word: self._alike(word, prefix) for word, prefix in zip(typed, prefixes, strict=False)
        }
        shares = self.shares(alike)
        return self.best(self.scored(shares), limit, kinds, shares.all_names)

    def _alike(self, typed: str, prefix: int) -> Likeness:
        """Return the words of names that resemble a typed one, with those for wider places."""
        vocabulary = self.vocabulary
        found = vocabulary.alike(typed, prefix)
        for place in AROUND.get(kin(typed), ()):
            for word in vocabulary.same(place):
                found[word] = max(found.get(word, 0.0), WIDER_PLACE)
        return found

    def shares(self, alike: Mapping[str, Likeness]) -> Shares:
        """Return t, n and c; see the module."""
        vocabulary = self.vocabulary
        typed_found, name_found = np.zeros(len(self.names)), np.zeros(len(self.names))
        all_names = np.zeros(len(self.starts) - 1)
        typed_weight = 0.0
        best: dict[int, float] = {}
        for form, found in alike.items():
            weight = vocabulary.weight(found) * (QUALIFIER if kin(form) in LITTLE else 1.0)
            typed_weight += weight
            nearest, of_terms = np.zeros(len(self.names)), np.zeros(len(all_names))
            for word in sorted(found, key=lambda word: found[word]):  # the likest is written last
                nearest[vocabulary.holders[word]] = found[word]
                of_terms[self.terms_with[word]] = found[word]
                best[word] = max(best.get(word, 0.0), found[word])
            typed_found += weight * nearest
            all_names += weight * of_terms
        for word, likeness in best.items():
            name_found[vocabulary.holders[word]] += vocabulary.weights[word] * likeness
        typed_weight = typed_weight or 1.0
        return Shares(typed_found / typed_weight, name_found / self.total, all_names / typed_weight)

    def scored(self, shares: Shares) -> Floats:
        """Return the score of each name from its t and n."""
        sums = TYPED_SHARE * shares.typed + NAME_SHARE * shares.name
        return np.round(self.factor * sums, 9)

    def best(
        self,
        scores: Floats,
        limit: int,
        kinds: Collection[str] | None = None,
        all_names: Floats | None = None,
    ) -> list[Match]:
        """Return the terms with the best names, each once; see the module for the order.

        Without `all_names`, c of each term, they come by the score of the best name alone.
        """
        if not len(scores) or limit < 1:
            return []
        if kinds is not None:
            scores = np.where(np.isin(self.kind, list(kinds)), scores, 0.0)
        of_terms = np.maximum.reduceat(scores, self.starts[:-1])
        order = of_terms if all_names is None else self._order(scores, of_terms, all_names)
        shown = np.flatnonzero(of_terms >= LEAST_SCORE)
        if limit < len(shown):
            least = np.partition(order[shown], -limit)[-limit]
            shown = shown[order[shown] >= least]
        best = []
        for term in shown.tolist():
            place = self._best_name(term, scores)
            best.append((-order[term], len(self.names[place].text), place))
        return [
            Match(self.names[place].slug, self.names[place].text, float(scores[place]))
            for _order, _length, place in sorted(best)[:limit]
        ]

    def _order(self, scores: Floats, of_terms: Floats, all_names: Floats) -> Floats:
        """Return by what each term comes."""
        shown = np.flatnonzero(scores >= LEAST_HEARD)
        shown = shown[np.lexsort((-scores[shown], self.term_of[shown]))]
        terms = self.term_of[shown]
        heard = np.arange(len(terms)) - np.searchsorted(terms, terms) < NAMES_HEARD
        best_names = np.bincount(terms[heard], scores[shown[heard]], len(of_terms))
        mean = best_names / np.minimum(NAMES_HEARD, np.diff(self.starts))
        order: Floats = BEST_NAME * of_terms + BEST_NAMES * mean + ALL_NAMES * all_names
        whole = shown[scores[shown] >= self.factor[shown]]
        np.maximum.at(order, self.term_of[whole], scores[whole])
        return np.round(order, 9)

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
