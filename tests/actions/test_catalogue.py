import pytest

from conditions.actions import catalogue as actions
from conditions.models import (
    CatalogueAnnotation,
    CatalogueDisease,
    CatalogueTerm,
    Release,
    ReleaseState,
)
from tests.catalogue import import_tiny
from tests.exchange.hpo.files import ANNOTATIONS, ONTOLOGY, make_row

pytestmark = pytest.mark.django_db

NEWER = {
    "ontology": ONTOLOGY.replace("2025-01-16", "2025-03-03"),
    "annotations": ANNOTATIONS.replace("2025-01-16", "2025-03-03"),
}


def serving():
    return Release.objects.get(state=ReleaseState.SERVING)


def test_rows_keep_all_columns_and_stay_unpooled(tmp_path):
    import_tiny(tmp_path)

    first, second = CatalogueAnnotation.objects.filter(
        disease__code="OMIM:100", term__code="HP:0000010"
    )
    assert (first.line, first.reference, first.frequency) == (6, "PMID:7", "3/4")
    assert (first.onset, first.sex, first.evidence) == ("HP:0003577", "FEMALE", "PCS")
    assert first.biocuration == "HPO:someone[2024-01-02]"
    assert (second.line, second.reference, second.frequency) == (7, "PMID:8", "1/6")
    assert CatalogueAnnotation.objects.get(qualifier="NOT").term.code == "HP:0000013"


def test_obsolete_code_leads_to_its_heir_and_stays_readable(tmp_path):
    import_tiny(tmp_path)

    row = CatalogueAnnotation.objects.get(stated_code="HP:0000098")

    assert row.term.code == "HP:0000011"


def test_rows_that_a_program_parsed_come_only_when_asked_for(tmp_path):
    import_tiny(tmp_path)
    assert not CatalogueAnnotation.objects.filter(evidence="IEA").exists()

    assert import_tiny(tmp_path, with_parsed=True)

    assert serving().with_parsed_rows
    assert serving().annotations.filter(evidence="IEA").count() == 1


def test_records_of_one_disease_share_a_group_and_keep_their_rows(tmp_path):
    import_tiny(tmp_path)

    groups = dict(CatalogueDisease.objects.values_list("code", "group"))

    assert groups == {
        "OMIM:100": "MONDO:0000100",
        "ORPHA:1": "MONDO:0000100",
        "OMIM:200": "OMIM:200",
        "ORPHA:2": "ORPHA:2",
    }
    assert CatalogueAnnotation.objects.get(disease__code="ORPHA:1").reference == "ORPHA:1"


def test_without_equivalents_every_record_stands_alone(tmp_path):
    import_tiny(tmp_path, equivalents=None)

    assert all(disease.group == disease.code for disease in CatalogueDisease.objects.all())


def test_disease_is_named_as_most_of_its_rows_do(tmp_path):
    more = make_row(name="Zebra illness", term="HP:0000011")

    import_tiny(tmp_path, annotations=ANNOTATIONS + more)

    disease = CatalogueDisease.objects.get(code="OMIM:100")
    assert disease.names == ["Zebra disease", "Zebra illness"]


def test_the_same_files_twice_change_nothing(tmp_path):
    assert import_tiny(tmp_path)
    before = list(CatalogueAnnotation.objects.values_list("pk", flat=True))

    assert not import_tiny(tmp_path)

    assert list(CatalogueAnnotation.objects.values_list("pk", flat=True)) == before


def test_newer_release_takes_the_place_and_the_old_stays_until_the_next(tmp_path):
    import_tiny(tmp_path / "old")

    import_tiny(tmp_path / "new", **NEWER)

    assert serving().version == "2025-03-03"
    states = dict(Release.objects.values_list("version", "state"))
    assert states == {"2025-01-16": ReleaseState.REPLACED, "2025-03-03": ReleaseState.SERVING}

    import_tiny(tmp_path / "new", with_parsed=True, **NEWER)

    assert not Release.objects.filter(version="2025-01-16").exists()


def test_replaced_release_can_be_put_back(tmp_path):
    import_tiny(tmp_path / "old")
    rows = serving().annotations.count()
    import_tiny(tmp_path / "new", **NEWER)

    assert import_tiny(tmp_path / "old")

    assert serving().version == "2025-01-16"
    assert serving().annotations.count() == rows


def test_stopped_import_leaves_the_old_serving_and_goes_on_where_it_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr(actions, "CHUNK", 3)
    import_tiny(tmp_path / "old")

    def stop(done, total):
        if done > 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_tiny(tmp_path / "new", progress=stop, **NEWER)
    assert serving().version == "2025-01-16"
    first = Release.objects.get(state=ReleaseState.LOADING).annotations.first().pk

    told = []
    import_tiny(tmp_path / "new", progress=lambda done, total: told.append((done, total)), **NEWER)

    assert told[0] == (6, 8)
    assert told[-1] == (8, 8)
    assert serving().version == "2025-03-03"
    assert serving().annotations.first().pk == first
    assert serving().annotations.count() == 8


def test_import_that_was_given_up_is_removed_by_the_next(tmp_path):
    def stop(done, total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_tiny(tmp_path / "old", progress=stop)

    import_tiny(tmp_path / "new", **NEWER)

    assert Release.objects.get().version == "2025-03-03"
    assert CatalogueTerm.objects.exclude(release=serving()).count() == 0


def test_version_names_both_files_where_they_differ(tmp_path):
    import_tiny(tmp_path, ontology=ONTOLOGY.replace("2025-01-16", "2025-01-18"))

    assert serving().version == "2025-01-16 (ontology 2025-01-18)"
    assert "Human Phenotype Ontology Consortium" in serving().licence
