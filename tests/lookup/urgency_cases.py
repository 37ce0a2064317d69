"""The table of urgency_cases.yaml: for every rule, answers that fire it and answers that do not."""

from dataclasses import dataclass
from itertools import product
from pathlib import Path

import yaml

TABLE = Path(__file__).with_suffix(".yaml")
NO, UNSURE = "no ", "unsure "


@dataclass(frozen=True)
class Case:
    """One set of answers, by slug."""

    text: str
    answers: dict[str, str]

    @classmethod
    def of(cls, words):
        return cls(", ".join(words), dict(answer_of(word) for word in words))

    def slugs(self, *answers):
        return {slug for slug, answer in self.answers.items() if answer in answers}


def answer_of(word):
    for mark, answer in ((NO, "absent"), (UNSURE, "unsure")):
        if word.startswith(mark):
            return word.removeprefix(mark), answer
    return word, "present"


def cases_of(texts):
    """Write out the alternatives: “a, b | c” is two cases."""
    for text in texts:
        for words in product(*(part.split(" | ") for part in text.split(", "))):
            yield Case.of(words)


@dataclass(frozen=True)
class Entry:
    slug: str
    level: str
    says: str
    fires: tuple[Case, ...]
    silent: tuple[Case, ...]


ENTRIES = {
    slug: Entry(
        slug,
        entry["level"],
        entry["says"],
        tuple(cases_of(entry["fires"])),
        tuple(cases_of(entry["silent"])),
    )
    for slug, entry in yaml.safe_load(TABLE.read_text()).items()
}
