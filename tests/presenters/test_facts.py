import pytest

from conditions.models import TermKind, Topic
from conditions.presenters.citations import Numbering
from conditions.presenters.facts import CLINICAL, PLAIN, anchor, capitalised, fact_words
from tests.factories import make_condition, make_fact, make_source, make_term

pytestmark = pytest.mark.django_db


def words(fact, view=PLAIN, **options):
    return fact_words(fact, view=view, numbering=Numbering(), **options)


def test_fact_is_worded_for_its_view():
    term = make_term("Ulcus", plain_name="open sore on an MRI")
    sites = [
        make_term(n, plain_name=p, kind=TermKind.BODY_SITE)
        for n, p in (("Crus", "Shin"), ("Pes", "Foot"))
    ]
    fact = make_fact(topic=Topic.SYMPTOM, term=term, body_sites=sites, plain="Sore.",
                     clinical="Ulcer.")  # fmt: skip

    plain, clinical = words(fact), words(fact, CLINICAL)

    assert (plain.title, plain.wording) == ("Open sore on an MRI", "Sore.")
    assert (clinical.title, clinical.wording) == ("Ulcus", "Ulcer.")
    assert (plain.sites, clinical.sites) == ("foot, shin", "crus, pes")
    assert plain.title_url == term.get_absolute_url()


def test_other_condition_is_linked_when_it_is_published():
    gout = make_condition("Gout")
    fact = make_fact(topic=Topic.DIFFERENTIAL, other_condition=gout)

    assert (words(fact).title, words(fact).title_url) == ("Gout", "")
    linked = words(fact, linked_conditions=frozenset([gout.pk]))
    assert linked.title_url == gout.get_absolute_url()


def test_fact_without_a_subject_has_no_title():
    assert words(make_fact()).title == ""


@pytest.mark.parametrize(
    ("fields", "plain", "clinical"),
    [
        ({}, [], []),
        ({"certainty": "established"}, [], []),
        ({"certainty": "probable"}, ["probable, not certain"], ["probable, not certain"]),
        ({"certainty": "hypothesis"}, ["not proven"], ["not proven"]),
        ({"certainty": "disputed"}, ["sources disagree"], ["sources disagree"]),
        ({"red_flag": True}, ["warning sign"], ["warning sign"]),
        ({"editorial_advice": True}, ["editorial advice"], ["editorial advice"]),
        ({"evidence": "cohort"}, [], ["best evidence: cohort or case-control study"]),
        (
            {"topic": Topic.TREATMENT, "evidence": "rct"},
            ["best evidence: randomised trial"],
            ["best evidence: randomised trial"],
        ),
        (
            {"topic": Topic.RISK_FACTOR, "modifiable": True},
            ["can be changed or treated"],
            ["can be changed or treated"],
        ),
        (
            {"red_flag": True, "certainty": "disputed", "editorial_advice": True},
            ["warning sign", "sources disagree", "editorial advice"],
            ["warning sign", "sources disagree", "editorial advice"],
        ),
    ],
)
def test_notes_qualify_a_fact(fields, plain, clinical):
    fact = make_fact(**fields)

    assert words(fact).notes == plain
    assert words(fact, CLINICAL).notes == clinical


def test_sources_are_given_by_their_numbers_in_rising_order():
    one, other, numbering = make_source(), make_source(), Numbering()
    numbering.number(other)
    fact = make_fact(sources=[one, other])

    assert fact_words(fact, view=PLAIN, numbering=numbering).source_numbers == [1, 2]


def test_anchor_stays_the_same_through_editions():
    fact = make_fact()

    assert anchor(fact) == anchor(make_fact(key=fact.key)) == f"fact-{fact.key.hex[:10]}"


@pytest.mark.parametrize(
    ("text", "result"), [("", ""), ("mRNA", "MRNA"), ("open Sore", "Open Sore")]
)
def test_capitalised_touches_the_first_letter_only(text, result):
    assert capitalised(text) == result


@pytest.mark.parametrize(
    ("statuses", "noted"),
    [
        ([], False),
        (["current"], False),
        (["retracted"], True),
        (["superseded"], True),
        (["retracted", "superseded"], True),
        (["retracted", "current"], False),
    ],
)
def test_note_says_when_no_source_still_stands(statuses, noted):
    fact = make_fact(sources=[make_source(status=status) for status in statuses])

    notes = words(fact).notes

    assert ("rests only on a source that was retracted or replaced" in notes) == noted
