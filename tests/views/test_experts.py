"""An expert's link, as its holder and others use it."""

import re

import pytest
from django.core.cache import cache

from conditions.actions.experts import give_opinion, revoke_invitation
from conditions.models import Edition, ExpertOpinion, FactComment, ReviewInvitation, Topic
from conditions.views import experts
from tests.factories import (
    invite,
    make_comment,
    make_fact,
    make_in_review,
    make_published,
    make_user,
)
from tests.views.posting import post

pytestmark = pytest.mark.django_db
URL = "/review/"
ANSWER = {"answer": "1", "verdict": "approves", "name": "Dr Eva Roe", "role": "dermatologist"}


@pytest.fixture(autouse=True)
def nobody_has_come():
    cache.clear()


@pytest.fixture
def invited():
    """Invite to an edition that changes the definition of a published one."""
    published = make_published()
    edition = make_in_review(published.condition)
    old, new = published.facts.get(), edition.facts.get()
    Edition.facts.rel.related_model.objects.filter(pk=new.pk).update(
        key=old.key, plain="Calcium settles where it should not."
    )
    return invite(edition)


def opened(client, token, status=200):
    response = client.get(URL, {"token": token})
    assert response.status_code == status
    return response.content.decode()


def send(client, token, **fields):
    return post(client, URL, token=token, **fields)


def test_link_shows_what_changes(client, invited):
    page = opened(client, invited[1])

    assert "You are invited as Dr Eva Roe, consultant dermatologist" in page
    assert "1 fact differs." in page
    assert re.search(r"<ins>.*settles", page)
    assert re.search(r"<del>.*builds up", page)
    assert "Compared with edition 1." in page


def test_link_of_a_first_edition_shows_all_of_it(client):
    edition = make_in_review()
    make_fact(edition, Topic.CAUSE, plain="Nobody knows why.")

    page = opened(client, invite(edition)[1])

    assert "everything is new" in page
    assert "Nobody knows why." in page


def test_page_is_private_and_leaves_no_trace(client, invited):
    response = client.get(URL, {"token": invited[1]})

    assert set(response["Cache-Control"].split(", ")) == {"private", "no-store"}
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Robots-Tag"] == "noindex"
    assert not response.cookies
    page = response.content.decode()
    assert 'name="robots" content="noindex"' in page
    # The token stands in the forms of this page and in no address.
    assert f'value="{invited[1]}"' in page
    assert not re.search(f'(href|action)="[^"]*{re.escape(invited[1])}', page)


def test_page_shows_nothing_that_staff_say_to_each_other(client, invited):
    make_comment(invited[0].edition, text="Between us.")

    assert "Between us." not in opened(client, invited[1])


def test_expert_comments_on_a_fact_and_sees_it(client, invited):
    invitation, token = invited
    key = invitation.edition.facts.get().key

    response = send(client, token, text="Which layer\r\nof skin?", fact_key=key)

    comment = FactComment.objects.get()
    assert response.status_code == 303
    assert response["Location"] == f"{URL}?token={token}#comment-{comment.pk}"
    assert (comment.text, comment.fact_key) == ("Which layer\nof skin?", key)
    page = opened(client, token)
    assert f'id="comment-{comment.pk}"' in page
    assert "Which layer<br>of skin?" in page


def test_expert_comments_on_the_whole_edition(client, invited):
    send(client, invited[1], text="<b>Good</b>", fact_key="")

    assert FactComment.objects.get().fact_key is None
    page = opened(client, invited[1])
    assert "&lt;b&gt;Good" in page
    assert "<b>Good" not in page


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"text": " "}, "Please write the comment."),
        ({"text": "x" * 4001}, "4000 characters"),
        ({"text": "Kept.", "fact_key": "junk"}, "valid UUID"),
        ({"text": "Kept.", "fact_key": "0" * 32}, "There is no such fact."),
    ],
)
def test_comment_that_cannot_be_taken_is_told_and_kept(client, invited, fields, words):
    response = send(client, invited[1], **fields)

    page = response.content.decode()
    assert response.status_code == 400
    assert words in page
    assert "There is a problem" in page
    assert fields["text"].strip() in page
    assert not FactComment.objects.exists()


