"""What the benchmark of the lookup reads of the catalogue's release, beyond its index."""

import datetime
import re
from collections.abc import Mapping

import numpy as np

from conditions.lookup import Columns, Index, TermRecord
from conditions.models import CatalogueAnnotation, Release

from .catalogue import FINDING

PMID = re.compile(r"PMID:\s*(\d+)")
CURATED = re.compile(r"\[(\d{4}-\d{2}-\d{2})\]")


def groups(release: Release) -> dict[str, str]:
    """Return the group of every disease record, by its code: one query."""
    return dict(release.diseases.values_list("code", "group"))


def cited(release: Release, on: datetime.date | None = None) -> set[int]:
    """Return the PMIDs that the release cites, in rows curated up to a day: one query."""
    rows = release.annotations.filter(reference__contains="PMID").order_by()
    found: set[int] = set()
    for reference, curated in rows.values_list("reference", "biocuration").distinct():
        days = [datetime.date.fromisoformat(day) for day in CURATED.findall(curated)]
        if on is None or not days or min(days) <= on:
            found.update(map(int, PMID.findall(reference)))
    return found


def counted(release: Release) -> dict[str, tuple[int, ...]]:
    """Return the PMIDs of the rows that count patients, by the row's key: one query."""
    rows = release.annotations.filter(frequency__contains="/", reference__contains="PMID")
    return {
        str(pk): tuple(map(int, PMID.findall(reference)))
        for pk, reference in rows.order_by().values_list("pk", "reference")
    }


def records_alone(release: Release, index: Index, source: str) -> Index:
    """Return the index of one source's records, such as OMIM's, each by itself: one query."""
    rows = CatalogueAnnotation.objects.filter(release=release, disease__code__startswith=source)
    codes: Mapping[int, str] = dict(rows.order_by().values_list("pk", "disease__code"))
    columns = index.direct.annotations.columns
    keep = np.isin(np.asarray(columns.keys), np.fromiter(codes, np.int64, len(codes)))
    keys = np.asarray(columns.keys)[keep]
    conditions, condition = np.unique([codes[key] for key in keys.tolist()], return_inverse=True)
    # All that is broader stands for what is broader next: it closes to the same.
    terms = [TermRecord(slug, FINDING, index.closure.ancestors(slug)) for slug in index.terms]
    return Index.of_columns(
        terms,
        conditions.tolist(),
        Columns(
            condition=condition.astype(np.int32),
            term=columns.term[keep],
            frequency=columns.frequency[keep],
            absent=columns.absent[keep],
            keys=keys,
            frequencies=columns.frequencies,
        ),
    )
