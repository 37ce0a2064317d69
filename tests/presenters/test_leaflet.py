"""What stands on a leaflet, before it is set."""

from datetime import timedelta

import pytest
from django.utils import timezone

from conditions.models import Topic
from conditions.presenters.leaflet import leaflet
from tests.factories import make_check, make_condition, make_published, make_source, make_term

pytestmark = pytest.mark.django_db


def texts(part):
    return [statement.text for statement in part.statements]


def test_plain_leaflet_says_what_to_know_to_look_for_and_to_do():
    topics = (Topic.MECHANISM, Topic.PREVENTION, Topic.SYMPTOM, Topic.DEFINITION, Topic.CAUSE)
    edition = make_published(facts=[{"topic": topic} for topic in topics])

    shown = leaflet(edition, view="plain")

    assert [part.title for part in shown.parts] == [
        "What it is", "Symptoms and signs", "Lowering the risk",
    ]  # fmt: skip
    assert shown.left_out == "The whole page also has: Causes, What happens in the body."


def test_clinical_leaflet_says_everything():
    edition = make_published(facts=[{"topic": topic} for topic in Topic])

    shown = leaflet(edition, view="clinical")

    assert len(shown.parts) == len(Topic) - 1  # advice stands above
    assert shown.left_out == ""
    assert shown.lead.text == "Abnormal deposition of calcium salts."


def test_key_fact_of_a_topic_that_is_left_out_stands_among_the_key_facts():
    fact = {
        "topic": Topic.EPIDEMIOLOGY, "plain": "It is rare: 4 in 10,000.", "key_fact": True,
        "certainty": "disputed",
    }  # fmt: skip
    edition = make_published(facts=[fact])

    shown = leaflet(edition, view="plain")

    assert texts(shown.key_facts) == ["It is rare: 4 in 10,000."]
    assert shown.key_facts.statements[0].title == "How common it is"
    assert shown.key_facts.statements[0].details == "sources disagree"
    assert shown.parts == []
    assert shown.left_out == ""


def test_sources_are_numbered_as_the_leaflet_cites_them():
    hidden, shown = make_source("On causes"), make_source("On pain", pmid="123")
    edition = make_published(
        facts=[
            {"topic": Topic.CAUSE, "sources": [hidden]},
            {"topic": Topic.TREATMENT, "sources": [shown]},
        ]
    )

    page = leaflet(edition, view="plain")

    (treatment,) = page.parts[0].statements
    cited = page.references[treatment.numbers[0] - 1]
    assert [one.number for one in page.references] == [1, 2]
    assert "On pain" in cited.text
    assert cited.found_at == "PMID 123"


def test_source_without_identifier_is_given_with_its_address():
    source = make_source(doi="", url="https://example.org/leaflet", authoritative=True)
    edition = make_published(facts=[{"topic": Topic.TREATMENT, "sources": [source]}])

    assert leaflet(edition, view="plain").references[-1].found_at == "https://example.org/leaflet"


def test_retracted_source_says_so():
    source = make_source(status="retracted")
    edition = make_published(facts=[{"topic": Topic.TREATMENT, "sources": [source]}])

    shown = leaflet(edition, view="plain")

    assert shown.references[-1].warning == "This source was retracted."
    (statement,) = shown.parts[0].statements
    assert "rests only on a source that was retracted or replaced" in statement.details


def test_details_say_how_often_where_and_how_sure():
    symptom = {
        "topic": Topic.SYMPTOM, "frequency_band": "frequent", "frequency_basis": "counted",
        "numerator": 17, "denominator": 24, "setting": "in one series", "red_flag": True,
        "body_sites": [make_term(plain_name="Leg", kind="body-site")],
    }  # fmt: skip
    edition = make_published(facts=[symptom])

    (statement,) = leaflet(edition, view="plain").parts[0].statements

    assert statement.details == "about 7 in 10 · 17 of 24 in one series · leg · warning sign"


def test_advice_names_the_emergency_number_and_its_own_standing(settings):
    settings.EMERGENCY_NUMBER = "112"
    urgent = {"topic": Topic.SEEK_HELP, "urgency": "emergency", "editorial_advice": True}
    edition = make_published(facts=[urgent])

    (advice,) = leaflet(edition, view="plain").advice

    assert (advice.level, advice.call) == ("emergency", "In an emergency call 112.")
    assert advice.note.endswith("No clinician has reviewed it yet.")


def test_advice_says_whom_to_call_where_no_number_is_set(settings):
    settings.EMERGENCY_NUMBER = ""
    edition = make_published(facts=[{"topic": Topic.SEEK_HELP, "urgency": "emergency"}])

    (advice,) = leaflet(edition, view="plain").advice

    assert advice.call == "In an emergency call your local emergency number."


def test_stamp_tells_edition_dates_reviewer_and_addresses(settings):
    settings.SITE_URL = "https://calcsite.example"
    edition = make_published(make_condition(slug="wart"), clinical_reviewer="Dr R, dermatologist")
    make_check(edition.facts.get(), timezone.localdate())

    shown = leaflet(edition, view="plain")

    stamp = {str(name): str(value) for name, value in shown.stamp}
    assert stamp["Edition"].startswith("1, published ")
    assert stamp["Clinical review"] == "Dr R, dermatologist"
    assert "the oldest check" in stamp["Facts last checked against their sources"]
    assert stamp["Next check due"] != "not set"
    assert stamp["Newest edition"] == "https://calcsite.example/conditions/wart/"
    assert stamp["This edition"] == "https://calcsite.example/conditions/wart/editions/1/"
    assert shown.review == "Clinically reviewed by Dr R, dermatologist."


def test_leaflet_that_nobody_reviewed_or_checked_says_so():
    shown = leaflet(make_published(), view="plain")

    stamp = {str(name): str(value) for name, value in shown.stamp}
    assert shown.review.startswith("Not yet clinically reviewed.")
    assert stamp["Clinical review"] == "none yet"
    assert stamp["Facts last checked against their sources"] == "not all of them yet"
    assert stamp["Next check due"] == "not set"


def test_dates_are_those_of_all_facts_and_not_of_the_chosen_ones():
    edition = make_published(facts=[{"topic": Topic.CAUSE}])
    lead, cause = edition.facts.order_by("pk")
    make_check(lead, timezone.localdate())

    assert "not all of them yet" in dict(leaflet(edition, view="plain").stamp).values()

    make_check(cause, timezone.localdate())
    assert "not all of them yet" not in dict(leaflet(edition, view="plain").stamp).values()


def test_overdue_leaflet_says_so():
    edition = make_published()
    make_check(edition.facts.get(), timezone.localdate() - timedelta(days=400))

    assert "was due to be checked on" in leaflet(edition, view="plain").overdue
