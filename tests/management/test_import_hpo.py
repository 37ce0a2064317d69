"""The import of the ontology, as operators run it."""

import io

import pytest
from django.core.management import CommandError, call_command

from conditions.management.commands import import_hpo
from conditions.models import CatalogueAnnotation, Release
from tests.exchange.hpo.files import ANNOTATIONS, ONTOLOGY, make_row, write_release

pytestmark = pytest.mark.django_db


def run(folder, *arguments, stderr=None):
    output = io.StringIO()
    options = {"stderr": stderr} if stderr else {}
    call_command("import_hpo", "--path", str(folder), *arguments, stdout=output, **options)
    return output.getvalue()


def test_import_says_what_is_in_use_and_the_second_time_that_nothing_changed(tmp_path):
    folder = write_release(tmp_path)

    assert run(folder) == "HPO 2025-01-16 is in use now.\n"
    assert run(folder) == "HPO 2025-01-16 is in use already; nothing was changed.\n"
    assert "is in use now" in run(folder, "--with-iea")
    assert CatalogueAnnotation.objects.filter(evidence="IEA").exists()


def test_import_without_equivalents_says_so(tmp_path):
    output = run(write_release(tmp_path, equivalents=None))

    assert output.startswith("There is no mondo.sssom.tsv")


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"annotations": ANNOTATIONS[:-9]}, "line 14: the file ends within a line"),
        ({"annotations": ANNOTATIONS.replace("hpo_id", "term")}, "line 5: the columns should be"),
        ({"annotations": ANNOTATIONS + make_row(term="HP:9999999")}, "line 15: HP:9999999 is not"),
        ({"ontology": ONTOLOGY.replace("[Term]", "[Term", 1)}, "line 5: not the name of a stanza"),
        ({"ontology": ONTOLOGY.replace("2025", "2024")}, "take both files from one release"),
        ({"equivalents": "nothing\n"}, "line 1: columns are missing"),
        ({"ontology": None}, r"hp\.obo missing"),
        ({"ontology": None, "annotations": None}, r"hp\.obo and phenotype\.hpoa missing"),
    ],
)
def test_broken_files_change_nothing(tmp_path, files, message):
    with pytest.raises(CommandError, match=f"Nothing was changed.*{message}"):
        run(write_release(tmp_path, **files))

    assert not Release.objects.exists()


def test_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(CommandError, match="There is no folder"):
        run(tmp_path / "nowhere")


def test_without_a_folder_the_installed_packages_are_read(tmp_path, monkeypatch):
    monkeypatch.setattr(import_hpo, "_shipped", lambda name, *place: tmp_path / name)
    write_release(tmp_path)
    output = io.StringIO()

    call_command("import_hpo", stdout=output)

    assert "is in use now" in output.getvalue()


def test_without_folder_and_packages_the_way_out_is_told(monkeypatch):
    monkeypatch.setattr(import_hpo, "find_spec", lambda name: None)

    with pytest.raises(CommandError, match=r"--path, or install requirements-catalogue\.txt"):
        call_command("import_hpo")


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_progress_is_drawn_on_a_terminal_only(tmp_path):
    terminal, file = Terminal(), io.StringIO()

    run(write_release(tmp_path), stderr=terminal)
    run(tmp_path, "--with-iea", stderr=file)

    assert "100%  8 of 8 rows\n" in terminal.getvalue()
    assert file.getvalue() == ""