def test_answer_ends_the_link(client, invited):
    invitation, token = invited

    response = send(client, token, **ANSWER, note="Clear and right.")

    assert (response.status_code, response["Location"]) == (303, "/review/thanks/")
    assert "Your answer is recorded" in client.get("/review/thanks/").content.decode()
    opinion = ExpertOpinion.objects.get()
    assert (opinion.invitation, opinion.verdict, opinion.name, opinion.note) == (
        invitation, "approves", "Dr Eva Roe", "Clear and right.",
    )  # fmt: skip
    invitation.edition.refresh_from_db()
    assert invitation.edition.status == "in-review"
    assert "It has ended" in opened(client, token, 410)
    assert send(client, token, **ANSWER).status_code == 410
    assert ExpertOpinion.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": ""}, "Your name"),
        ({"role": " "}, "Your role"),
        ({"verdict": "declines"}, "Please say why you do not approve."),
        ({"verdict": ""}, "Please choose your answer."),
        ({"verdict": "publish"}, "Do you approve this edition?</a>:"),
        ({"name": "x" * 161}, "160 characters"),
    ],
)
def test_answer_that_cannot_be_taken_is_told(client, invited, wrong, words):
    response = send(client, invited[1], **ANSWER | wrong)

    page = response.content.decode()
    assert response.status_code == 400
    assert words in page
    assert "There is a problem" in page
    assert not ExpertOpinion.objects.exists()


def test_refusal_waits_for_the_reviewers(client, invited):
    send(client, invited[1], **ANSWER | {"verdict": "declines"}, note="The dose is wrong.")

    assert FactComment.objects.get().text == "The dose is wrong."


@pytest.mark.parametrize("token", ["", "x", "x.y", "a" * 3000, "../../etc/passwd", "é"])
def test_foreign_token_opens_nothing(client, invited, token):
    assert "It is not a link that we made." in opened(client, token, 404)
    assert send(client, token, text="Hm.").status_code == 404
    assert not FactComment.objects.exists()


def test_altered_token_opens_nothing(client, invited):
    token = invited[1]
    for altered in (token[:-1], token + "A", token.swapcase()):
        opened(client, altered, 404)


@pytest.mark.parametrize("end", ["revoked", "expired", "sent back", "answered"])
def test_ended_link_opens_nothing(client, invited, end):
    invitation, token = invited
    if end == "revoked":
        revoke_invitation(invitation=invitation, by=make_user(groups=["reviewer"]))
    elif end == "expired":
        invitation, token = invite(invitation.edition, at=invitation.at.replace(year=2020))
        Edition.objects.filter(pk=invitation.edition_id).update(submitted_at=None)
    elif end == "sent back":
        Edition.objects.filter(pk=invitation.edition_id).update(status="draft")
    else:
        give_opinion(invitation=invitation, verdict="approves", name="Eva", role="surgeon")

    page = opened(client, token, 410)

    assert "It has ended" in page
    assert str(invitation.edition.condition) not in page
    assert send(client, token, text="Hm.").status_code == 410
    assert send(client, token, **ANSWER).status_code == 410
    assert not FactComment.objects.exists()


def test_link_opens_no_other_edition(client, invited):
    other = make_in_review()

    send(client, invited[1], text="Hm.", edition=other.pk, fact_key=other.facts.get().key)

    assert not FactComment.objects.exists()
    assert client.get(other.get_absolute_url()).status_code == 404
    assert client.get("/admin/", {"token": invited[1]}).status_code == 302


def test_expert_of_an_earlier_round_does_not_see_the_next(client, invited):
    invitation, token = invited
    later = invitation.at.replace(year=invitation.at.year + 1)
    Edition.objects.filter(pk=invitation.edition_id).update(submitted_at=later)

    opened(client, token, 410)


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://e.example"}]
)
def test_answer_from_another_site_is_refused(client, invited, headers):
    response = client.post(
        URL,
        f"token={invited[1]}&answer=1&verdict=approves&name=Eva&role=surgeon",
        content_type="application/x-www-form-urlencoded",
        headers=headers,
    )

    assert response.status_code == 403
    assert not ExpertOpinion.objects.exists()


def test_guessing_is_slowed_down(client, invited, monkeypatch):
    monkeypatch.setattr(experts, "VISITS_AN_HOUR", 2)
    for _try in range(2):
        opened(client, "guess", 404)

    assert "Please wait an hour" in opened(client, invited[1], 429)


def test_reading_changes_nothing(client, invited):
    before = list(ReviewInvitation.objects.values())

    client.get(URL, {"token": invited[1], **ANSWER})
    client.head(URL, {"token": invited[1]})

    assert list(ReviewInvitation.objects.values()) == before
    assert not ExpertOpinion.objects.exists()


@pytest.mark.parametrize("facts", [1, 30])
def test_page_keeps_its_number_of_queries(client, django_assert_num_queries, facts):
    published = make_published()
    edition = make_in_review(published.condition)
    for _number in range(facts):
        make_fact(edition)
    _invitation, token = invite(edition)
    # the invitation; the editions to compare with; both editions' facts, their citations, their
    # body sites, their photographs; the comments
    with django_assert_num_queries(7):
        opened(client, token)
