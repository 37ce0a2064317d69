"""Inviting experts on the page of an edition."""

import html
import re

import pytest
from django.test import Client, override_settings

from conditions.actions.experts import give_opinion
from conditions.models import ReviewInvitation
from tests.admin.pages import change_url
from tests.factories import invite, make_edition, make_in_review, make_published, make_user

pytestmark = pytest.mark.django_db
OTHERS = ("editor", "publisher", "vocabulary keeper")


def browser(*groups, **fields):
    client = Client()
    client.force_login(make_user(groups=groups, **fields))
    return client


def said(response):
    assert response.status_code == 200
    return response.content.decode()


def send(client, edition, follow=True, **fields):
    values = {"name": "Dr Eva Roe", "role": "surgeon", "days": "14"} | fields
    return client.post(
        f"/admin/conditions/edition/{edition.pk}/invite/",
        {f"invitation-{name}": value for name, value in values.items()},
        follow=follow,
    )


def revoke(client, invitation):
    url = f"/admin/conditions/edition/{invitation.edition_id}/invitations/{invitation.pk}/revoke/"
    return client.post(url, follow=True)


def test_link_is_shown_once_and_opens_the_edition():
    edition = make_in_review()
    reviewer = browser("reviewer")

    with override_settings(SITE_URL="https://calcsite.example"):
        response = send(reviewer, edition)

    page = said(response)
    assert "no-store" in response["Cache-Control"]
    link = html.unescape(re.search(r'value="(https://calcsite\.example/review/[^"]+)"', page)[1])
    assert Client().get(link.removeprefix("https://calcsite.example")).status_code == 200
    token = link.partition("=")[2]
    again = said(reviewer.get(change_url(edition)))
    assert token not in again
    assert "<strong>Dr Eva Roe</strong>, surgeon: open." in again


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": " "}, "Name:"),
        ({"days": "0"}, "Days"),
        ({"days": "61"}, "60"),
        ({"days": "x"}, ""),
    ],
)
def test_invitation_that_makes_no_sense_is_told(wrong, words):
    edition = make_in_review()

    page = said(send(browser("reviewer"), edition, **wrong))

    assert words in page
    assert 'class="error"' in page
    assert not ReviewInvitation.objects.exists()


@pytest.mark.parametrize("make", [make_edition, make_published])
def test_only_an_edition_in_review_offers_invitations(make):
    edition = make()
    reviewer = browser("reviewer")

    assert "Invite an expert" not in said(reviewer.get(change_url(edition)))
    assert "in review" in said(send(reviewer, edition))
    assert not ReviewInvitation.objects.exists()


def test_others_see_the_invitations_and_make_or_revoke_none():
    invitation, _token = invite()
    edition = invitation.edition

    for group in OTHERS:
        client = browser(group)
        page = said(client.get(change_url(edition)))
        assert "Dr Eva Roe" in page
        assert "Invite an expert" not in page
        assert "Revoke the link" not in page
        assert send(client, edition).status_code == 403
        assert revoke(client, invitation).status_code == 403
    assert browser().post(f"/admin/conditions/edition/{edition.pk}/invite/").status_code == 403
    assert Client().post(f"/admin/conditions/edition/{edition.pk}/invite/").status_code == 302
    assert ReviewInvitation.objects.get().revoked_at is None


def test_reviewer_revokes_a_link_once():
    invitation, _token = invite()
    client = browser("reviewer", first_name="Rita", last_name="Vane")
    assert "Revoke the link of Dr Eva Roe" in said(client.get(change_url(invitation.edition)))

    page = said(revoke(client, invitation))

    assert "Dr Eva Roe</strong>, consultant dermatologist: revoked." in page
    assert "Revoked by Rita Vane" in page
    assert "Revoke the link" not in page
    assert "not open any more: revoked" in said(revoke(client, invitation))


def test_link_of_another_edition_is_not_found():
    invitation, _token = invite()
    other = make_in_review()
    url = f"/admin/conditions/edition/{other.pk}/invitations/{invitation.pk}/revoke/"

    assert browser("reviewer").post(url).status_code == 404


def test_answer_is_shown_and_offered_as_the_clinical_reviewer():
    invitation, _token = invite()
    declined, _other = invite(invitation.edition, name="Dr No")
    give_opinion(invitation=invitation, verdict="approves", name="Eva Roe", role="surgeon, Leeds")
    give_opinion(
        invitation=declined, verdict="declines", name="Dr No", role="surgeon", note="Too bold."
    )

    page = said(browser("reviewer").get(change_url(invitation.edition)))

    assert "“I approve this edition”, answered Eva Roe, surgeon, Leeds" in page
    assert "Too bold." in page
    assert '<option value="Eva Roe, surgeon, Leeds">' in page
    assert '<option value="Dr No' not in page
    assert 'list="approving-experts"' in page


def test_invitation_and_revocation_take_no_get():
    invitation, _token = invite()
    client = browser(is_superuser=True)
    edition = f"/admin/conditions/edition/{invitation.edition_id}/"

    assert client.get(f"{edition}invite/").status_code == 405
    assert client.get(f"{edition}invitations/{invitation.pk}/revoke/").status_code == 405


def test_record_of_an_invitation_does_not_show_the_hash():
    invitation, _token = invite()

    assert invitation.token_digest not in said(browser("editor").get(change_url(invitation)))
