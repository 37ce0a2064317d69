"""Translating at the desk: from the page of a fact to an approved wording."""

import pytest

from conditions.models import TranslatedWording
from tests.factories import (
    approve,
    make_edition,
    make_fact,
    make_published,
    make_translation,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    user = make_user(groups=["editor"])
    client.force_login(user)
    return user


def change_url(translation):
    return f"/admin/conditions/translatedwording/{translation.pk}/change/"


def step(client, translation, name, **fields):
    url = f"/admin/conditions/translatedwording/{translation.pk}/step/{name}/"
    return client.post(url, fields, follow=True).content.decode()


def test_translation_begins_on_the_page_of_a_published_fact(client, editor):
    fact = make_published().facts.get()
    assert "Begin a translation" in client.get(f"/admin/conditions/fact/{fact.pk}/change/").text

    page = client.post(
        f"/admin/conditions/translatedwording/of/{fact.pk}/", {"language": "de"}, follow=True
    ).text

    assert fact.plain in page
    assert fact.clinical in page
    assert TranslatedWording.objects.get().translator == editor


@pytest.mark.parametrize("language", ["en", "", "DE", "de_AT", "x" * 40])
def test_language_that_cannot_be_is_refused_with_a_reason(client, editor, language):
    fact = make_published().facts.get()
    url = f"/admin/conditions/translatedwording/of/{fact.pk}/"

    page = client.post(url, {"language": language}, follow=True).text

    assert 'class="error"' in page
    assert not TranslatedWording.objects.exists()


def test_fact_that_is_no_longer_published_is_not_translated(client, editor):
    fact = make_published().facts.get()
    newer = make_edition(fact.edition.condition)
    make_fact(newer)
    approve(newer)
    url = f"/admin/conditions/translatedwording/of/{fact.pk}/"

    assert "Only what readers have now" in client.post(url, {"language": "de"}, follow=True).text


def test_translator_writes_and_sends_and_a_reviewer_sends_back(client, editor):
    translation = make_translation(by=editor, plain="", clinical="")

    assert "Please translate the plain" in step(client, translation, "submit")
    client.post(change_url(translation), {"plain": "Kalk.", "clinical": "Kalziumsalz."})
    assert "Done." in step(client, translation, "submit")
    client.force_login(make_user(groups=["reviewer"]))
    page = step(client, translation, "send_back", reason="Too short.")

    assert "Sent back: Too short." in page
    assert list(TranslatedWording.objects.values_list("plain", "status")) == [("Kalk.", "draft")]


def test_changed_original_is_told_and_taken_up(client, editor):
    fact = make_published().facts.get()
    translation = make_translation(fact, by=editor)
    newer = make_edition(fact.edition.condition)
    make_fact(newer, key=fact.key, plain="Other words.")
    approve(newer)

    page = client.get(change_url(translation)).text
    assert "The original has changed" in page
    assert "Other words." in page

    client.post(change_url(translation), {"plain": "A.", "clinical": "B.", "renew": "on"})
    assert "The original has changed" not in client.get(change_url(translation)).text


def test_draft_of_somebody_else_is_read_only(client, editor):
    translation = make_translation()

    assert 'name="plain"' not in client.get(change_url(translation)).text
    assert client.post(change_url(translation), {"plain": "Mine."}).status_code == 403


def test_unknown_step_is_not_found(client, editor):
    url = f"/admin/conditions/translatedwording/{make_translation().pk}/step/publish/"

    assert client.post(url).status_code == 404


def test_page_of_a_translation(client, editor, django_assert_max_num_queries):
    translation = make_translation(by=editor)

    # Session, user, permissions (2), the row with its people (3), the fact as published, and
    # the savepoint in which Django shows a form (2).
    with django_assert_max_num_queries(12):
        assert client.get(change_url(translation)).status_code == 200
