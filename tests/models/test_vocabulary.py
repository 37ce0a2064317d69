import pytest
from django.core.exceptions import ValidationError

from conditions.models import TermKind, TermRelation, Topic
from tests.factories import make_fact, make_term

pytestmark = pytest.mark.django_db


def relation(term, broader):
    return TermRelation(term=term, broader=broader)


def test_relation_that_closes_a_circle_is_refused():
    top = make_term("finding")
    middle = make_term("skin finding", broader=[top])
    below = make_term("ulcer", broader=[middle])

    with pytest.raises(ValidationError, match="this would be a circle"):
        relation(top, below).clean()


def test_relation_to_itself_is_refused():
    term = make_term()

    with pytest.raises(ValidationError, match="this would be a circle"):
        relation(term, term).clean()


def test_relation_across_kinds_is_refused():
    with pytest.raises(ValidationError, match="must be of the same kind"):
        relation(make_term(), make_term(kind=TermKind.RISK_FACTOR)).clean()


def test_two_ways_to_one_broader_term_are_no_circle():
    top = make_term()
    one, other = make_term(broader=[top]), make_term(broader=[top])
    below = make_term(broader=[one])

    relation(below, other).clean()


def test_circle_that_is_there_already_ends_the_search():
    one, other = make_term(), make_term()
    relation(one, other).save()
    relation(other, one).save()

    relation(make_term(), one).clean()


def test_relation_without_its_terms_says_nothing_yet():
    TermRelation().clean()


@pytest.mark.parametrize(
    ("kind", "address"),
    [
        ("finding", "/symptoms/ulcer/"),
        ("risk-factor", "/risk-factors/ulcer/"),
        ("body-site", "/glossary/#ulcer"),
        ("test", "/glossary/#ulcer"),
        ("treatment", "/glossary/#ulcer"),
    ],
)
def test_term_has_an_address(kind, address):
    assert make_term(kind=TermKind(kind), slug="ulcer").get_absolute_url() == address


def test_fact_with_a_term_of_the_wrong_kind_is_refused():
    fact = make_fact(topic=Topic.SYMPTOM)
    fact.term = make_term("Dialysis", kind=TermKind.RISK_FACTOR)

    with pytest.raises(ValidationError, match=r"“Dialysis” is a risk factor; .* needs a finding"):
        fact.clean()
