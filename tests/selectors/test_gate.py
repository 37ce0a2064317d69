import pytest

from conditions.models import TermKind, Topic
from conditions.selectors.gate import stops
from tests.factories import make_edition, make_fact, make_source, make_term

pytestmark = pytest.mark.django_db


def test_complete_edition_meets_no_stop():
    edition = make_edition()
    make_fact(edition)
    make_fact(edition, Topic.SYMPTOM)

    assert stops(edition) == []


@pytest.mark.parametrize(
    ("fact", "message"),
    [
        ({"plain": " "}, "The plain wording is missing."),
        ({"clinical": ""}, "The clinical wording is missing."),
        ({"sources": []}, "There is no publishable source."),
    ],
)
def test_fact_is_stopped(fact, message):
    row = make_fact(**fact)

    (stop,) = stops(row.edition)

    assert (stop.fact, stop.message) == (row, message)


@pytest.mark.parametrize("source", [{"doi": ""}, {"status": "retracted"}])
def test_source_that_is_not_publishable_is_none(source):
    fact = make_fact(sources=[make_source(**source)])

    assert [stop.message for stop in stops(fact.edition)] == ["There is no publishable source."]


def test_term_of_the_wrong_kind_is_stopped():
    edition = make_edition()
    make_fact(edition)
    make_fact(edition, Topic.SYMPTOM, term=make_term(kind=TermKind.TEST))

    assert [stop.message for stop in stops(edition)] == ["The term is of the wrong kind."]


def test_empty_edition_is_stopped_as_a_whole():
    found = stops(make_edition(change_note="  "))

    assert [(stop.fact, stop.message) for stop in found] == [
        (None, "The change note is empty: say what changes and why."),
        (None, "There is no fact that says what the condition is."),
    ]
