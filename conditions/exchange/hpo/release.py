"""A folder with one release: hp.obo, phenotype.hpoa and, if there is one, mondo.sssom.tsv."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .annotations import Annotations, read_annotations
from .equivalents import read_equivalents
from .lines import BrokenFileError
from .ontology import Ontology, read_ontology

ONTOLOGY, ANNOTATIONS, EQUIVALENTS = "hp.obo", "phenotype.hpoa", "mondo.sssom.tsv"
# Both files come out together; the dates within them have differed by two days.
MAX_DAYS_APART = 7


@dataclass(frozen=True, slots=True)
class ReleaseFiles:
    ontology: Ontology
    annotations: Annotations
    equivalents: Mapping[str, str]
    fingerprint: str  # of the files' bytes


def read_release(ontology: Path, annotations: Path, equivalents: Path | None) -> ReleaseFiles:
    """Read the files of one release and hold them against each other.

    Raises `BrokenFileError` for a broken file, files of two releases, and annotations with terms
    that the ontology does not know.
    """
    paths = [path for path in (ontology, annotations, equivalents) if path]
    files = ReleaseFiles(
        ontology=read_ontology(ontology),
        annotations=read_annotations(annotations),
        equivalents=read_equivalents(equivalents) if equivalents else {},
        fingerprint=hashlib.sha256(b"".join(map(_digest, paths))).hexdigest(),
    )
    made_for = files.annotations.ontology_on or files.annotations.released_on
    if abs((files.ontology.released_on - made_for).days) > MAX_DAYS_APART:
        message = (
            f"it was made with the ontology of {made_for}, but {ontology.name} is of "
            f"{files.ontology.released_on}: take both files from one release"
        )
        raise BrokenFileError(annotations, 0, message)
    for row in files.annotations.rows:
        if row.term not in files.ontology.current:
            message = f"{row.term} is not a term of {ontology.name}, nor replaced by one"
            raise BrokenFileError(annotations, row.line, message)
    return files


def _digest(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()
