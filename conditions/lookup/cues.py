"""Which words of a sentence stand under a “no”, a “perhaps”, a “once”, or are somebody else's.

After NegEx (Chapman and others, J Biomed Inform 2001; 34: 301–310, doi 10.1006/jbin.2001.1029) and
ConText (Harkema and others, J Biomed Inform 2009; 42: 839–851, doi 10.1016/j.jbi.2009.05.002):
lists of cues, each with a reach, for readers' everyday English.

**Reach.** `marks` reads a sentence from left to right. A cue of `BEFORE` reaches from its last word
to the end of the sentence, but ends at

- the next such cue (“no fever, maybe chills”);
- a comma, unless the list goes on behind it and is closed by “or” or “nor” (“no fever, chills or
  sweats”), or the cue is one of `OVER_COMMAS` (“denies fever, chills”);
- a new subject behind a comma or an “and” (“no fever and my leg hurts”);
- for a no: a word of `NO_LONGER` (“no sleep because of the pain”, “not told about my fever”), and
  the sixth word after the cue, a comma or an “or”, as in NegEx.

A cue of `AFTER` at the end of a list's part reaches back over that part (“fever: none”, “itching
was ruled out”). Behind an “and” within a reach (“no fever and chills”) nobody can tell, and two
cues that say no over one word (“not without pain”) cancel out: such words are *doubtful*.

**Not a no.** Cues of `NO_CUE` (“not only”, “no relief”, “doesn't go away”) mean nothing, and words
that belong to the name of a feature (“no appetite”, “sore that will not heal”) are given as `taken`
and are no cues either.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Meaning = Literal["absent", "unsure", "past"]

# Plain words, without apostrophes.
BEFORE: Mapping[Meaning, tuple[str, ...]] = {
    "absent": (
        "no", "not", "never", "without", "denies", "denied", "denying", "deny", "neither", "nor",
        "none of", "no sign of", "no signs of", "free of", "free from", "negative for",
        "absence of", "cannot see any", "cant see any", "cannot feel any", "cant feel any", "dont",
        "doesnt", "didnt", "isnt", "arent", "wasnt", "werent", "hasnt", "havent", "hadnt", "aint",
        "no longer",
    ),
    "unsure": (
        "not sure", "not certain", "not clear", "unsure", "uncertain", "maybe", "perhaps",
        "possibly", "possible", "might", "may have", "may be", "could be", "could have",
        "dont know", "do not know", "cant tell", "cannot tell", "dont think", "do not think",
        "i think", "i wonder", "wondering", "suspected", "unclear",
    ),
    "past": (
        "used to", "in the past", "history of", "previously", "previous", "formerly", "once had",
        "when i was", "as a child", "as a teenager", "years ago", "long ago",
    ),
}  # fmt: skip
AFTER: Mapping[Meaning, tuple[str, ...]] = {
    "absent": (
        "none", "no", "nil", "negative", "absent", "is absent", "are absent", "ruled out",
        "was ruled out", "were ruled out", "not present", "not there",
    ),
    "unsure": ("maybe", "possibly", "perhaps", "not sure", "unsure"),
    "past": (
        "has gone", "have gone", "went away", "gone away", "has cleared", "cleared up",
        "years ago", "months ago", "long ago", "in the past", "as a child", "as a teenager",
        "last year", "is gone", "are gone",
    ),
}  # fmt: skip
NO_CUE = (
    "not only", "not just", "not least", "no wonder", "no change", "no relief", "no better",
    "no improvement", "not improving", "not getting better", "not got better", "not better",
    "not help", "not helping", "not helped", "doesnt help", "dont help", "didnt help", "wont help",
    "not respond", "not responding", "without relief", "no end", "no cure", "no idea", "no matter",
    "not stop", "doesnt stop", "doesnt go away", "not go away", "not going away", "not gone away",
    "no one", "no pain relief", "no painkiller", "no painkillers", "no doubt", "no doctor",
    "not know why", "dont know why", "not painless", "not fade",
)  # fmt: skip
OVER_COMMAS = frozenset(("denies", "denied", "denying", "deny", "neither", "nor"))
SUBJECTS = frozenset((
    "i", "im", "ive", "he", "hes", "she", "shes", "we", "it", "its", "they", "theyre", "there",
    "theres", "my", "his", "her", "their", "the", "a", "an", "some", "also", "now", "has", "have",
    "is", "are",
))  # fmt: skip
NO_LONGER = frozenset((
    "because", "due", "since", "so", "when", "while", "despite", "from", "which", "who", "about",
    "my", "his", "her", "their", "our",
))  # fmt: skip
LONGEST_CUE = 4
LONGEST_NO = 5  # words


@dataclass(frozen=True, slots=True)
class Mark:
    """What is said of a word: `meaning`, or nothing; `doubtful` when nobody can tell."""

    meaning: Meaning | None = None
    doubtful: bool = False


def marks(words: Sequence[str], commas: Collection[int], taken: Collection[int]) -> list[Mark]:
    """Return a mark for each word of a sentence.

    `words` are plain words, `commas` the places of those behind a comma, `taken` the places of
    those that belong to the name of a feature.
    """
    found: list[Mark] = []
    state, cue_ended, over_commas, part_start, counted_from = Mark(), -1, False, 0, 0
    while len(found) < len(words):
        place = len(found)
        if place in commas or words[place] in JOINING:
            counted_from = place + 1
        part_start = place if place in commas else part_start
        far = place - counted_from >= LONGEST_NO or words[place] in NO_LONGER
        if (far and state.meaning == "absent") or _ends_reach(words, commas, place, over_commas):
            state, over_commas = Mark(), False
        length, is_after, meaning = _cue_at(words, commas, place, taken)
        if meaning and is_after:
            found[part_start:place] = [Mark(meaning)] * (place - part_start)
            state, over_commas = Mark(), False
        elif meaning:
            cancelled = cue_ended == place and state.meaning == meaning == "absent"
            state, cue_ended = Mark(meaning, cancelled), place + length
            counted_from = cue_ended
            over_commas = words[place] in OVER_COMMAS
        elif words[place] in ANDS and state.meaning and not over_commas:
            state = Mark(state.meaning, doubtful=True)
        found += [state] * length
    return found


def _ends_reach(
    words: Sequence[str], commas: Collection[int], place: int, over_commas: bool
) -> bool:
    if place in commas and not over_commas and not _list_goes_on(words, commas, place):
        return True
    is_new = place in commas or (place > 0 and words[place - 1] in ANDS)
    return is_new and words[place] in SUBJECTS


def _list_goes_on(words: Sequence[str], commas: Collection[int], place: int) -> bool:
    """Tell whether a list that is closed by “or” or “nor” runs on from a comma."""
    for word, at in zip(words[place:], range(place, len(words)), strict=True):
        if word in {"or", "nor"}:
            return True
        if word in SUBJECTS or word in ANDS or (at > place and at - place > LONGEST_PART):
            return False
        if at in commas:
            place = at
    return False


def _cue_at(
    words: Sequence[str], commas: Collection[int], place: int, taken: Collection[int]
) -> tuple[int, bool, Meaning | None]:
    """Return length, whether it reaches back, and meaning of the longest cue from `place`."""
    for length in range(min(LONGEST_CUE, len(words) - place), 0, -1):
        end = place + length
        phrase = " ".join(words[place:end])
        if not set(range(place, end)).isdisjoint(taken):
            continue
        if phrase in NO_CUE:
            return length, False, None
        if (
            phrase in _AFTER
            and place not in commas
            and place > 0
            and (end == len(words) or end in commas)
        ):
            return length, True, _AFTER[phrase]
        if phrase in _BEFORE:
            return length, False, _BEFORE[phrase]
    return 1, False, None


ANDS = frozenset(("and", "plus"))
JOINING = ANDS | {"or", "nor"}
LONGEST_PART = 5  # words between the commas of a list
_BEFORE = {phrase: meaning for meaning, phrases in BEFORE.items() for phrase in phrases}
_AFTER = {phrase: meaning for meaning, phrases in AFTER.items() for phrase in phrases}
