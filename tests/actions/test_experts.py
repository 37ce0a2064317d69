from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from conditions.actions import experts
from conditions.actions.comments import CommentRefused, resolve_comment
from conditions.actions.editions import MoveRefused, move
from conditions.actions.experts import (
    InvitationEnded,
    InvitationRefused,
    comment_as_expert,
    give_opinion,
    invite_expert,
    revoke_invitation,
)
from conditions.models import ExpertOpinion, FactComment, InvitationState, ReviewInvitation
from conditions.selectors.experts import invitation_of
from tests.factories import (
    approve,
    invite,
    make_edition,
    make_in_review,
    make_published,
    make_user,
)

pytestmark = pytest.mark.django_db
ANSWER = {"verdict": "approves", "name": "Dr Eva Roe", "role": "dermatologist"}


@pytest.fixture
def reviewer():
    return make_user(groups=["reviewer"], first_name="Rita", last_name="Vane")


@pytest.fixture
def invitation():
    return invite()[0]


def test_invitation_says_who_and_until_when(reviewer):
    edition = make_in_review()
    at = timezone.now()

    made, token = invite_expert(
        edition=edition, name=" Eva ", role=" surgeon ", days=3, by=reviewer, at=at
    )

    assert (made.edition, made.name, made.role) == (edition, "Eva", "surgeon")
    assert (made.by, made.by_name, made.at) == (reviewer, "Rita Vane", at)
    assert made.expires_at == at + timedelta(days=3)
    assert made.state(at) == InvitationState.OPEN
    assert invitation_of(token) == made


def test_token_is_stored_nowhere(invitation):
    made, token = invite()

    stored = str(ReviewInvitation.objects.filter(pk=made.pk).values().get())
    random, _dot, signature = token.partition(".")
    assert token not in stored
    assert random not in stored
    assert signature not in stored
    assert invitation.token_digest != made.token_digest


@pytest.mark.parametrize("group", ["editor", "publisher", "vocabulary keeper"])
def test_only_reviewers_invite_and_revoke(group, invitation):
    other = make_user(groups=[group])

    with pytest.raises(PermissionDenied):
        invite(by=other)
    with pytest.raises(PermissionDenied):
        revoke_invitation(invitation=invitation, by=other)


@pytest.mark.parametrize("make", [make_edition, make_published])
def test_only_an_edition_in_review_is_shown_to_experts(make):
    with pytest.raises(InvitationRefused, match="in review"):
        invite(make())


@pytest.mark.parametrize("wrong", [{"name": " "}, {"role": ""}, {"days": 0}, {"days": 61}])
def test_invitation_needs_name_role_and_days(wrong):
    with pytest.raises(InvitationRefused, match="1 to 60 days"):
        invite(**wrong)

    assert not ReviewInvitation.objects.exists()


def test_comment_is_open_and_keeps_the_edition_from_approval(invitation, reviewer):
    edition = invitation.edition
    key = edition.facts.get().key

    comment = comment_as_expert(invitation=invitation, text=" Which stage? ", fact_key=key)

    assert (comment.text, comment.fact_key, comment.by) == ("Which stage?", key, None)
    assert (comment.by_name, comment.by_role) == ("Dr Eva Roe", "consultant dermatologist")
    with pytest.raises(MoveRefused, match="Open comments: 1"):
        move(edition=edition, name="approve", by=reviewer)
    resolve_comment(comment=comment, resolution="Said so.", by=reviewer)
    move(edition=edition, name="approve", by=reviewer)


def test_comment_on_a_foreign_fact_is_refused(invitation):
    with pytest.raises(CommentRefused):
        comment_as_expert(
            invitation=invitation, text="Hm.", fact_key=make_in_review().facts.get().key
        )


def test_one_link_takes_so_many_comments(invitation, monkeypatch):
    monkeypatch.setattr(experts, "COMMENTS_OF_ONE", 1)
    comment_as_expert(invitation=invitation, text="One.")

    with pytest.raises(InvitationRefused):
        comment_as_expert(invitation=invitation, text="Two.")


def test_approval_is_recorded_and_publishes_nothing(invitation):
    opinion = give_opinion(invitation=invitation, note=" Well done. ", **ANSWER)

    assert (opinion.name, opinion.role, opinion.note) == (
        "Dr Eva Roe", "dermatologist", "Well done.",
    )  # fmt: skip
    invitation.edition.refresh_from_db()
    assert invitation.edition.status == "in-review"
    assert invitation.edition.clinical_reviewer == ""
    assert not FactComment.objects.exists()


def test_refusal_waits_as_an_open_comment(invitation):
    give_opinion(invitation=invitation, **ANSWER | {"verdict": "declines", "note": "Wrong dose."})

    comment = FactComment.objects.get()
    assert comment.is_open
    assert (comment.text, comment.fact_key) == ("Wrong dose.", None)


@pytest.mark.parametrize(
    "wrong", [{"name": " "}, {"role": ""}, {"verdict": "declines"}, {"verdict": "else"}]
)
def test_answer_needs_name_role_and_the_reason_of_a_no(invitation, wrong):
    with pytest.raises(ValueError, match=r"needs a name|not a valid"):
        give_opinion(invitation=invitation, **ANSWER | wrong)

    assert not ExpertOpinion.objects.exists()
    assert not FactComment.objects.exists()


def answered(invitation, reviewer):
    give_opinion(invitation=invitation, **ANSWER)


def revoked(invitation, reviewer):
    revoke_invitation(invitation=invitation, by=reviewer)


def sent_back(invitation, reviewer):
    move(edition=invitation.edition, name="send_back", by=reviewer, comment="Not yet.")


def submitted_again(invitation, reviewer):
    sent_back(invitation, reviewer)
    move(edition=invitation.edition, name="submit", by=make_user(groups=["editor"]))


def approved(invitation, reviewer):
    approve(invitation.edition, by=reviewer)


ENDS = {
    answered: InvitationState.ANSWERED,
    revoked: InvitationState.REVOKED,
    sent_back: InvitationState.OVER,
    submitted_again: InvitationState.OVER,
    approved: InvitationState.OVER,
}


@pytest.mark.parametrize("end", ENDS)
def test_link_ends_when_it_is(end, invitation, reviewer):
    end(invitation, reviewer)

    # As another process finds it, which read it before.
    assert ReviewInvitation.objects.get(pk=invitation.pk).state() == ENDS[end]
    for late in (
        lambda: comment_as_expert(invitation=invitation, text="Late."),
        lambda: give_opinion(invitation=invitation, **ANSWER),
        lambda: revoke_invitation(invitation=invitation, by=reviewer),
    ):
        with pytest.raises(InvitationEnded):
            late()
    assert not FactComment.objects.exists()


def test_link_ends_at_its_time(invitation):
    last = invitation.expires_at - timedelta(seconds=1)
    comment_as_expert(invitation=invitation, text="In time.", at=last)

    assert invitation.state(invitation.expires_at) == InvitationState.EXPIRED
    with pytest.raises(InvitationEnded, match="expired"):
        give_opinion(invitation=invitation, at=invitation.expires_at, **ANSWER)


def test_revocation_says_who_and_when(invitation, reviewer):
    at = datetime(2026, 5, 1, tzinfo=UTC)

    revoke_invitation(invitation=invitation, by=reviewer, at=at)

    invitation.refresh_from_db()
    assert (invitation.revoked_by, invitation.revoked_by_name) == (reviewer, "Rita Vane")
    assert invitation.revoked_at == at
