"""How hard a plain wording is to read: the Flesch-Kincaid grade, medical names excepted.

    grade = .39 · words / sentences + 11.8 · syllables / words − 15.59

(Kincaid JP, Fishburne RP, Rogers RL, Chissom BS. Derivation of new readability formulas for Navy
enlisted personnel. Naval Technical Training Command; 1975.) A grade of 8 means that pupils of 13
to 14 years read it with ease. Syllables are counted by groups of vowels, which is right for some
nine words in ten of English text.

Plain wordings give the medical word once in brackets, so what stands in brackets is left out, and
words of `names` (of conditions and terms) count as two syllables at most: they have to be there.
"""

import re
from collections.abc import Set

BRACKETS = re.compile(r"\([^)]*\)")
SENTENCE_END = re.compile(r"[.:;!?](?:\s|$)")
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
SILENT_END = re.compile(r"(?:[^laeiouy]es|ed|[^laeiouy]e)$")
VOWELS = re.compile(r"[aeiouy]{1,2}")
NAME_SYLLABLES = 2


def grade(text: str, names: Set[str] = frozenset()) -> float:
    """Return the Flesch-Kincaid grade of `text`; `names` are excepted words in lower case."""
    text = BRACKETS.sub("", text)
    words = [word.casefold() for word in WORD.findall(text)]
    if not words:
        return 0.0
    sentences = max(1, len(SENTENCE_END.findall(text)))
    count = sum(
        min(_syllables(word), NAME_SYLLABLES) if word in names else _syllables(word)
        for word in words
    )
    return 0.39 * len(words) / sentences + 11.8 * count / len(words) - 15.59


def _syllables(word: str) -> int:
    if len(word) <= 3:
        return 1
    return max(1, len(VOWELS.findall(SILENT_END.sub("", word))))
