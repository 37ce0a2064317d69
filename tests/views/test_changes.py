"""The public change log: what it tells, what it keeps to itself, and bad addresses."""

from datetime import timedelta

import pytest
from django.utils import timezone

from conditions.models import FormerSlug, Topic
from tests.factories import approve, make_condition, make_edition, make_fact, make_published

pytestmark = pytest.mark.django_db


@pytest.fixture
def condition():
    """Publish three editions, whose definition says one, two, three."""
    condition = make_condition("Wart", slug="wart")
    key = make_published(condition, change_note="First note.").facts.get().key
    for word in ("two", "three"):
        edition = make_edition(condition, change_note=f"Note {word}.")
        make_fact(edition, key=key, plain=f"Calcium builds up in {word} places.", sources=[])
        approve(edition)
    return condition


def page(client, query="", status=200):
    response = client.get(f"/conditions/wart/changes/{query}")
    assert response.status_code == status
    return response.content.decode()


def test_log_tells_each_edition_with_its_note_and_words(client, condition):
    told = page(client)

    assert told.index("Edition 3,") < told.index("Edition 2,") < told.index("Edition 1,")
    assert "Note three." in told
    assert "(removed: </span>two<" in told
    assert "(added: </span>three<" in told
    assert "Clinical review: none yet" in told


def test_people_are_named_by_their_names_and_never_by_their_accounts(client):
    edition = make_edition(make_condition("Wart", slug="wart"))
    make_fact(edition)
    edition.author.first_name, edition.author.last_name = "Edda", "Writer"
    edition.author.save()
    approve(edition, clinical_reviewer="Dr Roe, nephrologist")

    told = page(client)

    assert "Edda Writer" in told
    assert "Approved by: a reviewer" in told
    assert "Dr Roe, nephrologist" in told
    assert edition.approved_by.username not in told


@pytest.mark.parametrize(
    ("query", "marks"), [("?from=1&to=3", "added"), ("?from=3&to=1", "removed")]
)
def test_any_two_editions_are_compared(client, condition, query, marks):
    told = page(client, query)

    assert f"({marks}: </span>in three places<" in told
    assert "1 fact differs." in told


@pytest.mark.parametrize(
    ("query", "status", "message"),
    [
        ("?from=1&to=9", 404, "There is no such edition."),
        ("?from=0&to=1", 404, "There is no such edition."),
        ("?from=1", 400, "Choose two editions."),
        ("?from=&to=", 400, "Choose two editions."),
        ("?from=x&to=1", 400, "There is no such edition."),
        ("?from=-1&to=1", 400, "There is no such edition."),
        ("?from=1%27--&to=1", 400, "There is no such edition."),
        (f"?from={'9' * 400}&to=1", 404, "There is no such edition."),
    ],
)
def test_bad_choice_is_told(client, condition, query, status, message):
    assert message in page(client, query, status)


def test_same_edition_twice_does_not_differ(client, condition):
    assert "0 facts differ." in page(client, "?from=2&to=2")


def test_drafts_and_what_is_not_yet_out_stay_unseen(client, condition):
    later = make_edition(condition, change_note="Not yet.")
    make_fact(later, plain="Not yet.")
    assert "Not yet." not in page(client)

    other = make_edition(make_condition("Corn", slug="corn"), change_note="Tomorrow.")
    make_fact(other)
    approve(other, publish_at=timezone.now() + timedelta(days=1))
    assert client.get("/conditions/corn/changes/").status_code == 404


def test_text_of_a_withdrawn_edition_is_not_shown(client, condition):
    wrong = make_edition(condition, change_note="A wrong figure.")
    make_fact(wrong, Topic.CAUSE, plain="The wrong words.")
    approve(wrong)
    wrong.status = "withdrawn"
    wrong.withdrawn_at, wrong.withdrawal_reason = timezone.now(), "A figure was wrong."
    wrong.save()
    right = make_edition(condition)
    make_fact(right, Topic.CAUSE, plain="The right words.")
    approve(right)

    told = page(client)

    assert "A figure was wrong." in told
    assert "The right words." in told
    assert "The wrong words." not in told
    assert "facts changed since edition 3" in told
    assert "withdrawn, so its text is not shown" in page(client, "?from=4&to=5", 404)


def test_long_log_goes_over_pages(client, condition):
    for number in range(4):
        approve(make_edition(condition, change_note=f"More {number}."))

    assert "Page 1 of 2" in page(client)
    last = page(client, "?page=2")
    assert "First note." in last
    # the oldest on the first page is compared with the newest on the second
    assert "since edition 2" in page(client)


def test_former_address_leads_to_the_new_one(client, condition):
    FormerSlug.objects.create(slug="verruca", condition=condition)

    response = client.get("/conditions/verruca/changes/")

    assert (response.status_code, response.url) == (301, "/conditions/wart/changes/")


def test_unknown_condition_has_no_log(client):
    assert client.get("/conditions/nothing/changes/").status_code == 404


@pytest.mark.parametrize("query", ["", "?from=1&to=3"])
def test_log_keeps_its_number_of_queries(client, condition, query, django_assert_num_queries):
    # the editions with their condition and people; facts, body sites, citations, photographs
    with django_assert_num_queries(5):
        page(client, query)
    edition = make_edition(condition)
    for _number in range(20):
        make_fact(edition, Topic.SYMPTOM)
    approve(edition)
    with django_assert_num_queries(5):
        page(client, query)


def test_page_links_to_its_log(client, condition):
    assert 'href="/conditions/wart/changes/"' in client.get("/conditions/wart/").content.decode()
