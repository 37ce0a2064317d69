"""What is wrong with content from outside, where, and what is allowed there."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, get_args

import msgspec

from . import schema
from .schema import ConditionDocument, Document, TermsDocument

ALLOWED = {
    "topic": schema.Topic,
    "audience": schema.Audience,
    "match": schema.NameMatch,
    "band": schema.FrequencyBand,
    "basis": schema.FrequencyBasis,
    "certainty": schema.Certainty,
    "evidence": schema.Evidence,
    "urgency": schema.Urgency,
    "level": schema.Urgency,
    "category": schema.TermCategory,
    "status": schema.SourceStatus,
    "outcome": schema.CheckOutcome,
    "licence": schema.Licence,
}
KIND_ALLOWED: dict[type, Any] = {
    ConditionDocument: schema.ConditionKind,
    TermsDocument: schema.TermKind,
    schema.Source: schema.SourceKind,
}
PATTERN_WORDS = {
    "slug": "allowed is a slug: up to 80 small letters, digits and hyphens",
    "pmid": "allowed are up to nine digits",
    "pmcid": "allowed is PMC followed by digits",
    "doi": "allowed is a DOI: 10., digits, a slash and its name",
    "digest": "allowed is the SHA-256 of a picture: 64 digits and letters from a to f",
    "url": "allowed is an address that begins with https:// or http://",
}
MODEL_OF_SCHEMA: dict[str, type] = {
    str(model.__struct_config__.tag): model for model in get_args(Document)
}

Steps = tuple[str | int, ...]  # from a document to a place in it: ("facts", 3, "term")


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong: in a file, line and place, or in a sheet, row and column."""

    file: str
    line: int
    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}, {self.place}: {self.message}"


class ContentError(ValueError):
    """Content that cannot be taken in; carries every problem found."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(map(str, self.problems)))


@dataclass(frozen=True, slots=True)
class Part:
    """A document from outside: the file it came in, and how to name a place in it."""

    file: str
    document: Document
    locate: Callable[[Steps, str], Problem]


def explained(error: msgspec.ValidationError, model: type) -> tuple[Steps, str]:
    """Return where in a record of `model` it went wrong, and msgspec's message in our words."""
    message, _, path = str(error).partition(" - at `$")
    steps: Steps = tuple(
        int(number) if number else name for name, number in re.findall(r"(\w+)|\[(\d+)\]", path)
    )
    last = str(steps[-1]) if steps else ""
    if "matching regex" in message:
        message = PATTERN_WORDS.get(last, PATTERN_WORDS["slug"])
    if message.startswith("Invalid"):
        allowed = KIND_ALLOWED.get(model) if last == "kind" else ALLOWED.get(last)
        if last == "schema":
            allowed = Literal[tuple(MODEL_OF_SCHEMA)]
        if allowed:
            message += "; allowed: " + ", ".join(filter(None, _literals(allowed)))
    return steps, message


def _literals(kind: Any) -> Iterator[str]:
    for argument in get_args(kind):
        yield from _literals(argument) if get_args(argument) else [str(argument)]


def place_of(steps: Iterable[str | int]) -> str:
    """Return steps as editors read them: facts[3].term."""
    place = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)
    return place.lstrip(".") or "document"
