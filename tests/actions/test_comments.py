import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from conditions.actions.comments import CommentRefused, comment_on, resolve_comment
from conditions.models import AppendOnlyError, FactComment, Topic
from tests.factories import (
    approve,
    make_comment,
    make_edition,
    make_fact,
    make_published,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer():
    return make_user(groups=["reviewer"], first_name="Rita", last_name="Roe")


def test_comment_is_kept_with_who_and_when(reviewer):
    fact, at = make_fact(), timezone.now()

    comment = comment_on(
        edition=fact.edition, fact_key=fact.key, text=" Which study? ", by=reviewer, at=at
    )

    comment.refresh_from_db()
    assert (comment.fact_key, comment.text) == (fact.key, "Which study?")
    assert (comment.by, comment.by_name, comment.by_role, comment.at) == (
        reviewer, "Rita Roe", "", at,
    )  # fmt: skip
    assert list(FactComment.objects.open()) == [comment]


def test_comment_may_be_on_the_whole_edition(reviewer):
    assert comment_on(edition=make_edition(), text="Too long.", by=reviewer).fact_key is None


def test_expert_without_an_account_comments_by_name_and_role():
    comment = comment_on(
        edition=make_edition(), text="Well put.", by=None, by_name="Dr Ex", by_role="nephrologist"
    )

    assert (comment.by, comment.by_name, comment.by_role) == (None, "Dr Ex", "nephrologist")


@pytest.mark.parametrize("groups", [(), ("publisher",), ("vocabulary keeper",)])
def test_comment_needs_the_right(groups):
    with pytest.raises(PermissionDenied):
        comment_on(edition=make_edition(), text="x", by=make_user(groups=groups))


@pytest.mark.parametrize("status", ["draft", "in-review"])
@pytest.mark.parametrize("group", ["editor", "reviewer"])
def test_editor_and_reviewer_comment_while_in_work(group, status):
    assert comment_on(
        edition=make_edition(status=status), text="x", by=make_user(groups=[group])
    ).is_open


def test_edition_that_is_not_in_work_takes_no_comment(reviewer):
    with pytest.raises(CommentRefused, match="approved"):
        comment_on(edition=make_published(), text="Late.", by=reviewer)


def test_empty_comment_is_refused(reviewer):
    with pytest.raises(CommentRefused, match="write the comment"):
        comment_on(edition=make_edition(), text=" \n", by=reviewer)


def test_comment_on_a_fact_of_another_condition_is_refused(reviewer):
    for key in (make_fact().key, uuid.uuid4()):
        with pytest.raises(CommentRefused, match="no such fact"):
            comment_on(edition=make_edition(), fact_key=key, text="x", by=reviewer)


def test_comment_may_be_on_a_fact_that_the_edition_removes(reviewer):
    published = make_published(facts=[{"topic": Topic.SYMPTOM}])
    gone = published.facts.get(topic=Topic.SYMPTOM)
    draft = make_edition(published.condition)

    assert comment_on(edition=draft, fact_key=gone.key, text="Why?", by=reviewer).is_open


def test_reply_goes_to_the_fact_of_its_comment_and_waits_with_it(reviewer):
    fact = make_fact()
    comment = make_comment(fact.edition, fact_key=fact.key)

    reply = comment_on(edition=fact.edition, reply_to=comment, text="Lee 2020.", by=reviewer)

    assert (reply.fact_key, reply.is_open) == (fact.key, False)
    assert list(FactComment.objects.open()) == [comment]


def test_reply_to_a_resolved_comment_a_reply_or_another_edition_is_refused(reviewer):
    resolved = resolve_comment(comment=make_comment(), resolution="Done.", by=reviewer)
    comment = make_comment()
    reply = comment_on(edition=comment.edition, reply_to=comment, text="x", by=reviewer)

    for edition, other in (
        (resolved.edition, resolved),
        (reply.edition, reply),
        (make_edition(), comment),
    ):
        with pytest.raises(CommentRefused, match="not open"):
            comment_on(edition=edition, reply_to=other, text="x", by=reviewer)


def test_comment_is_resolved_once_with_a_note(reviewer):
    comment, at = make_comment(), timezone.now()

    with pytest.raises(CommentRefused, match="say how"):
        resolve_comment(comment=comment, resolution=" ", by=reviewer)
    resolve_comment(comment=comment, resolution=" Source added. ", by=reviewer, at=at)

    comment.refresh_from_db()
    assert (comment.resolved_by, comment.resolved_by_name, comment.resolved_at) == (
        reviewer, "Rita Roe", at,
    )  # fmt: skip
    assert comment.resolution == "Source added."
    assert not FactComment.objects.open().exists()
    with pytest.raises(CommentRefused, match="already"):
        resolve_comment(comment=comment, resolution="Again.", by=reviewer)


def test_reply_is_not_resolved(reviewer):
    comment = make_comment()
    reply = comment_on(edition=comment.edition, reply_to=comment, text="x", by=reviewer)

    with pytest.raises(CommentRefused, match="already"):
        resolve_comment(comment=reply, resolution="Done.", by=reviewer)


def test_resolution_needs_the_right_and_an_edition_in_work(reviewer):
    comment = make_comment()

    with pytest.raises(PermissionDenied):
        resolve_comment(comment=comment, resolution="x", by=make_user(groups=["publisher"]))
    approve(comment.edition)
    with pytest.raises(CommentRefused, match="approved"):
        resolve_comment(comment=comment, resolution="x", by=reviewer)


def test_words_of_a_comment_are_never_changed():
    comment = make_comment()
    comment.text = "I never said that."

    for fields in ({}, {"update_fields": ["text"]}, {"update_fields": ["text", "resolution"]}):
        with pytest.raises(AppendOnlyError):
            comment.save(**fields)
    with pytest.raises(AppendOnlyError):
        comment.delete()
