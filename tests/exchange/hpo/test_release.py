import pytest

from conditions.exchange.hpo import BrokenFileError, read_release
from tests.exchange.hpo.files import ANNOTATIONS, ONTOLOGY, make_row, write_release


def read(folder, *, equivalents=True):
    return read_release(
        folder / "hp.obo",
        folder / "phenotype.hpoa",
        folder / "mondo.sssom.tsv" if equivalents else None,
    )


def test_fingerprint_changes_with_any_file(tmp_path):
    folder = write_release(tmp_path)

    prints = {read(folder).fingerprint, read(folder, equivalents=False).fingerprint}
    prints.add(read(write_release(folder, ontology=ONTOLOGY + "! end\n")).fingerprint)

    assert len(prints) == 3
    assert read(write_release(folder)).fingerprint in prints


def test_files_of_two_releases_are_refused(tmp_path):
    folder = write_release(tmp_path, ontology=ONTOLOGY.replace("2025-01-16", "2024-04-26"))

    with pytest.raises(BrokenFileError, match="take both files from one release"):
        read(folder)


def test_files_a_few_days_apart_are_one_release(tmp_path):
    folder = write_release(tmp_path, ontology=ONTOLOGY.replace("2025-01-16", "2025-01-18"))

    assert read(folder).ontology.version == "2025-01-18"


@pytest.mark.parametrize("term", ["HP:7777777", "HP:0000097"])
def test_annotation_with_a_term_that_is_none_is_refused(tmp_path, term):
    folder = write_release(tmp_path, annotations=ANNOTATIONS + make_row(term=term))

    with pytest.raises(BrokenFileError, match=f"line 15: {term} is not a term"):
        read(folder)
