"""The pages of conditions: the published one, old ones, moved ones and withdrawn ones."""

import re
from datetime import timedelta

import pytest
from django.utils import dateformat, timezone

from conditions.models import TermKind, Topic
from tests.factories import (
    make_check,
    make_condition,
    make_edition,
    make_fact,
    make_published,
    make_source,
    make_term,
)

pytestmark = pytest.mark.django_db


def withdraw(edition, reason="A figure is wrong."):
    edition.status, edition.withdrawn_at = "withdrawn", timezone.now()
    edition.withdrawal_reason = reason
    edition.save()


def page_of(client, url, status=200):
    response = client.get(url)
    assert response.status_code == status
    return response.content.decode()


@pytest.fixture
def wart():
    return make_condition("Wart", slug="wart", plain_name="a small bump")


def test_page_says_what_its_facts_say(client, wart):
    term = make_term("Papule", plain_name="small bump")
    site = make_term("Palmar skin", plain_name="palm", kind=TermKind.BODY_SITE)
    symptom = {
        "topic": Topic.SYMPTOM, "term": term, "plain": "Small bumps.", "clinical": "Papules.",
        "frequency_band": "frequent", "frequency_basis": "counted", "numerator": 17,
        "denominator": 24, "setting": "in one series", "body_sites": [site],
        "sources": [make_source("On bumps")],
    }  # fmt: skip
    make_published(wart, facts=[symptom])

    page = page_of(client, "/conditions/wart/")

    for words in (
        "<h1>Wart</h1>", "a small bump", "Small bumps.", "about 7 in 10", "17 of 24 in one series",
        "palm", "On bumps", "Not yet clinically reviewed.",
    ):  # fmt: skip
        assert words in page
    assert "Papules." not in page
    assert "Papules." in page_of(client, "/conditions/wart/?view=clinical")


def test_page_in_an_unknown_view_is_the_plain_one(client, wart):
    make_published(wart)

    assert page_of(client, "/conditions/wart/?view=%ff") == page_of(
        client, "/conditions/wart/?view=plain"
    )


def test_emergency_advice_stands_before_the_sections(client, wart):
    urgent = {"topic": Topic.SEEK_HELP, "urgency": "emergency", "plain": "Call for help."}
    make_published(wart, facts=[urgent, {"topic": Topic.SYMPTOM}])

    page = page_of(client, "/conditions/wart/")

    assert page.index("Call for help.") < page.index("Symptoms and signs")
    assert page.count("Call for help.") == 1


def test_page_names_its_clinical_reviewer(client, wart):
    make_published(wart, clinical_reviewer="Dr R, dermatologist")

    page = page_of(client, "/conditions/wart/")

    assert "Clinically reviewed by Dr R, dermatologist." in page
    assert "Not yet clinically reviewed" not in page


def test_page_can_be_cited_by_the_permanent_address_of_its_edition(client, wart, settings):
    settings.SITE_URL = "https://calcsite.example"
    edition = make_published(wart)
    published = dateformat.format(timezone.localdate(edition.publish_at), "j F Y")

    page = page_of(client, "/conditions/wart/")

    assert (
        f"Wart. In: Calcsite [Internet]. Edition 1, published {published}."
        " Available from: https://calcsite.example/conditions/wart/editions/1/"
    ) in page


def test_page_has_questions_to_take_to_a_doctor(client, wart):
    make_published(wart)

    page = page_of(client, "/conditions/wart/")

    assert '<a href="#questions">' in page
    assert "How sure is it that I have this?" in page.partition('<h2 id="questions">')[2]


def test_page_that_is_overdue_says_so(client, wart):
    edition = make_published(wart)
    make_check(edition.facts.get(), timezone.localdate() - timedelta(days=400))

    assert "This page was due to be checked on" in page_of(client, "/conditions/wart/")


def test_page_that_was_checked_lately_is_not_overdue(client, wart):
    edition = make_published(wart)
    make_check(edition.facts.get(), timezone.localdate())

    assert "was due to be checked" not in page_of(client, "/conditions/wart/")


