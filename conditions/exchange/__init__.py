"""The content format: documents as typed records, read from and written to YAML, and compared.

They travel as YAML, as XLSX and as CSV. Plain Python: nothing here knows Django. One document holds
a condition with its facts; one the terms of a kind; one the sources; one the urgency rules.
`schema` defines and versions them.
"""

from .differences import FactChange, FieldChange, as_json, differences, moved
from .files import FORMATS, MAX_FILE, Written, read_file, write_file
from .pack import check_references, pack_of, read_pack, sound_parts
from .problems import ContentError, Part, Problem
from .reading import read_document, read_part
from .references import CATEGORIES, TERM_KIND_OF_TOPIC, Known, picture_complaints
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
    Photograph,
    PictureFile,
    Source,
    SourcesDocument,
    Term,
    TermsDocument,
    UrgencyRule,
    UrgencyRulesDocument,
)
from .workbooks import write_csv
from .writing import pack_path, write_document

__all__ = [
    "CATEGORIES",
    "FORMATS",
    "MAX_FILE",
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
    "Part",
    "Photograph",
    "PictureFile",
    "Problem",
    "Source",
    "SourcesDocument",
    "Term",
    "TermsDocument",
    "UrgencyRule",
    "UrgencyRulesDocument",
    "Written",
    "as_json",
    "check_references",
    "differences",
    "moved",
    "pack_of",
    "pack_path",
    "picture_complaints",
    "read_document",
    "read_file",
    "read_pack",
    "read_part",
    "sound_parts",
    "write_csv",
    "write_document",
    "write_file",
]
