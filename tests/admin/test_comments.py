"""The review page: who says what of which fact, and what a hand-made request achieves."""

import re

import pytest
from django.test import Client

from conditions.models import FactComment, Topic, WarningOverride
from conditions.presenters.drawings import DRAWINGS
from tests.admin.pages import change_url
from tests.factories import (
    approve,
    make_comment,
    make_condition,
    make_edition,
    make_fact,
    make_published,
    make_user,
)

pytestmark = pytest.mark.django_db

GROUPS = ("editor", "reviewer", "publisher", "vocabulary keeper")
SPEAKING = {"editor", "reviewer"}


def browser(*groups):
    client = Client()
    client.force_login(make_user(groups=groups))
    return client


def address(edition, rest="changes/"):
    return f"/admin/conditions/edition/{edition.pk}/{rest}"


@pytest.fixture
def reviewer():
    return browser("reviewer")


@pytest.fixture
def fact():
    return make_fact()


def test_comment_stands_beside_its_fact_and_nowhere_public(reviewer, fact):
    response = reviewer.post(
        address(fact.edition, "comments/?against=1"), {"text": "<b>Why?</b>", "fact_key": fact.key}
    )

    comment = FactComment.objects.get()
    assert response.url == f"{address(fact.edition)}?against=1#comment-{comment.pk}"
    page = reviewer.get(address(fact.edition)).content.decode()
    assert "&lt;b&gt;Why?&lt;/b&gt;" in page
    approve(fact.edition)
    assert "Why?" in reviewer.get(address(fact.edition)).content.decode()
    assert "Comment on" not in reviewer.get(address(fact.edition)).content.decode()
    condition = fact.edition.condition.get_absolute_url()
    for public in (condition, f"{condition}changes/"):
        assert "Why?" not in Client().get(public).content.decode()


@pytest.mark.parametrize("group", GROUPS)
def test_only_editors_and_reviewers_speak(group, fact):
    client, comment = browser(group), make_comment(fact.edition)
    allowed = 302 if group in SPEAKING else 403

    for rest, data in (
        ("comments/", {"text": "x"}),
        (f"comments/{comment.pk}/resolve/", {"resolution": "x"}),
    ):
        assert client.post(address(fact.edition, rest), data).status_code == allowed
    page = client.get(address(fact.edition))
    assert page.status_code == 200
    assert ("Comment on the whole edition" in page.content.decode()) == (group in SPEAKING)


@pytest.mark.parametrize("rest", ["changes/", "comments/", "comments/1/resolve/", "override/"])
def test_strangers_are_sent_away(rest, fact):
    outsider = browser()
    method = outsider.get if rest == "changes/" else outsider.post

    assert method(address(fact.edition, rest)).status_code in (403, 404)
    assert Client().post(address(fact.edition, rest)).status_code == 302


def test_get_changes_nothing(reviewer, fact):
    comment = make_comment(fact.edition)

    for rest in ("comments/", f"comments/{comment.pk}/resolve/", "override/"):
        assert reviewer.get(address(fact.edition, rest)).status_code == 405


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ({"text": " "}, "Please write the comment."),
        ({"text": "Mine.", "fact_key": "no key"}, "valid UUID"),
        ({"text": "Mine.", "fact_key": "0" * 32}, "There is no such fact."),
        ({"text": "Mine.", "reply_to": "99"}, "valid choice"),
        ({"text": "x" * 4001}, "at most 4000"),
    ],
)
def test_refused_comment_comes_back_with_its_text(reviewer, fact, data, reason):
    response = reviewer.post(address(fact.edition, "comments/"), data)

    assert response.status_code == 409
    assert reason in response.content.decode()
    assert data["text"] in response.content.decode()
    assert not FactComment.objects.exists()


def test_comment_on_another_edition_is_not_resolved_here(reviewer, fact):
    other = make_comment()

    rest = f"comments/{other.pk}/resolve/"
    assert reviewer.post(address(fact.edition, rest), {"resolution": "x"}).status_code == 404


def test_second_resolution_is_told_and_not_kept(reviewer, fact):
    rest = f"comments/{make_comment(fact.edition).pk}/resolve/"

    reviewer.post(address(fact.edition, rest), {"resolution": "Source added."})
    response = reviewer.post(address(fact.edition, rest), {"resolution": "No, gone."})

    assert response.status_code == 409
    assert "resolved already" in response.content.decode()
    assert FactComment.objects.get().resolution == "Source added."


def test_any_earlier_edition_can_be_compared_with(reviewer):
    condition = make_condition()
    first = make_published(condition, facts=[{"topic": Topic.CAUSE, "clinical": "First words."}])
    make_published(condition)
    draft = make_edition(condition)
    make_fact(draft)

    assert "First words." not in reviewer.get(address(draft)).content.decode()
    against = reviewer.get(f"{address(draft)}?against={first.number}").content.decode()
    assert "First words." in against
    for unknown in ("3", "9", "x", ""):
        response = reviewer.get(f"{address(draft)}?against={unknown}")
        assert response.status_code == 404
        assert "no such edition to compare with" in response.content.decode()


def test_comment_on_a_fact_that_is_gone_stays_readable(reviewer, fact):
    make_comment(fact.edition, fact_key=fact.key, text="Take this out.")
    fact.delete()

    page = reviewer.get(address(fact.edition)).content.decode()

    assert "facts that are no longer here" in page
    assert "Take this out." in page


def test_drawing_below_other_words_is_named_for_whoever_reviews_them(reviewer):
    key, drawing = next(iter(DRAWINGS.items()))
    published = make_published(facts=[{"topic": Topic.CAUSE, "key": key}])
    draft = make_edition(published.condition)
    fact = make_fact(draft, Topic.CAUSE, key=key, certainty="disputed")
    before = reviewer.get(address(draft)).content.decode()
    fact.plain = "Other words."
    fact.save()
    after = reviewer.get(address(draft)).content.decode()

    assert "Certainty" in before  # that it differs in something else says nothing of the drawing
    assert str(drawing.title) not in before
    assert f"the drawing “{drawing.title}”" in after
    place = re.search(r'preview/#([^"]+)">Look at it in the preview', after)[1]
    assert f'id="{place}"' in reviewer.get(address(draft, "preview/")).content.decode()


def test_warning_is_overridden_from_the_panel_and_a_stop_is_not(reviewer):
    edition = make_fact(clinical="It " + "is so " * 20 + "now.", plain="").edition
    page = reviewer.get(change_url(edition))
    (warned,) = page.context["gate"].unanswered

    for chosen in (["no-plain"], [warned.id, "no-plain"]):
        reviewer.post(address(edition, "override/"), {"warning": chosen, "reason": "Because."})
        assert not WarningOverride.objects.exists()
    reviewer.post(address(edition, "override/"), {"warning": [warned.id], "reason": "Because."})

    page = reviewer.get(change_url(edition)).content.decode()
    assert "1 warning with a reason" in page
    assert "Because." in page
    assert "1 thing stops it" in page


def test_publisher_cannot_override():
    edition = make_fact().edition

    assert browser("publisher").post(address(edition, "override/")).status_code == 403