def test_old_edition_is_replaced_rather_than_overdue(client, wart):
    edition = make_published(wart)
    make_check(edition.facts.get(), timezone.localdate() - timedelta(days=400))
    make_published(wart)

    page = page_of(client, "/conditions/wart/editions/1/")

    assert "It has been replaced." in page
    assert "was due to be checked" not in page


def test_fact_on_an_outdated_source_only_says_so(client, wart):
    make_published(
        wart,
        facts=[{"topic": Topic.CAUSE, "sources": [make_source(status="retracted")]}],
    )

    page = page_of(client, "/conditions/wart/")

    assert page.count("rests only on a source that was retracted or replaced") == 1


def test_page_links_only_to_published_conditions(client, wart):
    published, name_only = make_published().condition, make_condition()
    make_published(
        wart,
        facts=[
            {"topic": Topic.DIFFERENTIAL, "other_condition": published},
            {"topic": Topic.DIFFERENTIAL, "other_condition": name_only},
        ],
    )

    page = page_of(client, "/conditions/wart/")

    assert published.get_absolute_url() in page
    assert name_only.name in page
    assert name_only.get_absolute_url() not in page


def test_look_alikes_lead_to_each_other(client, wart):
    make_published(wart)
    mole = make_condition("Mole", slug="mole")
    facts = [{"topic": Topic.DIFFERENTIAL, "other_condition": wart}]
    apart = make_published(mole, facts=facts).facts.get(topic=Topic.DIFFERENTIAL)

    page = page_of(client, "/conditions/wart/")

    assert "Also compared elsewhere" in page
    assert f'href="/conditions/mole/#fact-{apart.key.hex[:10]}"' in page


def test_look_alike_and_feature_of_one_name_are_told_apart(client, wart):
    mole = make_published(make_condition("Mole", slug="mole")).condition
    mark = make_term("Mole", slug="mole-mark")
    make_published(
        wart,
        facts=[
            {"topic": Topic.DIFFERENTIAL, "other_condition": mole},
            {"topic": Topic.SYMPTOM, "term": mark},
        ],
    )

    page = page_of(client, "/conditions/wart/?view=clinical")

    assert '<a href="/symptoms/mole-mark/">Mole</a>' in page
    assert '<a href="/conditions/mole/">Mole<span class="hidden"> (condition)</span></a>' in page


def test_look_alike_in_a_draft_is_not_shown(client, wart):
    make_published(wart)
    make_fact(make_edition(), topic=Topic.DIFFERENTIAL, other_condition=wart)

    assert "Also compared elsewhere" not in page_of(client, "/conditions/wart/")


def test_text_of_editors_is_escaped(client, wart):
    make_published(wart, facts=[{"topic": Topic.CAUSE, "plain": "<script>alert(1)</script>"}])

    page = page_of(client, "/conditions/wart/")

    assert "<script>" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize("slug", ["nowhere", "a" * 300])
def test_unknown_condition_is_not_found(client, slug):
    assert client.get(f"/conditions/{slug}/").status_code == 404
    assert client.get(f"/conditions/{slug}/editions/1/").status_code == 404


def test_condition_that_is_only_a_name_is_not_found(client, wart):
    make_fact(make_edition(wart))

    assert client.get("/conditions/wart/").status_code == 404
    assert client.get("/conditions/wart/editions/1/").status_code == 404


def test_former_address_redirects_for_good(client, wart):
    make_published(wart)
    wart.former_slugs.create(slug="verruca")

    response = client.get("/conditions/verruca/")

    assert (response.status_code, response["Location"]) == (301, "/conditions/wart/")


def test_permanent_address_of_an_edition_outlives_a_former_slug(client, wart):
    make_published(wart)
    wart.former_slugs.create(slug="verruca")

    response = client.get("/conditions/verruca/editions/1/")

    assert (response.status_code, response["Location"]) == (301, "/conditions/wart/editions/1/")


