"""Of whom a text speaks, word by word: its writer, or somebody near to them.

A relative counts from their mention (“my mother”, “my dialysis uncle”, “family history of”) until
the writer comes back (“I”, “my leg”). “He”, “she” and “it” leave the person as it is.
"""

from collections.abc import Iterator, Sequence

WRITER = "writer"
RELATIVES = frozenset((
    "aunt", "auntie", "baby", "boyfriend", "brother", "child", "children", "colleague", "cousin",
    "dad", "daughter", "father", "friend", "girlfriend", "gran", "grandad", "granddaughter",
    "grandfather", "grandma", "grandmother", "grandpa", "grandson", "husband", "mom", "mother",
    "mum", "nan", "neighbor", "neighbour", "nephew", "niece", "parent", "parents", "partner",
    "patient", "relative", "relatives", "siblings", "sister", "son", "twin", "uncle", "wife",
))  # fmt: skip
FIRST_PERSON = frozenset(("i", "im", "ive", "id", "we", "weve", "myself", "me"))
POSSESSIVES = frozenset(("my", "our"))
STOPS = frozenset(("and", "has", "have", "had", "is", "are", "was", "were", "but", "or", "hurts"))
WORDS_BETWEEN = 4  # “my 70 year old mother”


def persons(words: Sequence[str], so_far: str) -> Iterator[str]:
    """Yield for each plain word of a sentence of whom it speaks.

    `so_far` is the person at the end of the sentence before. A person is `WRITER`, the word
    for a relative, or "" while nobody was named.
    """
    person = so_far
    for place, word in enumerate(words):
        if word in POSSESSIVES:
            person = _relative_of(words[place + 1 : place + 1 + WORDS_BETWEEN]) or WRITER
        elif word in FIRST_PERSON:
            person = WRITER
        elif word in RELATIVES:
            person = word
        elif word == "family" and words[place + 1 : place + 2] == ["history"]:
            person = "family"
        yield person


def _relative_of(words: Sequence[str]) -> str:
    for word in words:
        if word in STOPS:
            return ""
        if word in RELATIVES:
            return word
    return ""
