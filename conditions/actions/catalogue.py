"""Taking a release of the Human Phenotype Ontology into the catalogue's own tables.

The release in use serves until the new one is whole: rows are added under a release that is
*loading*, in many short transactions, so that nobody who writes meanwhile has to wait; one last
transaction puts it in the place of the old one. An import that is stopped leaves the old release
serving, and the next one of the same files goes on behind the last row that it finds.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

from django.db import transaction
from django.db.models import Max

from conditions.exchange.hpo import AnnotationRow, ReleaseFiles
from conditions.models import (
    CatalogueAnnotation,
    CatalogueDisease,
    CatalogueTerm,
    Release,
    ReleaseState,
)
from conditions.selectors.catalogue import SOURCE

PARSED = "IEA"  # read from text by a program, and by nobody since
CHUNK = 10_000
LICENCE = (
    "Human Phenotype Ontology and annotations: Human Phenotype Ontology Consortium (Gargano et "
    "al., Nucleic Acids Research 2024, 52:D1333), https://hpo.jax.org/app/license, unaltered. "
    "Disease records: OMIM®, a trademark of the Johns Hopkins University; Orphanet (Orphadata, "
    "© INSERM, CC BY 4.0); DECIPHER. Equivalent records: Mondo, CC BY 4.0."
)

Progress = Callable[[int, int], None]


def import_release(
    *, files: ReleaseFiles, with_parsed: bool = False, progress: Progress = lambda done, all_: None
) -> bool:
    """Bring the release in and serve it; return False if it is the one that serves already.

    Rows of evidence IEA are left out unless `with_parsed`. `progress` is told how many of all
    rows are in. A release that was replaced and not yet removed is put back as it is.
    """
    identity = f"{files.fingerprint} {with_parsed}".encode()
    fingerprint = hashlib.sha256(identity).hexdigest()
    release = Release.objects.filter(source=SOURCE, fingerprint=fingerprint).first()
    if release and release.state == ReleaseState.SERVING:
        return False
    _remove_unused(keep=release)
    release = release or _begin(files, fingerprint, with_parsed)
    if release.state == ReleaseState.LOADING:
        rows = [row for row in files.annotations.rows if with_parsed or row.evidence != PARSED]
        _add_annotations(release, files, rows, progress)
    _serve(release)
    return True


def _remove_unused(*, keep: Release | None) -> None:
    """Remove what was replaced or never finished, in transactions that do not last."""
    unused = Release.objects.filter(source=SOURCE).exclude(state=ReleaseState.SERVING)
    for release in unused:
        if release == keep:
            continue
        last = release.annotations.aggregate(last=Max("line"))["last"] or 0
        for line in range(0, last, CHUNK):
            release.annotations.filter(line__lte=line + CHUNK).delete()
        with transaction.atomic():
            release.diseases.all().delete()
            release.terms.all().delete()
            release.delete()


@transaction.atomic
def _begin(files: ReleaseFiles, fingerprint: str, with_parsed: bool) -> Release:
    """Add the release with its terms and diseases, still without annotations."""
    ontology, annotations = files.ontology, files.annotations
    version = annotations.version
    if ontology.version != version:
        version = f"{version} (ontology {ontology.version})"
    release = Release.objects.create(
        source=SOURCE,
        version=version,
        released_on=annotations.released_on,
        licence=LICENCE,
        with_parsed_rows=with_parsed,
        fingerprint=fingerprint,
    )
    CatalogueTerm.objects.bulk_create(
        CatalogueTerm(
            release=release,
            code=term.code,
            name=term.name,
            definition=term.definition,
            synonyms=[[one.text, one.scope, one.kind] for one in term.synonyms],
            broader=" ".join(term.broader),
            former_codes=" ".join(term.former_codes),
            is_obsolete=term.is_obsolete,
            replaced_by=term.replaced_by,
        )
        for term in ontology.terms.values()
    )
    CatalogueDisease.objects.bulk_create(_diseases(release, files))
    return release


def _diseases(release: Release, files: ReleaseFiles) -> list[CatalogueDisease]:
    """Return one row for each disease; its name is the one that most of its rows give."""
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for row in files.annotations.rows:
        names[row.disease][row.disease_name] += 1
    return [
        CatalogueDisease(
            release=release,
            code=code,
            name=name,
            other_names=[other for other, _count in others],
            group=files.equivalents.get(code, code),
        )
        for code, ((name, _), *others) in ((c, n.most_common()) for c, n in names.items())
    ]


def _add_annotations(
    release: Release, files: ReleaseFiles, rows: Sequence[AnnotationRow], progress: Progress
) -> None:
    """Add what the release lacks, a chunk in a transaction."""
    terms = dict(release.terms.values_list("code", "pk"))
    diseases = dict(release.diseases.values_list("code", "pk"))
    last = release.annotations.aggregate(last=Max("line"))["last"] or 0
    done = sum(row.line <= last for row in rows)
    progress(done, len(rows))
    while done < len(rows):
        chunk = rows[done : done + CHUNK]
        CatalogueAnnotation.objects.bulk_create(
            CatalogueAnnotation(
                release=release,
                line=row.line,
                disease_id=diseases[row.disease],
                disease_name=row.disease_name,
                qualifier=row.qualifier,
                term_id=terms[files.ontology.current[row.term]],
                stated_code=row.term,
                reference=row.reference,
                evidence=row.evidence,
                onset=row.onset,
                frequency=row.frequency,
                sex=row.sex,
                modifier=row.modifier,
                aspect=row.aspect,
                biocuration=row.biocuration,
            )
            for row in chunk
        )
        done += len(chunk)
        progress(done, len(rows))


@transaction.atomic
def _serve(release: Release) -> None:
    """Put the release in the place of the one that served."""
    serving = Release.objects.filter(source=release.source, state=ReleaseState.SERVING)
    serving.update(state=ReleaseState.REPLACED)
    release.state = ReleaseState.SERVING
    release.save(update_fields=["state"])
