"""Write everything that is published as a content pack."""

from pathlib import Path

from django.core.management.base import BaseCommand

from conditions import exchange
from conditions.selectors.documents import all_documents


class Command(BaseCommand):
    help = "Write the vocabulary, sources, rules and published conditions as YAML documents."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, help="made if it is not there")

    def handle(self, *, folder, **options):
        count = 0
        for document in all_documents():
            path = folder / exchange.pack_path(document)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(exchange.write_document(document), encoding="utf-8")
            count += 1
        self.stdout.write(f"{count} documents written to {folder}.")
