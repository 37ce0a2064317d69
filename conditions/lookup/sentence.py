"""From a reader's own sentences to features to confirm: offers only, each with what it rests on.

**Pieces.** Text is cut into sentences at . ; ! ? • and line ends and before “but” and its like,
sentences into parts at commas, brackets and dashes, parts into pieces at “and”, “or”, “with” and
their like and before “no”, “without” and “nor”. Names that hold such a word themselves (“nausea and
vomiting”) are looked for in the whole part first, then `covering` says which names are in a piece.

**What is said of it.** Each mention carries the answer that the sentence gives (`cues`):

- "absent" or "unsure" under a cue that says so; "unsure" in a question of up to four words too;
- no answer, and a note, when the cue is doubtful, when a finding is of the past, when it is a
  relative's, or when the words only resemble the name (a guess). Risk factors count though they are
  of the past; a name that says more than its term (“severe pain” of pain) is a guess only when
  it is denied;
- "present" otherwise.

**Whose it is** (`people`). When nothing is the writer's own and one relative only is named, that
person is whom the text is about (“my dialysis uncle has …”). Otherwise what is a relative's has no
answer. Features whose name speaks of relatives (“runs in the family”) are nobody's in particular.

A term that is mentioned twice is offered once, without an answer when the two disagree. Nothing is
accepted: the page shows each mention with its words for the reader to confirm or not.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from .covering import Found, Names, SiteWords, wider_sites
from .cues import Mark, marks
from .everyday import SMALL_WORDS
from .matching import Match, TermIndex
from .people import RELATIVES, WRITER, persons
from .spelling import Word, plain_words, words_of

Answer = Literal["present", "absent", "unsure", ""]
Note = Literal["", "doubtful", "past", "relative", "guess"]

MOST_CHARACTERS = 2000
MOST_MENTIONS = 24
MOST_STRANGE = 3
LONGEST_PIECE = 30  # words
SHORT_QUESTION = 4  # words
SHORT_PART = 2  # words, without small ones
PAST_COUNTS = "risk-factor"

SENTENCE_END = re.compile(
    r"[;!•\n\r\t]+|[.?]+(?=\s|$)|\b(?=(?:but|however|although|though|except|whereas)\b)",
    re.IGNORECASE,
)
PART_END = re.compile(r"[,()]+|\s[-–—]\s")
PIECE_END = re.compile(
    r"\b(?:and|or|plus|also|with|while|because)\b|\b(?=(?:no|nor|neither|without)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A feature that a text may speak of: its words, and the answer it gives, for confirmation."""

    match: Match
    quoted: str
    start: int
    end: int
    answer: Answer = ""
    note: Note = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found in a text, in its order, and the sentences or short parts without anything."""

    mentions: tuple[Mention, ...]
    not_understood: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """The plain words of a sentence, and which of them follow a comma."""

    words: Sequence[Word]
    commas: frozenset[int]
    is_question: bool

    @classmethod
    def of(cls, text: str, start: int, end: int) -> "Sentence":
        words = [Word(w.form, w.start + start, w.end + start) for w in plain_words(text[start:end])]
        commas = frozenset(
            at
            for at, (before, word) in enumerate(pairwise(words), start=1)
            if PART_END.search(text, before.end, word.start)
        )
        return cls(words, commas, len(words) <= SHORT_QUESTION and text[end : end + 1] == "?")

    def inside(self, words: Iterable[Word]) -> list[int]:
        """Return the places of the plain words that some words of a piece stand for."""
        spans = [(word.start, word.end) for word in words]
        return [
            at
            for at, word in enumerate(self.words)
            if any(start <= word.start < end for start, end in spans)
        ]


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads sentences; see the module."""

    index: TermIndex
    wider: Mapping[str, frozenset[str]]
    kinds: Mapping[str, str]

    @classmethod
    def build(cls, index: TermIndex, sites: Iterable[SiteWords] = ()) -> "Reader":
        return cls(index, wider_sites(sites), {name.slug: name.kind for name in index.names})

    def read(self, text: str) -> Reading:
        """Return the features that a text may speak of; what is past the limit is not read."""
        text = text[:MOST_CHARACTERS]
        names = Names(self.index, self.wider)
        person = ""
        mentions: list[Mention] = []
        spoken_of: list[str] = []
        strange: list[str] = []
        for start, end in _spans(SENTENCE_END, text, 0, len(text)):
            sentence = Sentence.of(text, start, end)
            found = list(_features(names, text, start, end))
            people = list(persons([word.form for word in sentence.words], person))
            person = people[-1] if people else person
            for mention, words in self._said(text, sentence, found):
                mentions.append(mention)
                spoken_of.append(_person(sentence, people, words))
            strange += _strange(text, start, end, found)
        once = _once(_of_whom(mentions, spoken_of))
        return Reading(tuple(once)[:MOST_MENTIONS], tuple(strange[:MOST_STRANGE]))

    def _said(
        self, text: str, sentence: Sentence, found: Sequence[Found]
    ) -> Iterator[tuple[Mention, Sequence[Word]]]:
        """Yield the mentions of a sentence with the answers it gives, and their words."""
        sure = [word for feature in found if feature.is_sure for word in feature.words]
        marked = marks(
            [word.form for word in sentence.words], sentence.commas, sentence.inside(sure)
        )
        for feature in found:
            said = [marked[at] for at in sentence.inside(feature.words)]
            mark = next((mark for mark in said if mark.meaning), Mark())
            answer, note = self._answer(feature, mark, sentence.is_question)
            start, end = feature.words[0].start, feature.words[-1].end
            quoted = " ".join(text[start:end].split())
            yield Mention(feature.match, quoted, start, end, answer, note), feature.words
            for other in feature.others:
                yield Mention(other, quoted, start, end, note="guess"), feature.words

    def _answer(self, feature: Found, mark: Mark, is_question: bool) -> tuple[Answer, Note]:
        if not feature.is_sure or (feature.says_more and mark.meaning == "absent"):
            return "", "guess"
        if mark.doubtful:
            return "", "doubtful"
        if mark.meaning == "past" and self.kinds[feature.match.slug] != PAST_COUNTS:
            return "", "past"
        if mark.meaning == "absent":
            return "absent", ""
        return ("unsure", "") if is_question or mark.meaning == "unsure" else ("present", "")


