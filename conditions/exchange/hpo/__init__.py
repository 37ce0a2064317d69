"""The files of the Human Phenotype Ontology and of Mondo, as typed records.

Plain Python: nothing here knows Django. `ontology` reads hp.obo, `annotations` phenotype.hpoa,
`equivalents` mondo.sssom.tsv, `release` the folder that holds them. Each is strict: the first line
that is not as the format says stops the reading with `BrokenFileError`.
"""

from .annotations import AnnotationRow, Annotations, StatedFrequency, read_annotations
from .equivalents import read_equivalents
from .lines import BrokenFileError
from .ontology import (
    PHENOTYPES,
    HpoTerm,
    Ontology,
    Synonym,
    current_codes,
    read_ontology,
    with_narrower,
)
from .release import ReleaseFiles, read_release

__all__ = [
    "PHENOTYPES",
    "AnnotationRow",
    "Annotations",
    "BrokenFileError",
    "HpoTerm",
    "Ontology",
    "ReleaseFiles",
    "StatedFrequency",
    "Synonym",
    "current_codes",
    "read_annotations",
    "read_equivalents",
    "read_ontology",
    "read_release",
    "with_narrower",
]
