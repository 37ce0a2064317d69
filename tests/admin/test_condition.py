"""The conditions' admin."""

import pytest

from tests.admin.pages import change_url, form_of
from tests.factories import make_condition, make_edition, make_published, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def publisher(client):
    client.force_login(make_user("pub", groups=["publisher"]))
    return client


def test_list_shows_the_editions_in_work_and_published(publisher):
    condition = make_condition("Calciphylaxis")
    make_published(condition)
    make_edition(condition)

    page = publisher.get("/admin/conditions/condition/").content.decode()

    assert '<td class="field-edition_in_work">2</td>' in page
    assert '<td class="field-published_edition">1</td>' in page


def test_search_finds_synonyms(publisher):
    make_condition("Calciphylaxis").names.create(text="CUA")

    page = publisher.get("/admin/conditions/condition/?q=cua").content.decode()

    assert "Calciphylaxis" in page


def test_publisher_names_an_owner_and_a_second_person(publisher):
    condition = make_condition()
    owner, deputy = make_user("olga"), make_user("dirk")
    form = form_of(publisher.get(change_url(condition)), "condition_form")
    form |= {"owner": owner.pk, "deputy": deputy.pk}

    response = publisher.post(change_url(condition), form)

    assert response.status_code == 302
    condition.refresh_from_db()
    assert (condition.owner, condition.deputy) == (owner, deputy)


@pytest.mark.parametrize("role", ["owner", "deputy"])
@pytest.mark.parametrize("account", [{"is_staff": False}, {"is_active": False}])
def test_account_that_is_not_active_staff_keeps_no_page_current(publisher, role, account):
    condition = make_condition()
    form = form_of(publisher.get(change_url(condition)), "condition_form")
    form[role] = make_user(**account).pk

    assert publisher.post(change_url(condition), form).status_code == 200


def test_owner_is_no_second_person(publisher):
    condition, owner = make_condition(), make_user("olga")
    form = form_of(publisher.get(change_url(condition)), "condition_form")
    form |= {"owner": owner.pk, "deputy": owner.pk}

    page = publisher.post(change_url(condition), form).content.decode()

    assert "Owner and second person must be two people." in page


def test_condition_keeps_its_address(publisher):
    condition = make_condition("Wart", slug="wart")
    form = form_of(publisher.get(change_url(condition)), "condition_form")

    publisher.post(change_url(condition), form | {"name": "Verruca", "slug": "verruca"})

    condition.refresh_from_db()
    assert (condition.name, condition.slug) == ("Verruca", "wart")