def _features(names: Names, text: str, start: int, end: int) -> Iterator[Found]:
    """Yield what is in a sentence, part by part and piece by piece."""
    for part_start, part_end in _spans(PART_END, text, start, end):
        cuts = [cut.start() for cut in PIECE_END.finditer(text, part_start, part_end)]
        joined = list(names.covered(_words(text, part_start, part_end), cuts)) if cuts else []
        yield from joined
        used = {(word.start, word.end) for feature in joined for word in feature.words}
        for piece_start, piece_end in _spans(PIECE_END, text, part_start, part_end):
            words = _words(text, piece_start, piece_end)
            piece = [word for word in words if (word.start, word.end) not in used]
            for first in range(0, len(piece), LONGEST_PIECE):
                yield from names.in_piece(piece[first : first + LONGEST_PIECE])


def _strange(text: str, start: int, end: int, found: Sequence[Found]) -> Iterator[str]:
    """Yield the short parts in which nothing was found; a whole sentence without anything."""
    words = [word for feature in found for word in feature.words]
    parts = [
        (first, last, [w for w in plain_words(text[first:last]) if w.form not in SMALL_WORDS])
        for first, last in _spans(PART_END, text, start, end)
    ]
    if not found and any(len(told) > SHORT_PART for _first, _last, told in parts):
        yield text[start:end].strip()
        return
    for first, last, told in parts:
        is_empty = not any(first <= word.start < last for word in words)
        if is_empty and 0 < len(told) <= SHORT_PART:
            yield text[first:last].strip()


def _spans(cut: re.Pattern[str], text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the parts of text[start:end] between the cuts."""
    for found in cut.finditer(text, start, end):
        if text[start : found.start()].strip():
            yield start, found.start()
        start = found.end()
    if text[start:end].strip():
        yield start, end


def _words(text: str, start: int, end: int) -> list[Word]:
    return [
        Word(word.form, word.start + start, word.end + start) for word in words_of(text[start:end])
    ]


def _person(sentence: Sentence, people: Sequence[str], words: Sequence[Word]) -> str:
    """Return whose a feature is; "" when its name is about relatives itself."""
    inside = sentence.inside(words)
    if not inside or any(sentence.words[at].form in RELATIVES | {"family"} for at in inside):
        return ""
    return people[inside[0]]


def _of_whom(mentions: Sequence[Mention], people: Sequence[str]) -> Iterator[Mention]:
    """Yield the mentions; those of somebody whom the text is not about lose their answer."""
    others = {person for person in people if person not in {"", WRITER}}
    about_one = WRITER not in people and len(others) == 1 and "family" not in others
    for mention, person in zip(mentions, people, strict=True):
        if person in others and not about_one:
            yield replace(mention, answer="", note="relative")
        else:
            yield mention


def _once(mentions: Iterable[Mention]) -> list[Mention]:
    """Return each term once: where it was found for sure, without an answer if they disagree."""
    by_term: dict[str, Mention] = {}
    for mention in mentions:
        known = by_term.setdefault(mention.match.slug, mention)
        if known.note == "guess" and mention.note != "guess":
            by_term[mention.match.slug] = mention
        elif known.answer and mention.answer and known.answer != mention.answer:
            by_term[mention.match.slug] = replace(known, answer="", note="doubtful")
    return sorted(by_term.values(), key=lambda m: (m.start, m.note == "guess", m.end))
