"""The queue of readers' remarks: what staff see, and how each is dealt with."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from conditions.actions.feedback import resolve_remark
from conditions.models import Topic
from tests.admin.pages import change_url
from tests.factories import make_edition, make_fact, make_published, make_remark, make_user

pytestmark = pytest.mark.django_db

LIST = "/admin/conditions/feedback/"
SCRIPT = "<script>alert(1)</script> *bold*"


def browser(*groups, **fields):
    client = Client()
    client.force_login(make_user(groups=groups, **fields))
    return client


def said(response):
    assert response.status_code == 200
    return response.content.decode()


def resolve(client, remark, **data):
    data = {"status": "closed", "resolution": "It is right as it stands."} | data
    return client.post(f"{LIST}{remark.pk}/resolve/", data, follow=True)


@pytest.fixture
def remark():
    edition = make_published(facts=[{"topic": Topic.CAUSE, "plain": "Nobody knows."}])
    return make_remark(fact=edition.facts.get(topic=Topic.CAUSE), text=SCRIPT)


def test_list_shows_status_age_page_and_condition(remark):
    type(remark).objects.update(received_on=timezone.localdate() - timedelta(days=3))
    make_remark(text="About the whole site.")

    page = said(browser("editor").get(LIST))

    assert "3 days" in page
    assert str(remark.edition.condition) in page
    assert remark.page in page
    assert "About the whole site." in page
    assert SCRIPT not in page


def test_list_is_filtered_by_status_and_condition(remark):
    make_remark(make_published(), text="About another condition.")
    client = browser("editor")

    of_condition = said(
        client.get(f"{LIST}?edition__condition__id__exact={remark.edition.condition_id}")
    )
    assert "About another condition." not in of_condition
    assert "About another condition." not in said(client.get(f"{LIST}?status__exact=closed"))
    assert "About another condition." in said(client.get(f"{LIST}?status__exact=open"))


def test_remark_is_shown_as_the_readers_words_with_its_fact(remark):
    fact = remark.edition.facts.get(topic=Topic.CAUSE)
    draft = make_edition(remark.edition.condition)
    copy = make_fact(draft, Topic.CAUSE, key=fact.key)

    page = said(browser("reviewer").get(change_url(remark)))

    assert "In the reader&#x27;s words" in page or "In the reader's words" in page
    assert "&lt;script&gt;" in page
    assert SCRIPT not in page
    assert "Nobody knows." in page
    assert f'{change_url(draft)}#fact-{copy.key}"' in page
    assert f'{remark.page}#fact-{fact.key.hex[:10]}"' in page


def test_remark_without_an_edition_is_shown(remark):
    assert "It came on" in said(browser("editor").get(change_url(make_remark())))


def test_old_remarks_are_shown_to_nobody(remark):
    type(remark).objects.update(received_on=timezone.localdate() - timedelta(days=90))
    root = browser(is_superuser=True)

    assert "alert" not in said(root.get(LIST))
    assert root.get(change_url(remark)).status_code == 302
    assert resolve(root, remark).status_code == 404


def test_editor_closes_a_remark_with_a_reason(remark):
    client = browser("editor", first_name="Ada", last_name="Ray")

    page = said(resolve(client, remark))

    assert "Ada Ray" in page
    assert "It is right as it stands." in page
    assert "Record it" not in page
    remark.refresh_from_db()
    assert remark.status == "closed"


@pytest.mark.parametrize("data", [{"resolution": ""}, {"status": "open"}, {"status": ""}])
def test_remark_stays_open_without_outcome_or_reason(remark, data):
    page = said(resolve(browser("editor"), remark, **data))

    assert "errornote" in page or 'class="error"' in page
    remark.refresh_from_db()
    assert remark.status == "open"


def test_second_editor_is_told_that_it_is_done(remark):
    resolve_remark(
        remark=remark,
        status="answered",
        resolution="Reworded.",
        by=make_user("ada", groups=["editor"]),
    )

    page = said(resolve(browser("editor"), remark))

    assert "Ada has dealt with this remark already." in page
    remark.refresh_from_db()
    assert remark.resolution == "Reworded."


def test_only_editors_deal_with_remarks(remark):
    for group in ("reviewer", "publisher", "vocabulary keeper"):
        client = browser(group)
        assert "Record it" not in said(client.get(change_url(remark)))
        assert resolve(client, remark).status_code == 403
    assert "Record it" in said(browser("editor").get(change_url(remark)))
    assert browser().get(change_url(remark)).status_code == 403
    remark.refresh_from_db()
    assert remark.status == "open"


def test_remark_is_neither_edited_nor_deleted_nor_resolved_by_get(remark):
    root = browser(is_superuser=True)

    assert root.post(change_url(remark), {"text": "Else"}).status_code == 403
    assert root.post(f"{LIST}{remark.pk}/delete/", {"post": "yes"}).status_code == 403
    assert root.get(f"{LIST}{remark.pk}/resolve/").status_code == 405


def test_queue_asks_the_database_equally_often_for_any_number(django_assert_max_num_queries):
    for _number in range(3):
        make_remark(make_published())
    client = browser("editor")
    # session, user, rights (2); two counts, the rows, the conditions to filter by; for each of the
    # four filters its facet, and the conditions again
    with django_assert_max_num_queries(16):
        client.get(LIST)
