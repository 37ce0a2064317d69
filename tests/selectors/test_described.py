"""What the filters know of published conditions."""

import pytest
from django.test import override_settings

from conditions.models import TermKind, Topic
from conditions.selectors.described import described
from tests.factories import make_fact, make_published, make_term

pytestmark = pytest.mark.django_db


def test_condition_has_a_term_by_a_present_fact_of_it_or_of_one_below():
    skin = make_term("Skin", slug="skin")
    sore = make_term("Sore", slug="sore", broader=[skin])
    foot = make_term("Foot", slug="foot", kind=TermKind.BODY_SITE)
    smoking = make_term("Smoking", slug="smoking", kind=TermKind.RISK_FACTOR)
    having = make_published(
        facts=[
            {"topic": Topic.SYMPTOM, "term": sore},
            {"topic": Topic.RISK_FACTOR, "term": smoking, "reported_absent": True},
            {"topic": Topic.COMPLICATION, "body_sites": [foot]},
        ]
    )
    make_published(
        facts=[
            {"topic": Topic.SYMPTOM, "term": sore, "reported_absent": True, "body_sites": [foot]},
            {"topic": Topic.COMPLICATION, "term": skin},  # no feature of the condition
        ]
    )
    make_fact(topic=Topic.SYMPTOM, term=sore)  # of a draft

    known = described()

    one = frozenset({having.condition_id})
    assert known["finding"].having == {"skin": one, "sore": one}
    assert known["risk-factor"].having == {}
    assert known["body-site"].having == {"foot": one}
    assert known["risk-factor"].labels == {"smoking": "plain Smoking"}


def test_what_was_built_is_kept_while_nothing_changes(django_assert_num_queries):
    make_published()
    described()

    with django_assert_num_queries(2):
        described()
    with override_settings(LOOKUP_RECHECK_SECONDS=60), django_assert_num_queries(0):
        described()
