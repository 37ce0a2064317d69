"""Pages in several languages: which is chosen, what caches are told, and whose words are shown."""

import pytest

from tests.factories import make_published, make_translation

pytestmark = pytest.mark.django_db
ORIGINAL = "Calcium builds up where it should not."
TRANSLATED = "Kalk lagert sich ab."


@pytest.fixture
def german(settings):
    settings.LANGUAGES = [("en-gb", "English"), ("de", "Deutsch")]


def asked(client, address, language):
    response = client.get(address, headers={"Accept-Language": language})
    assert response.status_code == 200
    return response, response.content.decode()


def test_with_one_language_answers_do_not_vary(client):
    response, page = asked(client, "/about/", "de")

    assert '<html lang="en-gb">' in page
    assert "Accept-Language" not in response.get("Vary", "")


@pytest.mark.parametrize(
    ("wanted", "language"),
    [
        ("de", "de"),
        ("de-AT,en;q=0.5", "de"),
        ("fr, de;q=0.3, en;q=0.2", "de"),
        ("en-US", "en-gb"),
        ("fr", "en-gb"),
        ("*", "en-gb"),
        ("", "en-gb"),
        (";;q=x,", "en-gb"),
    ],
)
def test_first_language_of_the_list_that_there_is_is_spoken(client, german, wanted, language):
    client.cookies["django_language"] = "de"  # no cookie counts
    response, page = asked(client, "/about/", wanted)

    assert f'<html lang="{language}">' in page
    assert "Accept-Language" in response["Vary"]


def test_refused_requests_are_answered_in_the_language_too(client, german):
    response = client.get("/about/?x=%00", headers={"Accept-Language": "de"})

    assert response.status_code == 400
    assert '<html lang="de">' in response.content.decode()
    assert "Accept-Language" in response["Vary"]


def test_reviewed_translation_is_shown_in_its_language(client, german):
    edition = make_published(facts=[{"plain": "Another fact."}])
    fact = edition.facts.get(plain=ORIGINAL)
    make_translation(fact, status="approved")
    address = edition.condition.get_absolute_url()

    page = asked(client, address, "de")[1]
    assert TRANSLATED in page
    assert ORIGINAL not in page
    assert '<p lang="en-gb" dir="ltr">Another fact.</p>' in page
    assert "1 statement on this page is not translated yet" in page

    page = asked(client, address, "en")[1]
    assert ORIGINAL in page
    assert TRANSLATED not in page
    assert "not translated yet" not in page
    assert 'dir="ltr"' not in page


def test_original_stands_marked_where_the_translation_is_out_of_date(client, german):
    fact = make_published().facts.get()
    make_translation(fact, status="approved", original_plain="What it said before.")

    page = asked(client, fact.edition.condition.get_absolute_url(), "de")[1]

    assert TRANSLATED not in page
    assert f'<span lang="en-gb" dir="ltr">{ORIGINAL}</span>' in page


def test_page_in_another_language_asks_once_for_all_its_translations(
    client, german, django_assert_num_queries, django_assert_max_num_queries
):
    edition = make_published(facts=[{"plain": f"Fact {number}."} for number in range(9)])
    for fact in edition.facts.all():
        make_translation(fact, status="approved")
    address = edition.condition.get_absolute_url()
    with django_assert_max_num_queries(40) as english:
        asked(client, address, "en")

    with django_assert_num_queries(len(english) + 1):
        asked(client, address, "de")
