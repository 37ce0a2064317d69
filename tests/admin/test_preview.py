"""The preview of an edition: the public page itself, marked, and left by nobody by surprise."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from conditions.models import TermKind, Topic
from tests.factories import (
    approve,
    make_condition,
    make_edition,
    make_fact,
    make_published,
    make_term,
    make_user,
)

pytestmark = pytest.mark.django_db

MARKS = (
    r'<aside class="preview-band".*?</aside>',
    r'<meta name="robots" content="noindex">',
    r"(?<=<title>)Preview: ",
    r' target="_blank"',
    r"\s",
)
FACTS = [
    {"topic": Topic.SYMPTOM, "plain": "Small bumps.", "clinical": "Papules."},
    {"topic": Topic.DIFFERENTIAL},
    {"topic": Topic.SEEK_HELP},
]


def address(edition):
    return f"/admin/conditions/edition/{edition.pk}/preview/"


def unmarked(page):
    for mark in MARKS:
        page = re.sub(mark, "", page, flags=re.DOTALL)
    return page


@pytest.fixture
def reviewer(client):
    client.force_login(make_user(groups=["reviewer"]))
    return client


def preview(client, edition, view="plain"):
    response = client.get(address(edition), {"view": view})
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("view", ["plain", "clinical"])
def test_preview_of_the_published_edition_is_the_public_page(reviewer, view):
    edition = make_published(make_condition(broader=make_published().condition), facts=FACTS)

    public = Client().get(f"{edition.condition.get_absolute_url()}?view={view}").content.decode()

    assert unmarked(preview(reviewer, edition, view)) == unmarked(public)
    assert "Preview – this is the published edition" in preview(reviewer, edition, view)


@pytest.mark.parametrize("then", ["approved", "withdrawn"])
def test_preview_of_an_old_edition_is_its_public_page(reviewer, then):
    old = make_published(facts=FACTS)
    newest = make_published(old.condition)
    if then == "withdrawn":
        newest.status, newest.withdrawn_at = then, timezone.now()
        newest.withdrawal_reason = "Wrong."
        newest.save()

    public = Client().get(old.get_absolute_url()).content.decode()

    assert unmarked(preview(reviewer, old)) == unmarked(public)
    assert "Preview – not published" in preview(reviewer, old)


@pytest.mark.parametrize("status", ["draft", "in-review", "deleted"])
def test_preview_of_what_was_never_published(reviewer, status):
    published = make_published()
    deleted_at = timezone.now() if status == "deleted" else None
    edition = make_edition(published.condition, status=status, deleted_at=deleted_at)
    make_fact(edition, plain="Words of the draft.", clinical="The draft, for clinicians.")

    page = preview(reviewer, edition)

    assert "Preview – not published" in page
    assert "Words of the draft." in page
    assert "2, not published" in page
    assert "It has been replaced" not in page
    assert "The draft, for clinicians." in preview(reviewer, edition, "clinical")
    assert "Words of the draft." not in Client().get(
        published.condition.get_absolute_url()
    ).content.decode()  # fmt: skip


def test_preview_of_an_edition_that_waits_for_its_time(reviewer):
    edition = make_edition()
    make_fact(edition)
    approve(edition, publish_at=timezone.now() + timedelta(days=2))

    assert "Preview – not published" in preview(reviewer, edition)


def test_preview_is_kept_by_nobody_and_never_indexed(reviewer):
    response = reviewer.get(address(make_published()))

    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert b'<meta name="robots" content="noindex">' in response.content


def test_links_of_the_preview_open_elsewhere(reviewer):
    page = preview(reviewer, make_published(facts=FACTS))

    for tag in re.findall(r"<(?:a|form) [^>]*>", page):
        leads_out = re.search(r'(?:href|action)="(?:/(?!admin/)|http)', tag)
        assert ('target="_blank"' in tag) == bool(leads_out), tag
    assert "Back to the desk" in page


def test_draft_leads_to_no_place_of_which_nothing_may_be_published(reviewer):
    thigh = make_term(kind=TermKind.BODY_SITE, slug="thigh", plain_name="thigh")
    facts = [{"topic": Topic.SYMPTOM, "body_sites": [thigh]}]
    published = make_published(facts=facts)
    draft = make_fact(make_edition(), **facts[0]).edition

    assert 'href="/body/thigh/"' in preview(reviewer, published)
    assert 'href="/body/thigh/"' not in preview(reviewer, draft)
    assert "<li>Thigh</li>" in preview(reviewer, draft)


def test_preview_needs_the_right_to_see_editions():
    edition = make_edition()
    stranger = Client()

    assert stranger.get(address(edition)).status_code == 302
    stranger.force_login(make_user())
    assert stranger.get(address(edition)).status_code == 403


def test_preview_of_nothing_is_not_found(reviewer):
    assert reviewer.get("/admin/conditions/edition/999/preview/").status_code == 404
    assert reviewer.post(address(make_edition())).status_code == 405


@pytest.mark.parametrize("facts", [1, 60])
def test_preview_keeps_its_number_of_queries(reviewer, django_assert_max_num_queries, facts):
    edition = make_published(facts=[{"topic": Topic.SYMPTOM}] * facts)

    # Session, user, permissions (2), the edition, those that readers have seen; then as the
    # public page.
    with django_assert_max_num_queries(18):
        preview(reviewer, edition)
