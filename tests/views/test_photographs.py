"""Photographs on a condition's page, and who gets their files."""

import pytest
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from conditions.actions.experts import revoke_invitation
from conditions.actions.photographs import withdraw_picture
from conditions.models import Edition, EditionStatus, TermKind
from tests.factories import (
    approve,
    invite,
    make_edition,
    make_fact,
    make_in_review,
    make_photograph,
    make_picture,
    make_source,
    make_term,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_has_come():
    cache.clear()


def make_shown(**fields):
    edition = make_edition()
    make_fact(edition)
    photograph = make_photograph(edition, **fields)
    approve(edition)
    return photograph


def address(picture, width=None):
    return reverse("conditions:picture", args=[picture.digest, width or picture.width])


def page_of(client, photograph, **query):
    response = client.get(photograph.edition.condition.get_absolute_url(), query)
    return " ".join(response.content.decode().split())


def withdraw(picture):
    by = make_user(groups=["publisher"])
    return withdraw_picture(picture=picture, reason="Asked for by K 17.", by=by)


def test_page_shows_picture_with_all_that_belongs_to_it(client):
    source = make_source("A case")
    site = make_term("digit", plain_name="finger", kind=TermKind.BODY_SITE)
    picture = make_picture((600, 400), source=source)
    shown = make_shown(picture=picture, body_sites=[site], skin_tone=8)

    page = page_of(client, shown)

    assert f'src="{address(picture)}"' in page
    assert f'srcset="{address(picture, 480)} 480w, {address(picture)} 600w"' in page
    assert 'width="600" height="400" alt="A white lump on a finger" loading="lazy"' in page
    assert "The lump is hard." in page
    assert "finger · dark skin (Monk scale 8 of 10) · Photograph: Dr Kay" in page
    assert '<a href="https://creativecommons.org/licenses/by/4.0/" rel="license">CC BY 4.0' in page
    assert "A case" in page
    assert "K 17" not in page
    assert "<details> <summary>Photograph" not in page


def test_page_words_the_picture_for_professionals(client):
    page = page_of(client, make_shown(), view="clinical")

    assert "Subcutaneous calcified nodule." in page
    assert "The lump is hard." not in page


def test_distressing_picture_waits_until_it_is_asked_for(client):
    page = page_of(client, make_shown(distressing=True, alt="A black sore."))

    summary = "<summary>Photograph: A black sore. May be distressing. Show it</summary>"
    assert f"<details> {summary}" in page
    assert page.index(summary) < page.index("<img src=") < page.index("</figure> </details>")
    assert 'loading="lazy"' in page


def test_picture_stands_in_its_section(client):
    page = page_of(client, make_shown(topic="treatment"))

    assert page.index('<h2 id="treatment">') < page.index('<div class="photograph"')
    assert '<h2 id="symptom">' not in page


def test_picture_that_goes_with_urgent_advice_stands_with_the_symptoms(client):
    page = page_of(client, make_shown(topic="seek-help"))

    assert page.index('<h2 id="symptom">') < page.index('<div class="photograph"')


def test_withdrawn_picture_leaves_a_line_in_every_edition(client):
    shown = make_shown()
    withdraw(shown.picture)

    page = page_of(client, shown)

    assert "A photograph that stood here was withdrawn on" in page
    assert "<img src=" not in page
    assert "Asked for" not in page


def test_file_of_a_published_picture_is_given(client):
    picture = make_shown(picture=make_picture((600, 400))).picture

    response = client.get(address(picture, 480), headers={"accept-encoding": "gzip"})

    assert response.status_code == 200
    assert response["Content-Type"] == "image/jpeg"
    assert response["Cache-Control"] == "public, max-age=86400, immutable"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["X-Robots-Tag"] == "noindex"
    assert "Content-Encoding" not in response
    assert not response.cookies
    assert response.content.startswith(b"\xff\xd8\xff")
    again = client.get(address(picture, 480), headers={"if-none-match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.head(address(picture)).status_code == 200


def draft():
    return make_photograph().picture


def in_review():
    return make_photograph(make_in_review()).picture


def unused():
    return make_picture()


def not_yet():
    shown = make_shown()
    edition = make_edition()
    make_fact(edition)
    picture = make_photograph(edition).picture
    approve(edition, publish_at=timezone.now() + timezone.timedelta(days=1))
    return picture if shown else None


def of_withdrawn_edition():
    shown = make_shown()
    Edition.objects.filter(pk=shown.edition_id).update(
        status=EditionStatus.WITHDRAWN, withdrawn_at=timezone.now(), withdrawal_reason="Wrong."
    )
    return shown.picture


def withdrawn():
    return withdraw(make_shown().picture)


@pytest.mark.parametrize(
    "make", [draft, in_review, unused, not_yet, of_withdrawn_edition, withdrawn]
)
def test_file_that_no_page_shows_is_not_there(client, make):
    picture = make()

    for one in (client, staff()):
        assert one.get(address(picture)).status_code == 404


def staff():
    client = Client()
    client.force_login(make_user(is_superuser=True))
    return client


def test_file_of_a_replaced_edition_is_given(client):
    shown = make_shown()
    later = make_edition(shown.edition.condition)
    make_fact(later)
    approve(later)

    assert client.get(address(shown.picture)).status_code == 200


@pytest.mark.parametrize("path", ["{digest}/17.jpg", "{digest}/0.jpg", "0/16.jpg", "x/16.jpg"])
def test_other_addresses_lead_nowhere(client, path):
    picture = make_shown().picture

    response = client.get(f"/photographs/{path.format(digest=picture.digest)}")

    assert response.status_code == 404


def test_file_that_the_storage_lost_is_not_there_and_told(client, caplog):
    picture = make_shown().picture
    default_storage.delete(picture.file_name(picture.width))

    assert client.get(address(picture)).status_code == 404
    assert "missing from the storage" in caplog.text


def test_expert_sees_the_picture_of_the_edition_and_no_other(client):
    edition = make_in_review()
    shown, other = make_photograph(edition), make_photograph()
    invitation, token = invite(edition)

    page = client.get("/review/", {"token": token}).content.decode()
    url = reverse("conditions:expert-picture", args=[shown.picture.digest, 16])

    assert f"{url}?token={token}" in page
    response = client.get(url, {"token": token})
    assert (response.status_code, response["Content-Type"]) == (200, "image/jpeg")
    assert response["Cache-Control"] == "private, no-store"
    assert client.get(url).status_code == 404
    elsewhere = reverse("conditions:expert-picture", args=[other.picture.digest, 16])
    assert client.get(elsewhere, {"token": token}).status_code == 404
    revoke_invitation(invitation=invitation, by=make_user(groups=["reviewer"]))
    assert client.get(url, {"token": token}).status_code == 404
