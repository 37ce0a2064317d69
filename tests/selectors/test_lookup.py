"""What the lookup knows, and when it finds out that something changed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from conditions.lookup import Query, rank
from conditions.models import TermKind, TermRelation, Topic
from conditions.selectors.lookup import knowledge
from tests.factories import (
    make_condition,
    make_edition,
    make_fact,
    make_published,
    make_source,
    make_term,
    make_urgency_rule,
)

pytestmark = pytest.mark.django_db

TOMORROW = timezone.now() + timedelta(days=1)


def change_term(edition):
    term = edition.facts.get(topic=Topic.SYMPTOM).term
    term.plain_name = "other words"
    term.save()


def change_source(edition):
    source = edition.facts.first().sources.get()
    source.status = "retracted"
    source.save()


def withdraw(edition):
    edition.status, edition.withdrawn_at = "withdrawn", timezone.now()
    edition.withdrawal_reason = "Wrong."
    edition.save()


def rename_condition(edition):
    edition.condition.name = "Renamed"
    edition.condition.save()


def move_condition(edition):
    edition.condition.slug = "moved"
    edition.condition.save()


def put_below(edition):
    edition.condition.broader = make_condition(slug="above")
    edition.condition.save()


def check_code(edition):
    edition.condition.codes.create(system="OMIM", code="100", checked=True)


CHANGES = {
    "a term is added": lambda edition: make_term(),
    "a term changes": change_term,
    "a source changes": change_source,
    "a rule is added": lambda edition: make_urgency_rule(),
    "an edition is published": lambda edition: make_published(),
    "the next edition is published": lambda edition: make_published(edition.condition),
    "an edition is withdrawn": withdraw,
    "a condition is renamed": rename_condition,
    "a condition moves": move_condition,
    "a condition gets a broader one": put_below,
    "a condition gets a checked code": check_code,
}


@pytest.fixture
def edition():
    return make_published(facts=[{"topic": Topic.SYMPTOM}])


@pytest.mark.parametrize("change", CHANGES)
def test_knowledge_is_built_anew_when(change, edition):
    before = knowledge()

    CHANGES[change](edition)

    after = knowledge()
    assert after is not before
    assert after.version != before.version


def test_knowledge_is_kept_while_readers_see_the_same(edition):
    term, source = make_term(), make_source()
    later = make_published(facts=[{"topic": Topic.CAUSE, "sources": [source]}], at=TOMORROW)
    before = knowledge()

    make_condition()
    make_fact(make_edition(edition.condition), Topic.SYMPTOM, term=term, sources=[source])
    withdraw(later)

    assert knowledge() is before


def test_condition_is_known_with_its_broader_one(edition):
    put_below(edition)

    assert knowledge().broader == {edition.condition.slug: "above"}


def test_publish_time_that_comes_is_noticed(edition):
    term = make_term(slug="itch")
    make_published(
        make_condition(slug="gout"), at=TOMORROW, facts=[{"topic": Topic.SYMPTOM, "term": term}]
    )

    assert "gout" not in knowledge().conditions
    assert "gout" in knowledge(at=TOMORROW).conditions


def test_rule_that_is_switched_off_is_gone(edition):
    rule = make_urgency_rule(any_of=[make_term()])
    assert rule.slug in knowledge().rule_texts

    rule.active = False
    rule.save()

    assert rule.slug not in knowledge().rule_texts


def test_rule_without_terms_never_fires(edition):
    make_urgency_rule()

    assert knowledge().rules == ()


def test_rule_comes_with_its_terms_and_sources(edition):
    one, other, source = make_term(slug="a"), make_term(slug="b"), make_source("On a", slug="s")
    make_urgency_rule(slug="r", all_of=[one], any_of=[other], sources=[source], plain="Go.")

    known = knowledge()

    (rule,) = known.rules
    assert (rule.slug, tuple(rule.all_of), tuple(rule.any_of)) == ("r", ("a",), ("b",))
    assert known.rule_texts["r"].sources == (("s", "On a"),)
    assert not known.rule_texts["r"].is_reviewed


def test_knowledge_holds_findings_and_risk_factors_only():
    finding = make_term()
    risk = make_term(kind=TermKind.RISK_FACTOR)
    make_term(kind=TermKind.TEST)
    make_term(kind=TermKind.BODY_SITE)

    assert set(knowledge().terms) == {finding.slug, risk.slug}


def test_relation_to_a_term_outside_is_left_out():
    finding, test = make_term(slug="ulcer"), make_term(kind=TermKind.TEST)
    TermRelation.objects.create(term=finding, broader=test)

    assert "ulcer" in knowledge().terms


def test_only_published_symptoms_and_risk_factors_are_evidence():
    condition = make_condition(slug="wart")
    fact = {"topic": Topic.SYMPTOM, "term": make_term(slug="lump")}
    complication = {"topic": Topic.COMPLICATION, "term": make_term(slug="sepsis")}
    make_published(condition, facts=[fact, complication])
    make_fact(topic=Topic.SYMPTOM, term=make_term(slug="itch"))

    known = knowledge()

    assert {fact.term.slug for fact in known.facts.values()} == {"lump"}
    assert known.conditions == {"wart": condition.name}
    ranking = rank(known.index, Query(present=["lump"]))
    assert [result.condition for result in ranking.results] == ["wart"]
