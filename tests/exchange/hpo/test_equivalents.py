import pytest

from conditions.exchange.hpo import BrokenFileError, read_equivalents
from tests.exchange.hpo.files import EQUIVALENTS, write_release


def read(tmp_path, text=EQUIVALENTS):
    return read_equivalents(write_release(tmp_path, equivalents=text) / "mondo.sssom.tsv")


def test_only_exact_and_single_matches_count(tmp_path):
    assert read(tmp_path) == {"OMIM:100": "MONDO:0000100", "ORPHA:1": "MONDO:0000100"}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("object_id", "target", "line 2: columns are missing: object_id"),
        ("\tOMIM:200", "", "line 6: 3 columns instead of 4"),
        ("MONDO:0000300", "DOID:300", "line 6: subject_id"),
        ("exactMatch", "closeMatch", "matches no disease"),
    ],
)
def test_broken_file_is_told(tmp_path, old, new, message):
    with pytest.raises(BrokenFileError, match=message):
        read(tmp_path, EQUIVALENTS.replace(old, new))
