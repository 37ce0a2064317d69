"""From the reader's words to vocabulary terms: offers only, nothing is chosen for the reader.

**Words.** Text is cut into words without case, accents and apostrophes; small words ("of", "my")
drop out unless nothing else is left. Plurals, British and American spellings meet in one form, in
this order (which need not be a word):

- -ies → -y, -oses → -osis, -yses → -ysis; -es falls after s, x, z, ch, sh; else a last -s that is
  not -ss, -us or -is;
- ae, oe → e (anaemia), our → or (tumour), -re → -er (fibre), sulph → sulf, lys → lyz before e or i,
  -is- → -iz- in -ise, -ised, -ising, -isation; at last a final -e falls (ache, aches).

**Likeness** of a typed word to a word of a name, between 0 and 1:

- 1 for the same word;
- .8 + .15 · (share typed) when the typed word begins it ("calc": calcification);
- .8 when it begins the typed word and has four letters or more ("pain": painful);
- .8 · (1 − distance / length) for a misspelling: one slip (a letter more, less, other, or two
  swapped) in words of four to seven letters, two in longer ones.

**Score** of a name: each word weighs ln(1 + names / names with the word), so that a rare word
counts for more than "skin"; a typed word no name resembles weighs like one of a single name. With
t the weighted share of the typed words found in the name and n that of the name's words typed,

    score = .7 · max(t, n) + .3 · min(t, n)

The order of words does not matter. A term is matched by the best of its names, of equals the
first of clinical, plain, synonyms. Matches below .45 are not shown; they come by score, then
shorter name, then slug.
"""

import bisect
import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

LEAST_SCORE = 0.45
WHOLE_NAME = 0.95
PREFIX_WHILE_TYPING = 2
PREFIX_IN_SENTENCE = 4
LONGEST_WORD = 40  # looked for within a typed one, which may be a page long
SMALL_WORDS = frozenset((
    "a", "an", "and", "any", "are", "as", "at", "be", "been", "but", "by", "can", "for", "from",
    "get", "got", "had", "has", "have", "having", "he", "her", "his", "i", "im", "in", "into",
    "is", "it", "its", "ive", "like", "me", "my", "of", "on", "or", "our", "over", "she", "some",
    "that", "the", "their", "them", "there", "they", "this", "to", "very", "was", "were", "when",
    "which", "with", "wont", "would", "you", "your",
))  # fmt: skip
PUNCTUATION = re.compile(r"[,;:.!?()\n\r\t•]+")
CONJUNCTION = re.compile(r"\s+(?:and|but|plus|also|with)\s+", re.IGNORECASE)
PLURALS = (
    (re.compile("(?<=[a-z]{2})ies$"), "y"),
    (re.compile("(?<=[a-z][oy])ses$"), "sis"),
    (re.compile("(?<=[sxz])es$"), ""),
    (re.compile("(?<=[cs]h)es$"), ""),
    (re.compile("(?<=[a-z]{2}[^sui])s$"), ""),
)
SPELLINGS = (
    (re.compile("[ao]e"), "e"),
    (re.compile("(?<=[a-z]{2})our"), "or"),
    (re.compile("(?<=[^aeiou])re$"), "er"),
    (re.compile("sulph"), "sulf"),
    (re.compile("lys(?=[ei])"), "lyz"),
    (re.compile("(?<=[a-z]{3}i)s(?=e$|ed$|ing$|ation)"), "z"),
    (re.compile("(?<=[a-z]{2})e$"), ""),
)


