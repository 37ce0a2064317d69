import pytest

from conditions.models import TermKind, Topic
from conditions.selectors.lookup import knowledge
from tests.factories import make_published, make_term

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
