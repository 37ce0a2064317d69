"""Published cases to measure the ranking with, as GA4GH phenopackets.

Read is version 2 of the schema in JSON (https://phenopacket-schema.readthedocs.io), one case a
file, and of it: id, the diseases (`interpretations`, else `diseases`), the phenotypic features,
observed and excluded, and the publications among the external references. All else is read over.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

PMID = re.compile(r"PMID:\s*(\d{1,9})")


class BrokenCaseError(ValueError):
    """A file that holds no usable case; the message says why."""


@dataclass(frozen=True, slots=True)
class Case:
    name: str
    diseases: tuple[str, ...]  # codes such as OMIM:177850, as the case gives them
    present: tuple[str, ...]  # codes such as HP:0002150, each once, in the case's order
    absent: tuple[str, ...]
    publications: frozenset[int]  # PMIDs


class _Record(msgspec.Struct, rename="camel"):
    pass


class _Code(_Record):
    id: str


class _Feature(_Record):
    type: _Code
    excluded: bool = False


class _Disease(_Record):
    term: _Code
    excluded: bool = False


class _Diagnosis(_Record):
    disease: _Code


class _Interpretation(_Record):
    diagnosis: _Diagnosis | None = None


class _Reference(_Record):
    id: str = ""


class _MetaData(_Record):
    external_references: list[_Reference] = []


class _Phenopacket(_Record):
    id: str
    phenotypic_features: list[_Feature] = []
    interpretations: list[_Interpretation] = []
    diseases: list[_Disease] = []
    meta_data: _MetaData = msgspec.field(default_factory=_MetaData)


def read_case(content: bytes) -> Case:
    """Read one phenopacket; raise `BrokenCaseError` if it is none, or has nothing to look up."""
    try:
        packet = msgspec.json.decode(content, type=_Phenopacket)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BrokenCaseError(f"not a phenopacket: {error}") from error
    found = [one.diagnosis.disease.id for one in packet.interpretations if one.diagnosis]
    found = found or [one.term.id for one in packet.diseases if not one.excluded]
    if not found:
        raise BrokenCaseError("it names no disease")
    features = packet.phenotypic_features
    present = dict.fromkeys(one.type.id for one in features if not one.excluded)
    if not present:
        raise BrokenCaseError("it has no finding that is present")
    absent = dict.fromkeys(one.type.id for one in features if one.excluded)
    references = " ".join(one.id for one in packet.meta_data.external_references)
    return Case(
        name=packet.id,
        diseases=tuple(dict.fromkeys(found)),
        present=tuple(present),
        absent=tuple(absent),
        publications=frozenset(map(int, PMID.findall(references))),
    )


def read_cases(folder: Path) -> Iterator[tuple[Path, Case | BrokenCaseError]]:
    """Yield every .json file below the folder with its case, or with what is wrong with it."""
    for path in sorted(folder.rglob("*.json")):
        try:
            yield path, read_case(path.read_bytes())
        except BrokenCaseError as error:
            yield path, error
        except OSError as error:
            yield path, BrokenCaseError(f"it cannot be read ({error.strerror})")
