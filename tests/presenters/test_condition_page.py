from datetime import date

import pytest

from conditions.models import Edition, FactCheck, Topic
from conditions.presenters.condition_page import condition_page
from conditions.selectors.condition_page import condition_content
from tests.factories import make_condition, make_edition, make_fact, make_published, make_term

pytestmark = pytest.mark.django_db

TODAY = date(2026, 6, 1)


def page_of(edition, view="plain", today=TODAY):
    edition = Edition.objects.get(pk=edition.pk)
    return condition_page(condition_content(edition), view=view, today=today)


def test_first_definition_leads_and_stands_nowhere_else():
    edition = make_edition()
    lead = make_fact(edition, plain="It is a bump.")
    second = make_fact(edition, plain="It is harmless.")

    page = page_of(edition)

    assert page.lead.fact == lead
    (section,) = page.sections
    assert (section.topic, [item.fact for item in section.facts]) == ("definition", [second])


def test_page_without_a_definition_has_no_lead():
    assert page_of(make_fact(topic=Topic.CAUSE).edition).lead is None


def test_sections_follow_the_order_of_topics_without_empty_ones():
    edition = make_edition()
    for topic in (Topic.PROGNOSIS, Topic.SYMPTOM, Topic.SEEK_HELP, Topic.CAUSE):
        make_fact(edition, topic)

    assert [section.topic for section in page_of(edition).sections] == [
        "symptom",
        "cause",
        "prognosis",
    ]


def test_advice_stands_by_urgency_most_urgent_first():
    edition = make_edition()
    for urgency in ("soon", "emergency", "soon"):
        make_fact(edition, Topic.SEEK_HELP, urgency=urgency, editorial_advice=urgency == "soon")

    emergency, soon = page_of(edition).advice

    assert (emergency.level, len(emergency.facts), emergency.is_editorial) == (
        "emergency",
        1,
        False,
    )
    assert (soon.level, len(soon.facts), soon.is_editorial) == ("soon", 2, True)


def test_key_facts_stand_in_the_box_and_in_their_section():
    fact = make_fact(topic=Topic.CAUSE, key_fact=True)

    page = page_of(fact.edition)

    assert [item.fact for item in page.key_facts] == [fact]
    assert [item.fact for item in page.sections[0].facts] == [fact]


def test_sources_are_numbered_down_the_page():
    edition = make_published(facts=[{"topic": Topic.CAUSE}])
    first, second = edition.facts.order_by("pk")

    page = page_of(edition)

    assert [item.source for item in page.sources] == [first.sources.get(), second.sources.get()]
    assert page.sections[0].facts[0].source_numbers == [2]


@pytest.mark.parametrize(
    ("today", "overdue"),
    [(date(2027, 1, 2), False), (date(2027, 1, 3), True)],
)
def test_page_is_overdue_the_day_after_its_check_is_due(today, overdue):
    fact = make_fact()
    FactCheck.objects.create(
        condition=fact.edition.condition,
        fact_key=fact.key,
        outcome="confirmed",
        by_name="Ed",
        on=date(2026, 1, 2),
    )

    page = page_of(fact.edition, today=today)

    assert (page.oldest_check, page.next_due) == (date(2026, 1, 2), date(2027, 1, 2))
    assert page.overdue_since == (date(2027, 1, 2) if overdue else None)


def test_unchecked_page_is_not_overdue():
    page = page_of(make_fact().edition)

    assert (page.oldest_check, page.next_due, page.overdue_since) == (None, None, None)


@pytest.fixture
def purpura():
    return make_term("Purpura", plain_name="spots", definition="Spots that do not fade.")


def parts_of(page, topic):
    (section,) = [section for section in page.sections if section.topic == topic]
    return [[(part.text, part.term) for part in item.parts] for item in section.facts]


def test_words_are_explained_once_in_each_section(purpura):
    edition = make_edition()
    for topic in (Topic.CAUSE, Topic.CAUSE, Topic.PROGNOSIS):
        make_fact(edition, topic, plain="No purpura.")

    page = page_of(edition)

    marked, unmarked = [("No ", None), ("purpura", purpura), (".", None)], [("No purpura.", None)]
    assert parts_of(page, "cause") == [marked, unmarked]
    assert parts_of(page, "prognosis") == [marked]
    assert page.words == [purpura]


def test_word_is_not_explained_where_its_own_term_stands_or_to_clinicians(purpura):
    edition = make_edition()
    make_fact(edition, Topic.SYMPTOM, term=purpura, plain="Purpura.", clinical="Purpura.")
    make_fact(edition, Topic.CAUSE, plain="Nothing.", clinical="Purpura.")

    assert page_of(edition).words == []
    assert page_of(edition, view="clinical").words == []


def test_page_leads_to_a_comparison_with_what_has_a_page():
    edition = make_edition(make_condition("Wart", slug="wart"))
    for name in ("Gout", "Lupus", "Cyst", "Corn"):
        other = make_published(make_condition(name, slug=name.lower())).condition
        make_fact(edition, Topic.DIFFERENTIAL, other_condition=other)
    make_fact(edition, Topic.DIFFERENTIAL, other_condition=make_condition("Unwritten"))

    assert page_of(edition).comparison == "/compare/?c=wart&c=gout&c=lupus&c=cyst"


def test_page_without_look_alikes_compares_nothing():
    assert page_of(make_edition()).comparison == ""
