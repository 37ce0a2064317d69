import pytest

from conditions.exchange.hpo import (
    PHENOTYPES,
    BrokenFileError,
    Synonym,
    read_ontology,
    with_narrower,
)
from tests.exchange.hpo.files import ONTOLOGY, write_release


def read(tmp_path, text=ONTOLOGY):
    return read_ontology(write_release(tmp_path, ontology=text) / "hp.obo")


def test_term_keeps_what_the_file_says_of_it(tmp_path):
    term = read(tmp_path).terms["HP:0000010"]

    assert term.name == "Zebra skin"
    assert term.definition == 'Skin that looks like a "zebra".'
    assert term.synonyms == (
        Synonym("Stripy skin", "EXACT", "layperson"),
        Synonym("Odd skin", "BROAD"),
    )
    assert term.broader == (PHENOTYPES,)


def test_every_code_ever_used_leads_to_the_term_that_stands_for_it(tmp_path):
    current = read(tmp_path).current

    assert current["HP:0000011"] == "HP:0000011"
    assert current["HP:0000099"] == "HP:0000011"  # merged
    assert current["HP:0000098"] == "HP:0000011"  # obsolete, replaced
    assert "HP:0000097" not in current  # obsolete, nothing in its place


def test_replacements_that_go_in_a_circle_lead_nowhere(tmp_path):
    circle = ONTOLOGY.replace(
        "name: obsolete Something\nis_obsolete: true",
        "name: obsolete Something\nis_obsolete: true\nreplaced_by: HP:0000097",
    )

    assert "HP:0000097" not in read(tmp_path, circle).current


def test_obsolete_term_may_have_lost_its_name(tmp_path):
    nameless = ONTOLOGY.replace("name: obsolete Something\n", "")

    assert read(tmp_path, nameless).terms["HP:0000097"].is_obsolete


def test_what_a_patient_can_show_lies_below_one_term(tmp_path):
    below = with_narrower(PHENOTYPES, read(tmp_path).terms)

    assert "HP:0000011" in below
    assert "HP:0000006" not in below


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("data-version: hp/releases/2025-01-16\n", "", 1, "data-version"),
        ("releases/2025-01-16", "releases/newest", 2, "no date"),
        ("name: Zebra fever\n", "", 28, "exactly one “name”"),
        ("is_a: HP:0000010 ! Zebra skin", "is_a: HP:0000010x", 26, "HP:0001234"),
        ("is_a: HP:0000010 ! Zebra skin", "is_a: HP:0000055", 22, "not a term of this file"),
        ("id: HP:0000012", "id: HP:0000011", 28, "a second time"),
        ("name: Zebra fever", "Zebra fever", 30, "tag: value"),
        ('"Odd skin" BROAD', '"Odd skin" WIDE', 19, "EXACT, BROAD"),
        ('"Odd skin" BROAD', "Odd skin BROAD", 19, "quotation marks"),
        ("[Typedef]", "[Typed", 59, "stanza"),
        ("HP:0000118", "HP:0000119", 0, "this is not hp.obo"),
    ],
)
def test_broken_line_is_named(tmp_path, old, new, line, message):
    assert old in ONTOLOGY
    with pytest.raises(BrokenFileError, match=message) as refused:
        read(tmp_path, ONTOLOGY.replace(old, new))

    assert refused.value.line == line


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"", "empty"), (b"format-version: \xff\n", "UTF-8"), (ONTOLOGY[:-4].encode(), "complete")],
)
def test_file_that_is_no_whole_text_is_refused(tmp_path, content, message):
    (tmp_path / "hp.obo").write_bytes(content)

    with pytest.raises(BrokenFileError, match=message):
        read_ontology(tmp_path / "hp.obo")


def test_missing_file_is_told(tmp_path):
    with pytest.raises(BrokenFileError, match=r"hp\.obo: the file cannot be read"):
        read_ontology(tmp_path / "hp.obo")
