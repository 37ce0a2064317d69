import pytest

from conditions.models import Topic
from conditions.selectors.catalogue import catalogue, records
from conditions.selectors.catalogue_links import OwnPage, own_pages, own_terms, translated
from conditions.selectors.lookup import knowledge
from tests.catalogue import import_tiny
from tests.factories import make_condition, make_published

pytestmark = pytest.mark.django_db

CODES = {"striped": ("HP:0000010",), "crystals": ("HP:0000099",), "former": ("HP:0000097",)}


@pytest.fixture
def tiny(tmp_path):
    import_tiny(tmp_path)
    return catalogue()


def test_answers_in_our_words_become_codes_in_force(tiny):
    given = {"striped": "present", "crystals": "absent", "HP:0000012": "unsure"}

    found = translated(given, tiny, CODES)

    assert found.query.present == {"HP:0000010"}
    assert found.query.absent == {"HP:0000011"}
    assert found.query.unsure == {"HP:0000012"}


def test_what_has_no_code_is_named(tiny):
    found = translated({"dialysis": "present", "former": "present"}, tiny, CODES)

    assert found.unused == ["dialysis", "former"]
    assert found.query.present == frozenset()


def test_answers_that_contradict_each_other_are_left_out(tiny):
    given = {"crystals": "present", "HP:0000098": "absent", "striped": "present"}

    found = translated(given, tiny, CODES)

    assert found.contradicted
    assert found.query.present == {"HP:0000010"}
    assert found.query.absent == frozenset()


def test_finding_brings_our_terms_for_it_and_for_broader_ones(tiny):
    assert own_terms(["HP:0000011"], tiny, CODES) == {"striped", "crystals"}
    assert own_terms(["HP:0000010"], tiny, CODES) == {"striped"}


@pytest.mark.parametrize(
    ("system", "code"), [("OMIM", "100"), ("ORPHA", "1"), ("MONDO", "MONDO:0000100")]
)
def test_our_condition_is_linked_by_each_code_of_its_group(tiny, system, code):
    condition = make_condition("Zebra", slug="zebra")
    condition.codes.create(system=system, code=code, checked=True)
    make_published(condition, facts=[{"topic": Topic.SYMPTOM}])
    diseases = records(tiny, ["MONDO:0000100"], []).diseases

    pages = own_pages(diseases, knowledge())

    assert pages == {"MONDO:0000100": [OwnPage("zebra", "Zebra")]}


@pytest.mark.parametrize(
    ("system", "code", "checked", "published"),
    [
        ("OMIM", "100", False, True),
        ("ICD-10", "100", True, True),
        ("OMIM", "1", True, True),
        ("OMIM", "100", True, False),
    ],
)
def test_unchecked_code_other_system_and_unpublished_page_link_nothing(
    tiny, system, code, checked, published
):
    condition = make_condition("Zebra", slug="zebra")
    condition.codes.create(system=system, code=code, checked=checked)
    if published:
        make_published(condition, facts=[{"topic": Topic.SYMPTOM}])
    diseases = records(tiny, ["MONDO:0000100"], []).diseases

    assert own_pages(diseases, knowledge()) == {}
