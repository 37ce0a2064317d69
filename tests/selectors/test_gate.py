import pytest

from conditions.exchange import gate
from conditions.models import TermKind, Topic
from conditions.selectors.documents import published_pack
from conditions.selectors.gate import gate_of, stops, surroundings
from tests.factories import (
    make_comment,
    make_condition,
    make_edition,
    make_fact,
    make_published,
    make_source,
    make_term,
    make_urgency_rule,
)

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


def test_open_comment_stops_until_it_is_resolved():
    fact = make_fact()
    make_comment(fact.edition, fact_key=fact.key, text="Which study?")
    make_comment(
        fact.edition, resolved_at="2026-01-01 00:00Z", resolved_by_name="Ed", resolution="x"
    )

    (stop,) = stops(fact.edition)

    assert (stop.fact, stop.code) == (fact, "open-comment")
    assert "Which study?" in stop.message


def test_warning_sign_needs_an_active_rule():
    edition, term = make_edition(), make_term()
    make_fact(edition)
    sign = make_fact(edition, Topic.SYMPTOM, term=term, red_flag=True)
    rule = make_urgency_rule(any_of=[term], active=False)

    assert [(stop.fact, stop.code) for stop in stops(edition)] == [(sign, "urgent-without-rule")]

    rule.active = True
    rule.save()
    assert stops(edition) == []


LONG = "It " + "is so " * 20 + "now."


def test_warning_is_answered_for_exactly_these_words():
    fact = make_fact(clinical=LONG)
    (warned,) = gate_of(fact.edition).unanswered
    override = fact.edition.overrides.create(
        code="long-sentence", fact_key=fact.key, detail=LONG, reason="A quotation.", by_name="Ed"
    )

    gate = gate_of(fact.edition)
    assert gate.unanswered == []
    assert [(w.id, w.override) for w in gate.answered] == [(warned.id, override)]

    fact.clinical = LONG.replace("now", "then")
    fact.save()
    assert [w.fact for w in gate_of(fact.edition).unanswered] == [fact]


def test_later_edition_inherits_the_reason_and_another_condition_does_not():
    published = make_published(facts=[{"topic": Topic.CAUSE, "clinical": LONG}])
    cause = published.facts.get(topic=Topic.CAUSE)
    published.overrides.create(
        code="long-sentence", fact_key=cause.key, detail=LONG, reason="A quotation.", by_name="Ed"
    )
    later = make_edition(published.condition)
    make_fact(later, Topic.CAUSE, key=cause.key, clinical=LONG)
    other = make_fact(clinical=LONG, key=cause.key)

    assert gate_of(later).unanswered == []
    assert len(gate_of(other.edition).unanswered) == 1


def test_surroundings_are_those_of_the_published_documents():
    above = make_term(names=["Bump"])
    make_term(plain_name="bump", broader=[above])
    make_condition("Corn").names.create(text="Clavus", match="broader")
    make_published(make_condition("Wart", plain_name="bump"))
    make_source(doi="")
    make_urgency_rule(any_of=[above])

    around, of_pack = surroundings(), gate.surroundings_of(published_pack())

    for name in gate.Surroundings.__dataclass_fields__:
        ours, theirs = getattr(around, name), getattr(of_pack, name)
        if name == "broader":
            theirs = {slug: list(broader) for slug, broader in theirs.items() if broader}
        assert ours == theirs, name
