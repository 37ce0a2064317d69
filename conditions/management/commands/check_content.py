"""Report what is wrong with the content of the database, or of a folder."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from conditions import exchange
from conditions.exchange import gate, quality
from conditions.selectors.documents import published_pack


class Command(BaseCommand):
    help = "Check all published content: sources, wordings, reading grade, vocabulary, structure."

    def add_arguments(self, parser):
        parser.add_argument(
            "folder", nargs="?", type=Path, help="a content pack; default: what is published here"
        )

    def handle(self, *, folder, **options):
        try:
            pack = exchange.read_pack(folder) if folder else published_pack()
        except exchange.ContentError as error:
            raise CommandError(str(error)) from error
        for row in quality.readability(pack):
            self.stdout.write(
                f"{row.condition}: {row.facts} facts, median reading grade "
                f"{row.median_grade:.1f}, {row.hard} above {gate.HARD_GRADE}"
            )
        asked = quality.gate_warnings(pack)
        self.stdout.write(
            "The gate would ask for a reason: "
            + (", ".join(f"{code} {count}" for code, count in sorted(asked.items())) or "nowhere")
        )
        addresses = quality.address_only(pack)
        self.stdout.write(
            f"{len(addresses)} of {len(pack.sources)} sources have no identifier but the address "
            f"of an authority: {', '.join(addresses)}"
        )
        found = quality.flaws(pack)
        for flaw in found:
            self.stdout.write(str(flaw))
        errors = sum(flaw.is_error for flaw in found)
        self.stdout.write(f"{errors} errors, {len(found) - errors} warnings")
        if errors:
            raise CommandError(f"{errors} errors: this content must not be published.")
