"""Documents into YAML: the same document always gives the same bytes."""

from datetime import date
from typing import Any

import msgspec
import yaml

from .schema import (
    Check,
    Citation,
    Code,
    ConditionDocument,
    Document,
    Frequency,
    Name,
    PictureFile,
    SourcesDocument,
    TermsDocument,
)

LINE_WIDTH = 100
# Short records stand on one line each, so that a diff shows one changed synonym as one line.
INLINE = (Name, Code, Frequency, Citation, Check, PictureFile)
FILE_OF_KIND = {
    "finding": "findings.yaml",
    "risk-factor": "risk-factors.yaml",
    "body-site": "body-sites.yaml",
    "test": "tests.yaml",
    "treatment": "treatments.yaml",
}


class _Inline(dict[str, Any]):
    """A mapping to be written in braces on one line."""


class _Dumper(yaml.SafeDumper):
    """Writes lists indented below their key, which reads and diffs better."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        """Write records out each time they occur: the reader refuses aliases."""
        return True


def _represent_inline(dumper: yaml.SafeDumper, value: _Inline) -> yaml.Node:
    return dumper.represent_mapping("tag:yaml.org,2002:map", value, flow_style=True)


def _represent_text(dumper: yaml.SafeDumper, value: str) -> yaml.Node:
    # Wordings are folded; `>-` keeps them free of quotes and escapes.
    folded = len(value) > 60 and "\n" not in value and value == value.strip()
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=">" if folded else None)


_Dumper.add_representer(_Inline, _represent_inline)
_Dumper.add_representer(str, _represent_text)


def _plain(value: Any) -> Any:
    """Turn records into dicts and lists, keeping which of them go on one line."""
    if isinstance(value, msgspec.Struct):
        items = _tag(value) | {
            field.encode_name: _plain(getattr(value, field.name))
            for field in msgspec.structs.fields(value)
            if getattr(value, field.name) != field.default
        }
        return _Inline(items) if isinstance(value, INLINE) else items
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, float) and value == int(value):
        return int(value)
    if isinstance(value, str | int | float | bool | date) or value is None:
        return value
    return str(value)


def _tag(record: msgspec.Struct) -> dict[str, Any]:
    config = record.__struct_config__
    return {config.tag_field: config.tag} if config.tag_field else {}


def write_document(document: Document) -> str:
    """Return `document` as YAML text."""
    return yaml.dump(
        _plain(document),
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=LINE_WIDTH,
    )


def pack_path(document: Document) -> str:
    """Return where in a content pack `document` belongs."""
    if isinstance(document, ConditionDocument):
        return f"conditions/{document.slug}.yaml"
    if isinstance(document, TermsDocument):
        return FILE_OF_KIND[document.kind]
    if isinstance(document, SourcesDocument):
        return "sources.yaml"
    return "urgency-rules.yaml"