@dataclass(frozen=True, slots=True)
class TermWords:
    slug: str
    kind: str
    clinical: str
    plain: str = ""
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    slug: str
    matched_text: str
    score: float


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a sentence and the terms to offer for it, best first; perhaps none."""

    text: str
    matches: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class Name:
    slug: str
    kind: str
    text: str
    words: tuple[str, ...]


def normalised_words(text: str) -> tuple[str, ...]:
    """Return the distinct words of a text in the form they are compared in."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = re.findall(r"[^\W_]+", re.sub("['’`]", "", plain))
    telling = [word for word in words if word not in SMALL_WORDS]
    return tuple(dict.fromkeys(_one_form(word) for word in telling or words))


def _one_form(word: str) -> str:
    singulars = (plural.sub(ending, word) for plural, ending in PLURALS if plural.search(word))
    word = next(singulars, word)
    for british, common in SPELLINGS:
        word = british.sub(common, word)
    return word


@dataclass(frozen=True, slots=True)
class TermIndex:
    """All names of all terms by their words; see the module."""

    names: tuple[Name, ...]
    vocabulary: tuple[str, ...]  # sorted, for prefixes
    holders: Mapping[str, tuple[int, ...]]  # word: the names with it

    @classmethod
    def build(cls, terms: Iterable[TermWords]) -> "TermIndex":
        names: list[Name] = []
        holders: dict[str, list[int]] = defaultdict(list)
        for term in sorted(terms, key=lambda term: term.slug):
            for text in filter(None, dict.fromkeys((term.clinical, term.plain, *term.synonyms))):
                name = Name(term.slug, term.kind, text, normalised_words(text))
                for word in name.words:
                    holders[word].append(len(names))
                names.append(name)
        held = {word: tuple(numbers) for word, numbers in holders.items()}
        return cls(tuple(names), tuple(sorted(held)), held)

    def search(
        self, text: str, limit: int = 10, kinds: Collection[str] | None = None
    ) -> list[Match]:
        """Return the terms whose names resemble what is being typed, best first."""
        return self._matches(normalised_words(text), PREFIX_WHILE_TYPING, limit, kinds)

    def suggest(self, sentence: str, limit: int = 3) -> list[Part]:
        """Return the parts of a sentence with the terms to offer for each.

        Parts end at punctuation. At "and", "but", "with" and their like a part is cut further,
        unless it is as a whole the name of a term ("nausea and vomiting"). Words in a sentence
        are complete, so fewer than four letters do not count as the beginning of a longer word.
        """
        parts: list[Part] = []
        for piece in filter(None, map(str.strip, PUNCTUATION.split(sentence))):
            whole = self._offer(piece, limit)
            if whole.matches and whole.matches[0].score >= WHOLE_NAME:
                parts.append(whole)
            else:
                parts += [self._offer(cut, limit) for cut in CONJUNCTION.split(piece) if cut]
        return parts

    def _offer(self, piece: str, limit: int) -> Part:
        words = normalised_words(piece)
        return Part(piece, tuple(self._matches(words, PREFIX_IN_SENTENCE, limit, None)))

    def _matches(
        self, typed: Sequence[str], prefix: int, limit: int, kinds: Collection[str] | None
    ) -> list[Match]:
        alike = {word: self._alike(word, prefix) for word in typed}
        weights = {word: self._typed_weight(found) for word, found in alike.items()}
        best: dict[str, tuple[float, int]] = {}
        for number in self._candidates(alike):
            name = self.names[number]
            if kinds is not None and name.kind not in kinds:
                continue
            score = self._score(name, alike, weights)
            # Names are tried in their order, so the first of equals stays.
            if score >= LEAST_SCORE and score > best.get(name.slug, (0.0, 0))[0]:
                best[name.slug] = (score, number)
        found = [
            Match(slug, self.names[number].text, score) for slug, (score, number) in best.items()
        ]
        found.sort(key=lambda match: (-match.score, len(match.matched_text), match.slug))
        return found[:limit]

    def _candidates(self, alike: Mapping[str, Mapping[str, float]]) -> list[int]:
        return sorted({n for found in alike.values() for word in found for n in self.holders[word]})

    def _alike(self, typed: str, prefix: int) -> dict[str, float]:
        """Return the vocabulary's words that resemble a typed one, with their likeness."""
        found: dict[str, float] = {}
        slips = 0 if len(typed) < 4 else 1 if len(typed) < 8 else 2
        if slips:
            near = process.extract_iter(
                typed, self.vocabulary, scorer=OSA.distance, score_cutoff=slips
            )
            for word, distance, _ in near:
                found[word] = 0.8 * (1 - distance / max(len(word), len(typed)))
        for end in range(4, min(len(typed), LONGEST_WORD)):
            if typed[:end] in self.holders:
                found[typed[:end]] = 0.8
        if len(typed) >= prefix:
            for place in range(bisect.bisect_left(self.vocabulary, typed), len(self.vocabulary)):
                word = self.vocabulary[place]
                if not word.startswith(typed):
                    break
                found[word] = 0.8 + 0.15 * len(typed) / len(word)
        if typed in self.holders:
            found[typed] = 1.0
        return found

    def _weight(self, word: str) -> float:
        return math.log1p(len(self.names) / len(self.holders[word]))

    def _typed_weight(self, alike: Mapping[str, float]) -> float:
        """Weigh a typed word like the word it resembles most."""
        if not alike:
            return math.log1p(len(self.names))
        nearest = max(alike.values())
        return min(self._weight(word) for word, near in alike.items() if near == nearest)

    def _score(
        self,
        name: Name,
        alike: Mapping[str, Mapping[str, float]],
        weights: Mapping[str, float],
    ) -> float:
        typed_found = math.fsum(
            weights[typed] * max((found.get(word, 0.0) for word in name.words), default=0.0)
            for typed, found in alike.items()
        )
        name_found = math.fsum(
            self._weight(word) * max(found.get(word, 0.0) for found in alike.values())
            for word in name.words
        )
        typed_share = typed_found / math.fsum(weights.values())
        name_share = name_found / math.fsum(self._weight(word) for word in name.words)
        return 0.7 * max(typed_share, name_share) + 0.3 * min(typed_share, name_share)
