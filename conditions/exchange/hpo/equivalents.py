"""mondo.sssom.tsv: which records of OMIM, Orphanet and others name one and the same disease.

Mondo (https://mondo.monarchinitiative.org, CC BY 4.0) gives each disease one code and lists the
exact matches of it in other catalogues, in the SSSOM format for mappings.
"""

import re
from collections.abc import Mapping
from pathlib import Path

from .lines import BrokenFileError, numbered_lines

MONDO_CODE = re.compile(r"MONDO:\d{7}")
NEEDED = ("subject_id", "predicate_id", "object_id")
# phenotype.hpoa writes ORPHA where Mondo writes Orphanet.
PREFIXES = {"OMIM": "OMIM", "Orphanet": "ORPHA", "DECIPHER": "DECIPHER"}


def read_equivalents(path: Path) -> Mapping[str, str]:
    """Return the Mondo code of each disease, under its code as phenotype.hpoa writes it.

    A record that Mondo matches exactly with two of its diseases is left out. Raises
    `BrokenFileError` with the line that is wrong.
    """
    columns: list[str] = []
    matches: dict[str, set[str]] = {}
    for number, line in numbered_lines(path):
        if line.startswith("#") or not line:
            continue
        values = line.split("\t")
        if not columns:
            if missing := [name for name in NEEDED if name not in values]:
                raise BrokenFileError(path, number, f"columns are missing: {', '.join(missing)}")
            columns = values
            continue
        if len(values) != len(columns):
            message = f"{len(values)} columns instead of {len(columns)}"
            raise BrokenFileError(path, number, message)
        row = dict(zip(columns, values, strict=True))
        if not MONDO_CODE.fullmatch(row["subject_id"]):
            message = f"subject_id needs a code like MONDO:0001234: {row['subject_id']}"
            raise BrokenFileError(path, number, message)
        prefix, _colon, code = row["object_id"].partition(":")
        if row["predicate_id"] == "skos:exactMatch" and prefix in PREFIXES:
            matches.setdefault(f"{PREFIXES[prefix]}:{code}", set()).add(row["subject_id"])
    if not matches:
        raise BrokenFileError(path, 0, "it matches no disease of OMIM, Orphanet or DECIPHER")
    return {disease: found.pop() for disease, found in matches.items() if len(found) == 1}
