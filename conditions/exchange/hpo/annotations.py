"""phenotype.hpoa: which diseases are described with which terms, how often, and who says so.

The format is the consortium's (https://obophenotype.github.io/human-phenotype-ontology/annotations/
phenotype_hpoa/): lines that begin with “#”, the names of twelve columns, then one row a line.
Values are kept as they stand; only `StatedFrequency` reads one of them.
"""

import datetime
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from .lines import BrokenFileError, date_in, numbered_lines
from .ontology import CODE

COLUMNS = (
    "database_id", "disease_name", "qualifier", "hpo_id", "reference", "evidence",
    "onset", "frequency", "sex", "modifier", "aspect", "biocuration",
)  # fmt: skip
# The subontology “Frequency”, HP:0040279, with the names that the lookup has for its bands.
BANDS = {
    "HP:0040280": "always",
    "HP:0040281": "very-frequent",
    "HP:0040282": "frequent",
    "HP:0040283": "occasional",
    "HP:0040284": "very-rare",
    "HP:0040285": "excluded",
}
COUNT = re.compile(r"(\d{1,6})/(\d{1,6})")
PERCENTAGE = re.compile(r"(\d{1,3}(?:\.\d{1,6})?)\s?%")
ANNOUNCED = re.compile(r"(\d+):? (?:OMIM|DECIPHER|ORPHANET)")
LEAST_SHARE = 0.99  # the file's own count of its diseases is a few too high


class AnnotationRow(NamedTuple):
    """One row as it stands in the file, and its line."""

    line: int
    disease: str
    disease_name: str
    qualifier: str  # NOT: reported absent
    term: str
    reference: str  # several with “;” between them
    evidence: str  # PCS: a published study; TAS: stated by an author; IEA: parsed by a program
    onset: str
    frequency: str
    sex: str
    modifier: str
    aspect: str  # P: phenotype, I: inheritance, C: course, M: modifier, H: past history
    biocuration: str


@dataclass(frozen=True, slots=True)
class StatedFrequency:
    """What the column “frequency” says; the fields are those of `lookup.Frequency`."""

    band: str | None = None
    numerator: int | None = None
    denominator: int | None = None
    percentage: float | None = None

    @classmethod
    @lru_cache(maxsize=8192)
    def of(cls, text: str) -> "StatedFrequency":
        """Read a term of the subontology, “3/7”, “41%” or nothing; raise `ValueError` else."""
        if not text:
            return cls()
        if text in BANDS:
            return cls(band=BANDS[text])
        if found := COUNT.fullmatch(text):
            numerator, denominator = map(int, found.groups())
            if denominator and numerator <= denominator:
                return cls(numerator=numerator, denominator=denominator)
        elif (found := PERCENTAGE.fullmatch(text)) and float(found[1]) <= 100:
            return cls(percentage=float(found[1]))
        raise ValueError(f"“{text}” is no frequency")


@dataclass(frozen=True, slots=True)
class Annotations:
    version: str
    released_on: datetime.date
    ontology_on: datetime.date | None  # the ontology's release that the file says it goes with
    rows: list[AnnotationRow]


def read_annotations(path: Path) -> Annotations:
    """Read phenotype.hpoa. Raises `BrokenFileError` with the line that is wrong."""
    remarks: dict[str, str] = {}
    rows: list[AnnotationRow] = []
    columns_seen = False
    for number, line in numbered_lines(path):
        if line.startswith("#") and not columns_seen:
            tag, _colon, value = line.lstrip("#").partition(":")
            remarks[tag.strip()] = value.strip()
        elif not columns_seen:
            _check_columns(path, number, line)
            columns_seen = True
        elif line:
            rows.append(_row(path, number, line))
    if not columns_seen:
        raise BrokenFileError(path, 0, "there is no line with the names of the columns")
    version = remarks.get("version") or remarks.get("date", "")
    released_on = date_in(version)
    if released_on is None:
        raise BrokenFileError(path, 0, "no line “#version: 2025-01-16” says which release this is")
    _check_completeness(path, remarks.get("description", ""), rows)
    ontology_on = date_in(remarks.get("hpo-version", ""))
    return Annotations(released_on.isoformat(), released_on, ontology_on, rows)


def _check_columns(path: Path, number: int, line: str) -> None:
    # Until 2023 the names were written DatabaseID, HPO_ID and so on.
    given = [name.lower().replace("_", "") for name in line.split("\t")]
    if given != [name.replace("_", "") for name in COLUMNS]:
        message = f"the columns should be {', '.join(COLUMNS)}"
        raise BrokenFileError(path, number, message)


def _check_completeness(path: Path, description: str, rows: list[AnnotationRow]) -> None:
    """Hold the number of diseases against the one that the file's head announces."""
    found = len({row.disease for row in rows})
    announced = sum(map(int, ANNOUNCED.findall(description)))
    if found < LEAST_SHARE * announced or not found:
        message = f"it announces {announced} diseases and holds {found}: it is not complete"
        raise BrokenFileError(path, 0, message)


def _row(path: Path, number: int, line: str) -> AnnotationRow:
    values = line.split("\t")
    if len(values) != len(COLUMNS):
        message = f"{len(values)} columns instead of {len(COLUMNS)}"
        raise BrokenFileError(path, number, message)
    # Most values stand in many rows: one copy of each is kept.
    row = AnnotationRow(number, *map(sys.intern, values))
    for field, is_sound in CHECKS.items():
        value = getattr(row, field)
        if not is_sound(value):
            raise BrokenFileError(path, number, f"{field}: “{value}” cannot be")
    return row


def _is_frequency(text: str) -> bool:
    try:
        StatedFrequency.of(text)
    except ValueError:
        return False
    return True


def _like(pattern: str) -> Callable[[str], bool]:
    """Return a check that remembers its answers, for values that stand in many rows."""
    fits = re.compile(pattern).fullmatch
    return lru_cache(maxsize=65536)(lambda value: fits(value) is not None)


CHECKS: dict[str, Callable[[str], bool]] = {
    "disease": _like(r"[A-Za-z]{1,10}:\d{1,9}"),
    "disease_name": bool,
    "qualifier": {"", "NOT"}.__contains__,
    "term": _like(CODE.pattern),
    "reference": bool,
    "evidence": _like("[A-Z]{3}"),
    "onset": _like(f"|{CODE.pattern}(?:;{CODE.pattern})*"),
    "frequency": lru_cache(maxsize=8192)(_is_frequency),
    "sex": _like("(?i:|(?:fe)?male)"),
    "modifier": _like(f"|{CODE.pattern}(?:;{CODE.pattern})*"),
    "aspect": {*"PICMH"}.__contains__,
}