def test_contents_lead_to_the_advice_that_there_is(client, wart):
    make_published(wart, facts=[{"topic": Topic.SEEK_HELP, "urgency": "emergency"}])

    page = page_of(client, "/conditions/wart/")

    (target,) = re.findall(r'<a href="#([^"]+)">When to get help', page)
    assert page.index(f'id="{target}"') < page.index("Emergency: get help now")


def test_withdrawn_page_is_gone_and_says_why(client, wart):
    withdraw(make_published(wart))

    page = page_of(client, "/conditions/wart/", status=410)

    assert "A figure is wrong." in page
    assert "noindex" in page
    assert "Calcium builds up" not in page


def test_page_withdrawn_before_its_time_was_never_there(client, wart):
    withdraw(make_published(wart, at=timezone.now() + timedelta(days=1)))

    page = page_of(client, "/conditions/wart/", status=404)

    assert "A figure is wrong." not in page


def test_withdrawn_page_comes_back_with_its_next_edition(client, wart):
    withdraw(make_published(wart))
    make_published(wart)

    assert page_of(client, "/conditions/wart/")


# Editions


def test_old_edition_is_readable_and_marked(client, wart):
    make_published(wart, facts=[{"topic": Topic.CAUSE, "plain": "The old cause."}])
    make_published(wart, facts=[{"topic": Topic.CAUSE, "plain": "The new cause."}])

    old = page_of(client, "/conditions/wart/editions/1/")

    assert "The old cause." in old
    assert "This is edition 1. It has been replaced." in old
    assert 'href="/conditions/wart/"' in old
    assert "noindex" in old


def test_current_edition_at_its_own_address_is_not_marked(client, wart):
    make_published(wart)

    assert "has been replaced" not in page_of(client, "/conditions/wart/editions/1/")


def test_old_edition_of_a_withdrawn_page_is_marked(client, wart):
    make_published(wart)
    withdraw(make_published(wart))

    old = page_of(client, "/conditions/wart/editions/1/")

    assert "This is edition 1. It has been replaced, and the page was withdrawn on" in old
    assert "A figure is wrong." in old
    assert "See the current page" not in old
    assert "noindex" in old


def test_withdrawn_edition_says_why(client, wart):
    withdraw(make_published(wart))

    page = page_of(client, "/conditions/wart/editions/1/", status=410)

    assert "This page was withdrawn on" in page
    assert "A figure is wrong." in page
    assert "Calcium builds up" not in page


def test_withdrawn_edition_leads_to_the_page_that_took_its_place(client, wart):
    withdraw(make_published(wart))
    make_published(wart)

    page = page_of(client, "/conditions/wart/editions/1/", status=410)

    assert "Edition 1 of this page was withdrawn on" in page
    assert 'href="/conditions/wart/"' in page


def test_edition_withdrawn_before_its_time_is_not_found(client, wart):
    withdraw(make_published(wart, at=timezone.now() + timedelta(days=1)))

    page = page_of(client, "/conditions/wart/editions/1/", status=404)

    assert "A figure is wrong." not in page


def test_old_edition_keeps_the_check_that_its_words_had(client, wart):
    today = timezone.localdate()
    old = make_published(wart, at=timezone.now() - timedelta(days=90))
    make_check(old.facts.get(), today - timedelta(days=80))
    make_published(wart, at=timezone.now() - timedelta(days=10))
    make_check(old.facts.get(), today)

    page = page_of(client, "/conditions/wart/editions/1/")

    then = dateformat.format(today - timedelta(days=80), "j F Y")
    assert f"{then} (the oldest check on this page)" in page


def test_edition_is_not_readable_before_its_time(client, wart):
    make_published(wart, at=timezone.now() + timedelta(days=1))

    assert client.get("/conditions/wart/editions/1/").status_code == 404
    assert client.get("/conditions/wart/").status_code == 404


@pytest.mark.parametrize("number", ["0", "7", "9" * 30])
def test_edition_that_never_was_is_not_found(client, wart, number):
    make_published(wart)

    assert client.get(f"/conditions/wart/editions/{number}/").status_code == 404
