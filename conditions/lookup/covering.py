"""Which names are in a piece of a sentence, and which of its words each rests on.

A name is *in* a piece when

- at least .72 of the weight of its words is found among the piece's words (n of `matching`; words
  of a sentence are complete, so beginnings count from five letters, misspellings from six),
- every “no”, “not” and “cannot” of the name is in the piece, and
- no more than three other words stand between the words it rests on.

Of the names in a piece the one with the most weight of the piece's words is taken, of equals first
a name that is not *thin*, then the one with the higher n, then the first. Its words are used up;
then the next is taken, until none is left. A name is *thin* when one word of three or more is left
of it without small words (“had it for years”).

What is found is *sure* when some name of the term has n of at least .9 for the words used, is not
thin, and means its term exactly or says more (a narrower name).

Beside the term so found up to two others are offered that have at least .8 of its score and of
which n is at least .66. A piece in which no name is found yields the terms `matching` finds for it
as a whole, as guesses, when their score and n are at least .5; body sites alone are no reason to
guess.

**Places.** A word of a body site stands for the wider sites too (thigh: leg), as kin. A name that
speaks of a site (“white bump on heel”) is not in a piece that speaks only of others (“my elbow”).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from .everyday import SMALL_WORDS
from .likeness import KINSHIP
from .matching import Match, Shares, TermIndex
from .spelling import Word, words_of

IN_PIECE = 0.72
SURE = 0.9
GUESS = 0.5
CANDIDATE = 0.8
CANDIDATE_SHARE = 0.66
OTHERS = 2
WORDS_BETWEEN = 3
LEAST_MISSPELT = 6  # letters: “weeks” is no misspelt “weak”
PREFIX = 5
JOINING = re.compile(r"\b(?:and|or|with|while|because)\b", re.IGNORECASE)
NEGATIVES = frozenset(("no", "not", "cannot", "without"))


@dataclass(frozen=True, slots=True)
class SiteWords:
    """A place of the body: what it is called, and the places it is part of."""

    slug: str
    names: tuple[str, ...]
    broader: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A name that is in a piece, and the words it rests on; `others` rest on the same."""

    match: Match
    words: tuple[Word, ...]
    is_sure: bool = False
    says_more: bool = False
    others: tuple[Match, ...] = ()


