"""YAML into documents: every problem is told with its file, line, place and what is allowed."""

from collections.abc import Hashable, Iterator, Sequence
from typing import Any

import msgspec
import yaml

from . import schema
from .problems import (
    MODEL_OF_SCHEMA,
    ContentError,
    Part,
    Problem,
    Steps,
    explained,
    place_of,
)
from .schema import Document

MAX_BYTES = 5_000_000  # about ten times the largest document there is
LISTS = {
    "facts": schema.Fact,
    "photographs": schema.Photograph,
    "terms": schema.Term,
    "sources": schema.Source,
}


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


def _problem(
    error: msgspec.ValidationError, file: str, node: yaml.Node, model: type, *prefix: str | int
) -> Problem:
    """Turn msgspec's error into a problem with its line."""
    steps, message = explained(error, model)
    steps = (*prefix, *steps)
    return Problem(file, line_of(node, steps), place_of(steps), message)


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
                yield _problem(error, file, node, model, name, position)


def read_part(text: str, file: str) -> Part:
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
        raise ContentError([_problem(error, file, node, model)]) from error

    def locate(steps: Steps, message: str) -> Problem:
        return Problem(file, line_of(node, steps), place_of(steps), message)

    return Part(file, document, locate)


def read_document(text: str, file: str) -> Document:
    """Read one document, as `read_part` does."""
    return read_part(text, file).document
