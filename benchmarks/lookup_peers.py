"""Rank the same cases with the lookup and with two peers.

Run from the project's folder, with the folder of a release (hp.obo, phenotype.hpoa) and one of
phenopackets:

    python -m benchmarks.lookup_peers RELEASE CASES [--sample 1000] [--findings 3]

OMIM's records only, held-back cases whose disease the release holds, findings that are present.

Phrank (Jagadeesh et al., Genetics in Medicine 2019, 21:464) is written out here from the paper:
a patient's and a disease's terms are closed upwards, and the score is the sum of the marginal
information of the terms they share, -log2 of the share of diseases with the term among those with
all of its direct broader terms.

hpo3 is not a requirement of the project. To have it compared, run
this script from an environment of its own, with a version that brings the same release:

    python -m venv peers && peers/bin/pip install -r requirements.txt hpo3==1.4.0
    peers/bin/python -m benchmarks.lookup_peers RELEASE CASES

It compares sets of terms, without frequencies; its similarities are averaged
both ways ("funSimAvg").
"""

import argparse
import math
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from conditions.exchange.hpo import (
    PHENOTYPES,
    StatedFrequency,
    current_codes,
    read_annotations,
    read_ontology,
    with_narrower,
)
from conditions.lookup import Annotation, Frequency, Index, TermRecord, benchmark
from conditions.lookup.phenopackets import Case, read_cases
from conditions.lookup.ranking import Query, Scores

Rank = Callable[[list[str], str], int | None]


class Release:
    """OMIM's records of one release."""

    def __init__(self, folder: Path) -> None:
        terms = read_ontology(folder / "hp.obo").terms
        findings = with_narrower(PHENOTYPES, terms)
        self.current = {c: h for c, h in current_codes(terms).items() if h in findings}
        self.terms = [
            TermRecord(code, "finding", tuple(b for b in terms[code].broader if b in findings))
            for code in findings
        ]
        self.annotations = [
            Annotation(
                row.disease,
                self.current[row.term],
                Frequency(**asdict(StatedFrequency.of(row.frequency))),
                absent=row.qualifier == "NOT",
                fact_key=str(row.line),
            )
            for row in read_annotations(folder / "phenotype.hpoa").rows
            if row.disease.startswith("OMIM:") and row.aspect == "P" and row.term in self.current
        ]
        self.index = Index.build(self.terms, self.annotations)


def lookup_ranks(release: Release) -> Rank:
    def rank(findings: list[str], disease: str) -> int | None:
        number = release.index.condition_ids[disease]
        scores = Scores.of(release.index, Query(present=findings))
        described = int(scores.described[number])
        return scores.place(number, float(scores.score[number]), described) if described else None

    return rank


def phrank_ranks(release: Release) -> Rank:
    above = release.index.closure
    holders: dict[str, set[str]] = defaultdict(set)
    for one in release.annotations:
        if not one.absent:
            for term in above.with_ancestors([one.term]):
                holders[term].add(one.condition)
    numbers = release.index.condition_ids
    rows = {term: np.array([numbers[d] for d in found]) for term, found in holders.items()}
    worth = dict(_marginal_information(release.terms, holders))

    def rank(findings: list[str], disease: str) -> int:
        score = np.zeros(len(numbers))
        for term in sorted(above.with_ancestors(findings) & rows.keys()):
            score[rows[term]] += worth[term]
        return _place(score, numbers[disease])

    return rank


def _marginal_information(
    terms: Iterable[TermRecord], holders: Mapping[str, set[str]]
) -> Iterable[tuple[str, float]]:
    for term in terms:
        if term.slug in holders:
            broader = [holders[slug] for slug in term.broader]
            among = set.intersection(*broader) if broader else holders[term.slug]
            yield term.slug, math.log2(len(among) / len(holders[term.slug]))


def hpo3_ranks(release: Release, kind: str) -> Rank:
    from pyhpo import HPOSet, Ontology  # noqa: PLC0415 - not a requirement of the project

    Ontology()
    diseases = [d for d in Ontology.omim_diseases if f"OMIM:{d.id}" in release.index.condition_ids]
    sets = [d.hpo_set() for d in diseases]
    numbers = {f"OMIM:{d.id}": number for number, d in enumerate(diseases)}

    def rank(findings: list[str], disease: str) -> int | None:
        if disease not in numbers:
            return None
        known = []
        for code in findings:
            try:
                Ontology.hpo(int(code[3:]))
            except (KeyError, RuntimeError):
                continue
            known.append(int(code[3:]))
        if not known:
            return None
        query = HPOSet.from_queries(known)
        scores = query.similarity_scores(sets, kind="omim", method=kind)
        return _place(np.array(scores), numbers[disease])

    return rank


def _place(score: np.ndarray, number: int) -> int:
    ahead = (score > score[number]).sum() + (score[:number] == score[number]).sum()
    return 1 + int(ahead)


def measured(release: Release, cases: list[Case], rank: Rank, findings: int | None) -> str:
    outcomes, times = [], []
    for case in cases:
        present = benchmark.chosen_findings(case, release.current, findings)
        started = time.thread_time()
        place = rank(present, case.diseases[0]) if present else None
        times.append((time.thread_time() - started) * 1000)
        outcomes.append(benchmark.Outcome(case.name, case.diseases[0], place))
    shares = [benchmark.Figures.of(outcomes, per_disease=one) for one in (False, True)]
    columns = [*shares[0].within, *(shares[1].within[place] for place in (0, 3))]
    return " ".join(f"{100 * share:6.1f}" for share in columns) + f" {np.median(times):9.2f}"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("release", type=Path)
    options.add_argument("cases", type=Path)
    options.add_argument("--sample", type=int, default=1000)
    options.add_argument("--findings", type=int)
    chosen = options.parse_args()
    release = Release(chosen.release)
    cases = [
        case
        for _path, case in read_cases(chosen.cases)
        if isinstance(case, Case)
        and benchmark.split_of(case.diseases[0]) == "held-back"
        and case.diseases[0] in release.index.condition_ids
    ]
    cases = benchmark.sample(cases, chosen.sample)
    peers = {"this lookup": lookup_ranks(release), "Phrank": phrank_ranks(release)}
    if find_spec("pyhpo"):
        for kind in ("lin", "resnik", "jc", "graphic", "rel"):
            peers[f"hpo3, {kind}"] = hpo3_ranks(release, kind)
    else:
        print("hpo3 is not installed here: see the head of this script")
    print(f"{len(cases)} held-back cases, {len(release.index.conditions)} diseases")
    print(f"{'':14}  top-1  top-3  top-5 top-10  top-1 top-10 (per disease)  ms, median")
    for name, rank in peers.items():
        print(f"{name:14} {measured(release, cases, rank, chosen.findings)}", flush=True)


if __name__ == "__main__":
    main()
