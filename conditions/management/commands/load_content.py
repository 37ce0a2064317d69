"""Load the content pack: what the database lacks is added and published."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError

import conditions
from conditions import exchange
from conditions.actions.content import IncompleteContent, load_pack

PACK = Path(conditions.__file__).parent / "content"


class Command(BaseCommand):
    help = "Add the content pack's records that the database lacks; publish new conditions."

    def add_arguments(self, parser):
        parser.add_argument("folder", nargs="?", type=Path, default=PACK, help="default: ours")

    def handle(self, *, folder, **options):
        if not folder.is_dir():
            raise CommandError(f"There is no folder {folder}.")
        try:
            loaded = load_pack(pack=exchange.read_pack(folder))
        except (exchange.ContentError, IncompleteContent) as error:
            raise CommandError(f"Nothing was loaded.\n{error}") from error
        except IntegrityError as error:
            message = "a record of the pack clashes with one that editors entered"
            raise CommandError(f"Nothing was loaded: {message} ({error}).") from error
        self.stdout.write(
            f"Content: {loaded.terms} terms, {loaded.sources} sources and {loaded.conditions} "
            f"conditions added; {loaded.published} published with {loaded.facts} facts."
        )
        for slug in loaded.differing:
            self.stdout.write(f"{slug}: the database differs from the pack and was left as it is.")
