"""YAML into documents: every problem is told with its file, line, place and what is allowed."""

import re
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

import msgspec
import yaml

from . import schema
from .schema import (
    ConditionDocument,
    Document,
    TermsDocument,
)

MAX_BYTES = 5_000_000  # about ten times the largest document there is
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
    "url": "allowed is an address that begins with https:// or http://",
}
MODEL_OF_SCHEMA: dict[str, type] = {
    str(model.__struct_config__.tag): model for model in get_args(Document)
}
LISTS = {"facts": schema.Fact, "terms": schema.Term, "sources": schema.Source}


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong, and where."""

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


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """A safe loader that refuses a key given twice and keys that are no plain words."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.MarkedYAMLError(
                    problem="the name of a field must be a word", problem_mark=key.start_mark
                )
            if key.value in seen:
                raise yaml.MarkedYAMLError(
                    problem=f"“{key.value}” stands here twice", problem_mark=key.start_mark
                )
            seen.add(key.value)
        result: dict[Hashable, Any] = super().construct_mapping(node, deep=deep)
        return result


def _problem_of(token: yaml.Token) -> str:
    """Return what is wrong with a token that is good YAML, or an empty text."""
    if isinstance(token, yaml.AliasToken | yaml.AnchorToken):  # they can blow up a small file
        return "anchors and aliases are not allowed"
    if isinstance(token, yaml.TagToken):
        return "tags (words that begin with !) are not allowed"
    if isinstance(token, yaml.ScalarToken) and "\0" in token.value:  # PostgreSQL cannot store it
        return "the text holds a NUL character"
    return ""


def _load(text: str, file: str) -> tuple[Any, yaml.Node]:
    """Return the data of a YAML text and its nodes, which know their lines."""
    try:
        for token in yaml.scan(text, Loader=_Loader):
            if problem := _problem_of(token):
                raise yaml.MarkedYAMLError(problem=problem, problem_mark=token.start_mark)
        loader = _Loader(text)
        node = loader.get_single_node()
        data = loader.construct_document(node) if node is not None else None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        reason = getattr(error, "problem", None) or str(error).splitlines()[0]
        raise ContentError([Problem(file, line, "YAML", reason)]) from error
    if not isinstance(data, dict):
        message = "the document must be a mapping that begins with “schema:”"
        raise ContentError([Problem(file, 1, "document", message)])
    return data, node


def line_of(node: yaml.Node, steps: Sequence[str | int]) -> int:
    """Return the line of the place that `steps` lead to, or of the last step that exists."""
    for step in steps:
        if isinstance(node, yaml.MappingNode):
            found = [value for key, value in node.value if key.value == step]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            found = node.value[step : step + 1]
        else:
            found = []
        if not found:
            break
        node = found[0]
    return int(node.start_mark.line) + 1


def _explain(
    error: msgspec.ValidationError, file: str, node: yaml.Node, prefix: str, model: type
) -> Problem:
    """Turn msgspec's message into a problem that says where it is and what is allowed."""
    message, _, path = str(error).partition(" - at `$")
    place = prefix + path.rstrip("`")
    steps = [
        int(number) if number else name for name, number in re.findall(r"(\w+)|\[(\d+)\]", place)
    ]
    last = steps[-1] if steps else ""
    if "matching regex" in message:
        message = PATTERN_WORDS.get(str(last), PATTERN_WORDS["slug"])
    if message.startswith("Invalid"):
        allowed = KIND_ALLOWED.get(model) if last == "kind" else ALLOWED.get(str(last))
        if last == "schema":
            allowed = Literal[tuple(MODEL_OF_SCHEMA)]
        if allowed:
            message += "; allowed: " + ", ".join(filter(None, _literals(allowed)))
    return Problem(file, line_of(node, steps), place.lstrip(".") or "document", message)


def _literals(kind: Any) -> Iterator[str]:
    for argument in get_args(kind):
        yield from _literals(argument) if get_args(argument) else [str(argument)]


def _problems_of_items(data: dict[str, Any], node: yaml.Node, file: str) -> Iterator[Problem]:
    """Check the items of long lists one by one, so that all wrong ones are told at once."""
    for name, model in LISTS.items():
        items = data.get(name)
        if not isinstance(items, list):
            continue
        for position, item in enumerate(items):
            try:
                msgspec.convert(item, model)
            except msgspec.ValidationError as error:
                yield _explain(error, file, node, f"{name}[{position}]", model)


def read_document(text: str, file: str) -> Document:
    """Read one document; `file` is named in the problems.

    Raises `ContentError` with every problem: malformed YAML, an unknown or missing field, a value
    outside what is allowed.
    """
    if len(text.encode(errors="replace")) > MAX_BYTES:
        message = f"the file is larger than {MAX_BYTES // 1_000_000} MB"
        raise ContentError([Problem(file, 1, "document", message)])
    data, node = _load(text, file)
    problems = list(_problems_of_items(data, node, file))
    if problems:
        raise ContentError(problems)
    try:
        document: Document = msgspec.convert(data, Document)
    except msgspec.ValidationError as error:
        model = MODEL_OF_SCHEMA.get(str(data.get("schema")), object)
        raise ContentError([_explain(error, file, node, "", model)]) from error
    return document


def locate(text: str, file: str, steps: Sequence[str | int], message: str) -> Problem:
    """Return a problem at the place that `steps` lead to in a text that was read before."""
    _, node = _load(text, file)
    place = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)
    return Problem(file, line_of(node, steps), place.lstrip(".") or "document", message)
