"""A folder of documents that belong together."""

from pathlib import Path

from .reading import ContentError, Problem, locate, read_document
from .references import Known, complaints
from .schema import (
    ConditionDocument,
    Document,
    Pack,
    SourcesDocument,
    TermsDocument,
    UrgencyRulesDocument,
)


def check_references(
    documents: list[tuple[str, Document]], known: Known, texts: dict[str, str]
) -> list[Problem]:
    """Return what is wrong with the references of (file, document) pairs.

    `known` is what they may refer to besides each other; `texts` gives the lines.
    """
    known = known.joined_with([document for _, document in documents])
    return [
        locate(texts[file], file, steps, message)
        for file, document in documents
        for steps, message in complaints(document, known)
    ]


def read_pack(folder: Path) -> Pack:
    """Read every document below `folder` and check what they say of each other.

    Raises `ContentError` with the problems of all files together.
    """
    problems: list[Problem] = []
    documents: list[tuple[str, Document]] = []
    texts: dict[str, str] = {}
    for path in sorted(folder.rglob("*.yaml")):
        file = path.relative_to(folder).as_posix()
        try:
            texts[file] = path.read_text(encoding="utf-8")
            documents.append((file, read_document(texts[file], file)))
        except UnicodeDecodeError:
            problems.append(Problem(file, 1, "document", "the file is not UTF-8 text"))
        except ContentError as error:
            problems.extend(error.problems)
    if not texts and not problems:
        problems.append(Problem(str(folder), 1, "folder", "there is no .yaml file in it"))
    if not problems:  # a document that could not be read would make every reference to it wrong
        problems = _given_twice(documents) + check_references(documents, Known(), texts)
    if problems:
        raise ContentError(problems)
    return pack_of([document for _, document in documents])


def _given_twice(documents: list[tuple[str, Document]]) -> list[Problem]:
    """Return a problem for each slug that two files give."""
    seen: dict[tuple[str, str], str] = {}
    problems = []
    for file, document in documents:
        if isinstance(document, ConditionDocument):
            slugs = [("condition", document.slug)]
        elif isinstance(document, TermsDocument):
            slugs = [("term", term.slug) for term in document.terms]
        elif isinstance(document, SourcesDocument):
            slugs = [("source", source.slug) for source in document.sources]
        else:
            slugs = [("rule", rule.slug) for rule in document.rules]
        for kind, slug in dict.fromkeys(slugs):
            first = seen.setdefault((kind, slug), file)
            if first != file:
                message = f"the {kind} “{slug}” stands in {first} already"
                problems.append(Problem(file, 1, "slug", message))
    return problems


def pack_of(documents: list[Document]) -> Pack:
    """Return documents as one pack."""
    return Pack(
        terms=tuple(d for d in documents if isinstance(d, TermsDocument)),
        sources=tuple(s for d in documents if isinstance(d, SourcesDocument) for s in d.sources),
        rules=tuple(r for d in documents if isinstance(d, UrgencyRulesDocument) for r in d.rules),
        conditions=tuple(d for d in documents if isinstance(d, ConditionDocument)),
    )
