import pytest

from conditions.models import TermKind, Topic
from conditions.selectors.vocabulary import described_terms, facts_about, vocabulary
from tests.factories import make_fact, make_published, make_term

pytestmark = pytest.mark.django_db


@pytest.fixture
def terms():
    top = make_term(slug="change")
    middle = make_term(slug="sore", broader=[top])
    make_term(slug="leg-sore", broader=[middle])
    make_term(slug="itch")


def test_narrower_ids_hold_the_terms_and_all_below(terms):
    known = vocabulary()

    def below(*slugs):
        return {known.by_id[pk].slug for pk in known.narrower_ids(slugs)}

    assert below("sore") == {"sore", "leg-sore"}
    assert below("change", "itch") == {"change", "sore", "leg-sore", "itch"}
    assert below("nowhere") == set()
    assert known.directly_below("change") == ["sore"]


def test_described_terms_count_conditions_up_the_tree(terms):
    known = vocabulary()
    leg = known.by_slug["leg-sore"]
    one = make_published(facts=[{"topic": Topic.SYMPTOM, "term": leg}]).condition
    other = make_published(
        facts=[{"topic": Topic.SYMPTOM, "term": known.by_slug["sore"]}] * 2
    ).condition
    make_published(
        facts=[{"topic": Topic.SYMPTOM, "term": known.by_slug["itch"], "reported_absent": True}]
    )

    assert described_terms(TermKind.FINDING, known) == {
        "leg-sore": {one.pk},
        "sore": {one.pk, other.pk},
        "change": {one.pk, other.pk},
    }


def test_facts_about_a_term_are_published_ones(terms):
    sore = vocabulary().by_slug["sore"]
    edition = make_published(facts=[{"topic": Topic.SYMPTOM, "term": sore}])
    make_fact(topic=Topic.SYMPTOM, term=sore)

    (fact,) = facts_about([sore.pk])

    assert fact.edition == edition