@dataclass(frozen=True, slots=True)
class Names:
    """The names of an index as one text is held against them."""

    index: TermIndex
    wider: Mapping[str, frozenset[str]]  # per word of a site: itself and the words of wider sites
    known: dict[str, dict[int, float]] = field(default_factory=dict)  # likeness, by form

    def in_piece(self, words: Sequence[Word]) -> Iterator[Found]:
        """Yield the names that are in a piece, or guesses when none is."""
        found = list(self.covered(words))
        yield from found
        idle = NEGATIVES | self.wider.keys()
        content = [word for word in _content(words) if word.form not in idle]
        if content and not found:
            shares = self.index.shares(self._alike(content))
            guesses = self._best(shares, GUESS, GUESS)
            if guesses:
                yield Found(guesses[0], tuple(content), others=tuple(guesses[1:]))

    def covered(self, words: Sequence[Word], cuts: Sequence[int] | None = None) -> Iterator[Found]:
        """Yield the names that are in a piece.

        With `cuts`, places of the text between pieces: whole names that hold an “and” over one.
        """
        index, left = self.index, _content(words)
        while left:
            alike = self._alike(left)
            typed_share, name_share, _ = index.shares(alike)
            places = np.flatnonzero(name_share >= (IN_PIECE if cuts is None else SURE))
            typed_share = np.round(typed_share[places], 9)
            order = np.lexsort((places, -name_share[places], index.thin[places], -typed_share))
            for place in places[order].tolist():
                used = self._rests_on(place, left, alike)
                if used and (cuts is None or self._joins(place, used, cuts)):
                    yield self._found(place, used)
                    left = [word for word in left if word not in used]
                    break
            else:
                return

    def _joins(self, place: int, used: Sequence[Word], cuts: Iterable[int]) -> bool:
        """Tell whether a name that holds an “and” itself rests on words on both sides of a cut."""
        joining = JOINING.search(self.index.names[place].text)
        return bool(joining) and any(used[0].end <= cut < used[-1].end for cut in cuts)

    def _found(self, place: int, used: tuple[Word, ...]) -> Found:
        index = self.index
        shares = index.shares(self._alike(used))
        name = index.names[place]
        whole = [
            one for one in index.names_of(place) if shares.name[one] >= SURE and not index.thin[one]
        ]
        match = Match(name.slug, name.text, float(index.scored(shares)[place]))
        others = self._best(shares, CANDIDATE * match.score, CANDIDATE_SHARE)
        return Found(
            match=match,
            words=used,
            is_sure=any(not index.names[one].is_loose for one in whole),
            says_more=name.says_more,
            others=tuple(other for other in others if other.slug != match.slug)[:OTHERS],
        )

    def _best(self, shares: Shares, least_score: float, least_share: float) -> list[Match]:
        scores = np.where(shares.name >= least_share, self.index.scored(shares), 0.0)
        best = self.index.best(scores, OTHERS + 1)
        return [match for match in best if match.score >= least_score]

    def _alike(self, words: Iterable[Word]) -> dict[str, dict[int, float]]:
        forms = dict.fromkeys(word.form for word in words)
        return {form: self.known.get(form) or self._alike_one(form) for form in forms}

    def _alike_one(self, form: str) -> dict[int, float]:
        vocabulary = self.index.vocabulary
        found = self.known[form] = vocabulary.alike(form, PREFIX, LEAST_MISSPELT)
        for wider in self.wider.get(form, ()):
            for place in vocabulary.same(wider):
                found[place] = max(found.get(place, 0.0), KINSHIP)
        return found

    def _rests_on(
        self, place: int, words: Sequence[Word], alike: Mapping[str, Mapping[int, float]]
    ) -> tuple[Word, ...]:
        """Return the words of a piece that a name rests on; none when it is not in the piece."""
        ids = self.index.vocabulary.ids
        holding = {
            form: [at for at, word in enumerate(words) if ids[form] in alike[word.form]]
            for form in self.index.names[place].words
        }
        missing = {form for form, at in holding.items() if not at}
        if missing & NEGATIVES or (missing & self.wider.keys() and self._names_a_site(words)):
            return ()
        places = _closest([at for at in holding.values() if at])
        if max(places) - min(places) >= len(places) + WORDS_BETWEEN:
            return ()
        return tuple(words[at] for at in sorted(set(places)))

    def _names_a_site(self, words: Iterable[Word]) -> bool:
        return any(word.form in self.wider for word in words)


def wider_sites(sites: Iterable[SiteWords]) -> dict[str, frozenset[str]]:
    """Return for each one-word name of a site the forms of it and of the sites around it.

    Sites at the top and right below it (the whole body, skin, limb) are too wide to help.
    """
    by_slug = {site.slug: site for site in sites}
    narrow = {
        slug: {words[0].form for name in site.names if len(words := words_of(name)) == 1}
        for slug, site in by_slug.items()
        if any(by_slug[above].broader for above in site.broader if above in by_slug)
    }
    found: dict[str, frozenset[str]] = {}
    for slug in sorted(narrow):
        around = frozenset[str]().union(*(narrow.get(one, ()) for one in _upward(slug, by_slug)))
        for form in narrow[slug]:
            found[form] = found.get(form, frozenset()) | around
    return found


def _upward(slug: str, sites: Mapping[str, SiteWords]) -> set[str]:
    """Return a site and all that it is part of."""
    found, ahead = {slug}, [slug]
    while ahead:
        above = {one for one in sites[ahead.pop()].broader if one in sites} - found
        found |= above
        ahead += above
    return found


def _content(words: Iterable[Word]) -> list[Word]:
    return [word for word in words if word.form not in SMALL_WORDS]


def _closest(choices: Sequence[Sequence[int]]) -> list[int]:
    """Return one place of each choice, all close to each other."""
    picked = [
        [min((abs(at - anchor), at) for at in choice)[1] for choice in choices]
        for anchor in min(choices, key=len)
    ]
    return min(picked, key=lambda places: max(places) - min(places))
