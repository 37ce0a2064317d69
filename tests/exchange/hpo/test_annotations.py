import pytest

from conditions.exchange.hpo import BrokenFileError, StatedFrequency, read_annotations
from tests.exchange.hpo.files import ANNOTATIONS, COLUMNS, HEAD, ROWS, make_row, write_release


def read(tmp_path, text=ANNOTATIONS):
    return read_annotations(write_release(tmp_path, annotations=text) / "phenotype.hpoa")


def test_row_is_kept_as_it_stands(tmp_path):
    row = read(tmp_path).rows[0]

    assert row.line == 6
    assert "\t".join(row[1:]) + "\n" == ROWS.splitlines(keepends=True)[0]


def test_release_is_read_from_the_head(tmp_path):
    annotations = read(tmp_path)

    assert annotations.version == "2025-01-16"
    assert str(annotations.ontology_on) == "2025-01-16"


@pytest.mark.parametrize(
    ("text", "frequency"),
    [
        ("", StatedFrequency()),
        ("3/7", StatedFrequency(numerator=3, denominator=7)),
        ("0/5", StatedFrequency(numerator=0, denominator=5)),
        ("12.5%", StatedFrequency(percentage=12.5)),
        ("HP:0040283", StatedFrequency(band="occasional")),
    ],
)
def test_frequency_is_read_in_every_way_it_is_written(text, frequency):
    assert StatedFrequency.of(text) == frequency


@pytest.mark.parametrize("text", ["4/3", "1/0", "101%", "often", "HP:0000001"])
def test_frequency_that_cannot_be_is_refused(text):
    with pytest.raises(ValueError, match="no frequency"):
        StatedFrequency.of(text)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("disease", "OMIM100"),
        ("name", ""),
        ("qualifier", "MAYBE"),
        ("term", "HP:12"),
        ("reference", ""),
        ("evidence", "seen"),
        ("onset", "early"),
        ("frequency", "4/3"),
        ("sex", "BOTH"),
        ("modifier", "HP:0012828;"),
        ("aspect", "X"),
    ],
)
def test_value_that_cannot_be_is_told_with_its_line(tmp_path, field, value):
    with pytest.raises(BrokenFileError, match="cannot be") as refused:
        read(tmp_path, HEAD + COLUMNS + make_row() + make_row(**{field: value}))

    assert refused.value.line == 7


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEAD + COLUMNS.replace("onset", "age") + ROWS, "line 5: the columns should be"),
        (HEAD, "no line with the names of the columns"),
        (HEAD.replace("#version: 2025-01-16\n", "") + COLUMNS + ROWS, "which release"),
        (HEAD + COLUMNS + ROWS.replace("\tP\t", "\t", 1), "line 6: 11 columns"),
        (HEAD + COLUMNS + "".join(ROWS.splitlines(keepends=True)[:5]), "announces 4 diseases"),
        (ANNOTATIONS[:-30], "ends within a line"),
        (HEAD.replace("rare", "no") + COLUMNS, "holds 0"),
    ],
)
def test_file_that_is_no_whole_release_is_refused(tmp_path, text, message):
    with pytest.raises(BrokenFileError, match=message):
        read(tmp_path, text)
