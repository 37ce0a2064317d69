import pytest

from conditions.selectors.catalogue import (
    NoCatalogueError,
    catalogue,
    catalogue_reader,
    records,
)
from tests.catalogue import import_tiny
from tests.exchange.hpo.files import ANNOTATIONS, ONTOLOGY

pytestmark = pytest.mark.django_db


def frequency(index, group, code):
    return index.frequency_of(index.condition_ids[group], index.term_ids[code])


def test_nothing_imported_is_told():
    with pytest.raises(NoCatalogueError):
        catalogue()


def test_records_of_one_disease_are_looked_up_as_one(tmp_path):
    import_tiny(tmp_path)
    index = catalogue().index

    # 3 of 4 and 1 of 6 are pooled; Orphanet's band has no counts and is left aside.
    assert frequency(index, "MONDO:0000100", "HP:0000010") == pytest.approx(
        1 - (1 - 6 / 14) * (1 - 0.545)  # palm crystals, frequent, lie below
    )
    assert index.conditions == ("MONDO:0000100", "OMIM:200", "ORPHA:2")


def test_only_findings_are_looked_up(tmp_path):
    import_tiny(tmp_path)
    found = catalogue()

    assert "HP:0000006" not in found.index.term_ids  # how it is inherited
    assert found.names["HP:0003577"] == "Congenital onset"
    assert found.current["HP:0000099"] == found.current["HP:0000098"] == "HP:0000011"
    assert "HP:0000097" not in found.current


def test_row_reported_absent_is_absent(tmp_path):
    import_tiny(tmp_path)
    index = catalogue().index
    cough, group = index.term_ids["HP:0000013"], index.condition_ids["MONDO:0000100"]

    assert group in index.direct.absent_in[cough]


def test_annotation_names_its_row(tmp_path):
    import_tiny(tmp_path)
    found = catalogue()
    index = found.index
    keys = [one.fact_key for entry in index.direct.annotations for one in entry]

    rows = records(found, ["MONDO:0000100"], keys)

    assert len(rows.rows) == len(keys) == 7
    assert {one.code for one in rows.diseases["MONDO:0000100"]} == {"OMIM:100", "ORPHA:1"}


def test_kept_until_another_release_serves(tmp_path, django_assert_num_queries):
    import_tiny(tmp_path / "old")
    old = catalogue()
    with django_assert_num_queries(1):
        assert catalogue() is old

    import_tiny(
        tmp_path / "new",
        ontology=ONTOLOGY.replace("2025-01-16", "2025-03-03"),
        annotations=ANNOTATIONS.replace("2025-01-16", "2025-03-03"),
    )

    with django_assert_num_queries(4):
        assert catalogue().release.version == "2025-03-03"


def test_names_and_synonyms_are_found(tmp_path, django_assert_num_queries):
    import_tiny(tmp_path)
    found = catalogue()

    assert catalogue_reader(found).index.search("stripy skin")[0].slug == "HP:0000010"
    assert catalogue_reader(found).index.search("congenital onset") == []
    with django_assert_num_queries(0):
        catalogue_reader(found)
