"""A folder of documents that belong together."""

from collections.abc import Iterable
from pathlib import Path

from .problems import ContentError, Part, Problem
from .reading import read_part
from .references import Known, complaints
from .schema import (
    ConditionDocument,
    Document,
    Pack,
    SourcesDocument,
    TermsDocument,
    UrgencyRulesDocument,
)


def check_references(parts: Iterable[Part], known: Known) -> list[Problem]:
    """Return what is wrong with the references of documents from outside.

    `known` is what they may refer to besides each other.
    """
    parts = list(parts)
    known = known.joined_with([part.document for part in parts])
    return [
        part.locate(steps, message)
        for part in parts
        for steps, message in complaints(part.document, known)
    ]


def sound_parts(parts: Iterable[Part], known: Known) -> tuple[list[Part], list[Problem]]:
    """Return the documents whose references hold, and what is wrong with the others.

    A document that refers to one with a problem has a problem too.
    """
    parts = list(parts)
    problems = given_twice(parts)
    if problems:
        return [], problems
    while True:
        joined = known.joined_with([part.document for part in parts])
        wrong = {
            id(part): [part.locate(*complaint) for complaint in complaints(part.document, joined)]
            for part in parts
        }
        if not any(wrong.values()):
            return parts, problems
        problems += [problem for found in wrong.values() for problem in found]
        parts = [part for part in parts if not wrong[id(part)]]


def read_pack(folder: Path) -> Pack:
    """Read every document below `folder` and check what they say of each other.

    Raises `ContentError` with the problems of all files together.
    """
    problems: list[Problem] = []
    parts: list[Part] = []
    paths = sorted(folder.rglob("*.yaml"))
    for path in paths:
        file = path.relative_to(folder).as_posix()
        try:
            parts.append(read_part(path.read_text(encoding="utf-8"), file))
        except UnicodeDecodeError:
            problems.append(Problem(file, 1, "document", "the file is not UTF-8 text"))
        except ContentError as error:
            problems.extend(error.problems)
    if not paths:
        problems.append(Problem(str(folder), 1, "folder", "there is no .yaml file in it"))
    if not problems:  # a document that could not be read would make every reference to it wrong
        problems = given_twice(parts) + check_references(parts, Known())
    if problems:
        raise ContentError(problems)
    return pack_of([part.document for part in parts])


def given_twice(parts: Iterable[Part]) -> list[Problem]:
    """Return a problem for each slug that two files give."""
    seen: dict[tuple[str, str], str] = {}
    problems = []
    for part in parts:
        document = part.document
        if isinstance(document, ConditionDocument):
            slugs = [("condition", document.slug)]
        elif isinstance(document, TermsDocument):
            slugs = [("term", term.slug) for term in document.terms]
        elif isinstance(document, SourcesDocument):
            slugs = [("source", source.slug) for source in document.sources]
        else:
            slugs = [("rule", rule.slug) for rule in document.rules]
        for kind, slug in dict.fromkeys(slugs):
            first = seen.setdefault((kind, slug), part.file)
            if first != part.file:
                message = f"the {kind} “{slug}” stands in {first} already"
                problems.append(Problem(part.file, 1, "slug", message))
    return problems


def pack_of(documents: list[Document]) -> Pack:
    """Return documents as one pack."""
    return Pack(
        terms=tuple(d for d in documents if isinstance(d, TermsDocument)),
        sources=tuple(s for d in documents if isinstance(d, SourcesDocument) for s in d.sources),
        rules=tuple(r for d in documents if isinstance(d, UrgencyRulesDocument) for r in d.rules),
        conditions=tuple(d for d in documents if isinstance(d, ConditionDocument)),
    )
