"""The content format: documents as typed records, read from and written to YAML, and compared.

Plain Python: nothing here knows Django. One document holds a condition with its facts; one the
terms of a kind; one the sources; one the urgency rules. `schema` defines and versions them.
"""

from .differences import FactChange, FieldChange, as_json, differences
from .pack import check_references, pack_of, read_pack
from .reading import ContentError, Problem, read_document
from .references import CATEGORIES, TERM_KIND_OF_TOPIC, Known
from .schema import (
    Check,
    Citation,
    Code,
    ConditionDocument,
    Document,
    Fact,
    Frequency,
    Name,
    Pack,
    Source,
    SourcesDocument,
    Term,
    TermsDocument,
    UrgencyRule,
    UrgencyRulesDocument,
)
from .writing import pack_path, write_document

__all__ = [
    "CATEGORIES",
    "TERM_KIND_OF_TOPIC",
    "Check",
    "Citation",
    "Code",
    "ConditionDocument",
    "ContentError",
    "Document",
    "Fact",
    "FactChange",
    "FieldChange",
    "Frequency",
    "Known",
    "Name",
    "Pack",
    "Problem",
    "Source",
    "SourcesDocument",
    "Term",
    "TermsDocument",
    "UrgencyRule",
    "UrgencyRulesDocument",
    "as_json",
    "check_references",
    "differences",
    "pack_of",
    "pack_path",
    "read_document",
    "read_pack",
    "write_document",
]
