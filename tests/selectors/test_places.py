import pytest

from conditions.models import TermKind, Topic
from conditions.selectors.lookup import knowledge
from conditions.selectors.places import described_places, facts_seen_at, site_closure
from conditions.selectors.vocabulary import vocabulary
from tests.factories import make_fact, make_published, make_term

pytestmark = pytest.mark.django_db


def site(slug, *broader):
    return make_term(slug, slug=slug, plain_name=slug, kind=TermKind.BODY_SITE, broader=broader)


def publish(*facts):
    make_published(
        facts=[
            {"topic": Topic.SYMPTOM, "term": term, "body_sites": sites} | more
            for term, sites, more in facts
        ]
    )


def test_findings_of_a_part_are_seen_at_the_whole_too_most_conditions_first():
    leg = site("leg")
    thigh = site("thigh", leg)
    sore, lump = make_term(slug="sore"), make_term(slug="lump")
    publish((sore, [thigh], {}), (lump, [leg], {}))
    publish((lump, [thigh], {}))

    found = knowledge().places

    assert list(found) == ["leg", "thigh"]
    assert found["leg"].findings == ("lump", "sore")
    assert found["thigh"].findings == ("lump", "sore")


def test_place_without_findings_is_not_offered():
    arm, leg = site("arm"), site("leg")
    absent, risk = make_term(slug="absent"), make_term(kind=TermKind.RISK_FACTOR)
    publish((absent, [arm], {"reported_absent": True}))
    make_published(facts=[{"topic": Topic.RISK_FACTOR, "term": risk, "body_sites": [leg]}])

    assert knowledge().places == {}


# Facts of a place


def seen_at(slug):
    return [fact.term.slug for fact in facts_seen_at(slug, vocabulary())]


def test_fact_is_claimed_for_its_place_and_for_the_whole_but_for_no_other_part():
    leg = site("leg", site("whole-body"))
    thigh, shin = site("thigh", leg), site("shin", leg)
    publish((make_term(slug="sore"), [thigh, shin], {}), (make_term(slug="lump"), [leg], {}))

    assert seen_at("leg") == ["sore", "lump"]
    assert seen_at("thigh") == ["sore"]
    assert seen_at("whole-body") == []


def test_whole_body_has_what_is_said_of_it_as_a_whole():
    body = site("whole-body")
    publish(
        (make_term(slug="fever"), [body], {}), (make_term(slug="sore"), [site("leg", body)], {})
    )

    assert seen_at("whole-body") == ["fever"]


def test_draft_absent_finding_and_complication_are_not_seen_there():
    leg, sore = site("leg"), make_term(slug="sore")
    make_fact(topic=Topic.SYMPTOM, term=sore, body_sites=[leg])
    publish((sore, [leg], {"reported_absent": True}))
    make_published(facts=[{"topic": Topic.COMPLICATION, "term": sore, "body_sites": [leg]}])

    assert seen_at("leg") == []
    assert described_places(vocabulary()) == {}


def test_place_counts_each_condition_once():
    body = site("whole-body")
    leg = site("leg", body)
    thigh = site("thigh", leg)
    publish((make_term(), [thigh, leg], {}), (make_term(), [thigh], {}))
    publish((make_term(), [leg], {}))

    counts = {slug: len(found) for slug, found in described_places(vocabulary()).items()}

    assert counts == {"whole-body": 2, "leg": 2, "thigh": 1}


def test_hierarchy_of_sites_leaves_other_terms_out():
    site("thigh", site("leg"))
    make_term(slug="sore", broader=[make_term(slug="change")])

    assert site_closure().above == {"leg": (), "thigh": ("leg",)}
