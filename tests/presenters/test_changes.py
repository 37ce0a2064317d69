"""Changes in words: every field of a fact, with its marks."""

import pytest

from conditions.models import Citation, TermKind, Topic
from conditions.presenters.changes import compared
from conditions.selectors.changes import comparison
from tests.factories import (
    make_condition,
    make_edition,
    make_fact,
    make_published,
    make_source,
    make_term,
)

pytestmark = pytest.mark.django_db

SIGNS = {"same": "{}", "removed": "[-{}-]", "added": "[+{}+]"}


def shown(changed):
    """Return the fields of a changed fact as {label: [line with marks]}."""
    return {
        str(field.label): [
            "".join(SIGNS[piece.kind].format(piece.text) for piece in line) for line in field.lines
        ]
        for field in changed.fields
    }


@pytest.fixture
def term():
    return make_term("Livedo")


@pytest.fixture
def pair(term):
    """Return a published symptom and its copy in a draft, alike in all."""
    source = make_source("Old study")
    fields = {
        "topic": Topic.SYMPTOM, "term": term, "sources": [source],
        "frequency_band": "frequent", "frequency_basis": "counted",
        "numerator": 17, "denominator": 24, "setting": "one series",
    }  # fmt: skip
    published = make_published(facts=[fields])
    definition, old = published.facts.get(topic=Topic.DEFINITION), published.facts.get(term=term)
    draft = make_edition(published.condition)
    make_fact(draft, key=definition.key, sources=list(definition.sources.all()))
    return old, make_fact(draft, key=old.key, **fields)


def between(pair):
    old, new = pair
    return compared(comparison(new.edition, old.edition))


def test_copy_does_not_differ(pair):
    assert between(pair) == []


def test_figure_is_marked_alone(pair):
    pair[1].numerator = 19
    pair[1].save()

    (changed,) = between(pair)

    assert (changed.kind, changed.label, changed.topic_label) == (
        "changed", "Livedo", "Symptoms and signs",
    )  # fmt: skip
    assert shown(changed) == {"how often": ["often, [-17-][+19+] / 24, counted, one series"]}


def test_sources_are_marked_one_by_one(pair):
    citation = pair[1].citations.get()
    citation.locator = "Table 2"
    citation.save()
    Citation.objects.create(fact=pair[1], source=make_source("New study"), position=2)

    (changed,) = between(pair)

    assert shown(changed) == {"sources": ["Old study[+, Table 2+]", "[+New study+]"]}


def test_body_sites_terms_and_marks_are_replaced_whole(pair):
    new = pair[1]
    new.body_sites.set([make_term("Leg", kind=TermKind.BODY_SITE)])
    new.term, new.red_flag, new.certainty = make_term("Net-like rash"), True, "probable"
    new.save()

    (changed,) = between(pair)

    assert shown(changed) == {
        "term": ["[-Livedo-][+Net-like rash+]"],
        "body sites": ["[+Leg+]"],
        "warning sign": ["[+yes+]"],
        "certainty": ["[+probable+]"],
    }


def test_facts_that_come_and_go_stand_in_the_order_of_the_page(pair):
    old, new = pair
    edition = new.edition
    new.delete()
    make_fact(edition, Topic.SYMPTOM, term=make_term("Ulcer"))
    make_fact(edition, Topic.CAUSE, plain="A cause.")

    found = compared(comparison(edition, old.edition))

    assert [(one.kind, one.label) for one in found] == [
        ("added", "Ulcer"), ("removed", "Livedo"), ("added", "A cause."),
    ]  # fmt: skip
    assert "term" not in shown(found[0])  # the heading says it
    assert shown(found[2])["plain wording"] == ["[+A cause.+]"]


def test_fact_that_only_moved_is_told(pair):
    new = pair[1]
    extra = make_fact(new.edition, Topic.CAUSE, plain="First cause.")
    other = make_fact(new.edition, Topic.CAUSE, plain="Second cause.")
    later = make_edition(make_condition())
    for fact in (other, extra):
        make_fact(later, Topic.CAUSE, key=fact.key, plain=fact.plain, sources=fact.sources.all())

    moved = [one for one in compared(comparison(later, new.edition)) if one.kind == "moved"]

    assert len(moved) == 1
    assert moved[0].fields == []


def test_first_edition_is_all_new(pair):
    found = compared(comparison(pair[1].edition, None))

    assert {one.kind for one in found} == {"added"}
