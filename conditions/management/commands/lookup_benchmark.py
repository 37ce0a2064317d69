"""Measure the lookup on published cases (GA4GH phenopackets) against the imported catalogue."""

import datetime
import resource
from dataclasses import replace
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from conditions.lookup import benchmark
from conditions.lookup.phenopackets import BrokenCaseError, read_cases
from conditions.selectors.benchmark import cited, counted, groups, records_alone
from conditions.selectors.catalogue import NoCatalogueError, catalogue

SHOWN = 10
SPLITS = ("development", "held-back")


class Command(BaseCommand):
    help = (
        "Rank published cases by their present findings and print how often their disease comes "
        "first, third, fifth, tenth. docs/lookup.md says what the figures mean."
    )

    def add_arguments(self, parser):
        parser.add_argument("--cases", type=Path, required=True, help="folder with phenopackets")
        parser.add_argument("--split", choices=(*SPLITS, "all"), default="held-back")
        parser.add_argument("--sample", type=int, metavar="N", help="only N cases, by chance")
        parser.add_argument("--findings", type=int, metavar="N", help="only N findings of a case")
        parser.add_argument(
            "--records",
            metavar="SOURCE",
            help="only this source's records, such as OMIM, each by itself; default: all, those "
            "of one disease grouped",
        )
        parser.add_argument(
            "--leave-own-out",
            action="store_true",
            help="take the case's own patient off the counts that its publication gave",
        )
        parser.add_argument(
            "--newer-than",
            type=datetime.date.fromisoformat,
            metavar="DATE",
            help="only cases whose every PMID is higher than all that rows curated up to then cite",
        )
        parser.add_argument(
            "--uncited",
            action="store_true",
            help="only cases whose PMIDs the release cites nowhere",
        )

    def handle(self, *, cases, split, sample, findings, leave_own_out, **options):
        if not cases.is_dir():
            raise CommandError(f"There is no folder {cases}.")
        try:
            known_catalogue = catalogue()
        except NoCatalogueError as error:
            message = "There is no catalogue: import it first (manage.py import_hpo)."
            raise CommandError(message) from error
        release = known_catalogue.release
        chosen = self.chosen(cases, split, release, options)
        if sample is not None:
            chosen = benchmark.sample(chosen, sample)
        if not chosen:
            raise CommandError("No case is left to rank.")
        known = self.knowledge(known_catalogue, options["records"], leave_own_out=leave_own_out)
        outcomes = [
            benchmark.run(known, case, findings=findings, leave_own_out=leave_own_out)
            for case in chosen
        ]
        self.stdout.write(f"{release}, {len(known.index.conditions):,} conditions, {split} cases")
        self.show_figures(outcomes)
        self.show_misses(outcomes)
        self.show_costs(outcomes)

    def chosen(self, folder, split, release, options):
        """Read the cases and return those that are asked for; name the broken ones."""
        broken, read = [], []
        for path, case in read_cases(folder):
            if isinstance(case, BrokenCaseError):
                broken.append(f"{path.relative_to(folder)}: {case}")
            else:
                read.append(case)
        for line in broken[:SHOWN]:
            self.stderr.write(line)
        self.stdout.write(f"{len(read):,} cases read, {len(broken):,} files left out")
        if split != "all":
            read = [one for one in read if benchmark.split_of(one.diseases[0]) == split]
        if day := options["newer_than"]:
            newest = max(cited(release, day), default=0)
            self.stdout.write(f"newest publication cited by {day}: PMID {newest}")
            read = [one for one in read if min(one.publications, default=0) > newest]
        if options["uncited"]:
            known = cited(release)
            read = [one for one in read if one.publications and known.isdisjoint(one.publications)]
        return read

    def knowledge(self, known_catalogue, source, *, leave_own_out):
        release = known_catalogue.release
        known = benchmark.Knowledge(
            index=known_catalogue.index,
            current=known_catalogue.current,
            conditions=groups(release),
            publications=counted(release) if leave_own_out else {},
        )
        if source is None:
            return known
        index = records_alone(release, known_catalogue.index, f"{source}:")
        if not index.conditions:
            raise CommandError(f"The release has no records of {source}.")
        return replace(known, index=index, conditions={one: one for one in index.conditions})

    def show_figures(self, outcomes):
        held = [one for one in outcomes if one.reason != benchmark.NOT_IN_RELEASE]
        groups = {"all, without a place = missed": outcomes, "disease in the release": held}
        heads = "  ".join(f"top-{place}" for place in benchmark.PLACES)
        self.stdout.write(f"{'':42} {heads}    MRR  cases  diseases")
        for name, group in groups.items():
            for per_disease in (False, True) if group else ():
                figures = benchmark.Figures.of(group, per_disease=per_disease)
                label = f"{name}, per {'disease' if per_disease else 'case'}"
                shares = " ".join(f"{100 * share:6.1f}" for share in figures.within)
                diseases = len({one.disease for one in group})
                self.stdout.write(
                    f"{label:42} {shares} {figures.reciprocal:6.3f} {len(group):6,} {diseases:9,}"
                )

    def show_misses(self, outcomes):
        for reason, diseases in benchmark.misses(outcomes).items():
            few = ", ".join(f"{code} {count}" for code, count in diseases.most_common(SHOWN))
            self.stdout.write(
                f"without a place, as {reason}: {diseases.total():,} (diseases: "
                f"{len(diseases):,}; with most cases {few})"
            )

    def show_costs(self, outcomes):
        middle, slow = benchmark.times(outcomes)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        self.stdout.write(
            f"processor time of a query with {benchmark.EXPLAINED} explained: p50 {middle:.2f} ms, "
            f"p95 {slow:.2f} ms; peak memory of the process {peak:.0f} MiB"
        )
