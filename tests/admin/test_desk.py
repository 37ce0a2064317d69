"""The desk, its lists, and those as CSV."""

import csv
import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from conditions.models import SearchMiss, Topic
from conditions.presenters.desk import LISTS
from tests.factories import (
    make_check,
    make_comment,
    make_condition,
    make_edition,
    make_fact,
    make_published,
    make_source,
    make_user,
)

pytestmark = pytest.mark.django_db

NAMES = [desk_list.name for desk_list in LISTS]


def browser(*groups, user=None):
    client = Client()
    client.force_login(user or make_user(groups=groups))
    return client


@pytest.fixture
def work():
    """Let something wait in every list, and return the person for whom it waits."""
    person = make_user("ed", groups=["editor", "reviewer"])
    today = timezone.localdate()
    make_edition(make_condition("Drafted"), author=person)
    make_edition(make_condition("Submitted"), status="in-review", submitted_at=timezone.now())
    make_comment(make_edition(make_condition("Commented")))
    for name, days in (("Late", 400), ("Soon", 350)):
        fact = make_published(make_condition(name, owner=person)).facts.get()
        make_check(fact, today - timedelta(days=days))
    wanting = make_published(make_condition("Wanting")).facts.get()
    make_check(wanting, today)
    make_check(wanting, today, outcome="needs-change")
    edition = make_published(
        make_condition("Weak"),
        facts=[
            {"topic": Topic.CAUSE, "sources": [], "clinical": "Without any source."},
            {
                "topic": Topic.CAUSE,
                "sources": [make_source("Fallen", status="superseded")],
                "clinical": "On a fallen source.",
            },
        ],
    )
    edition.feedback.create(text="=HYPERLINK(1) is unclear.")
    SearchMiss.objects.create(word="gibberwort", month=today.replace(day=1))
    return person


SHOWN = {
    "drafts": "Drafted",
    "reviews": "Submitted",
    "comments": "Commented",
    "overdue": "Late",
    "due-soon": "Soon",
    "needs-change": "Wanting",
    "unsupported": "Without any source.",
    "outdated-sources": "On a fallen source.",
    "feedback": "is unclear.",
    "searches": "gibberwort",
}


def test_name_of_a_kind_of_record_leads_to_its_list_and_nowhere_else():
    page = browser("editor").get("/admin/").content.decode()

    named = set(re.findall(r'href="([^"]+)"[^>]*>\s*Conditions\s*<', page))
    assert named == {"/admin/conditions/condition/"}


def test_every_list_is_tried_here():
    assert set(SHOWN) == set(NAMES)


def test_desk_shows_what_waits_with_links_to_the_lists(work):
    page = browser(user=work).get("/admin/").content.decode()

    for name, words in SHOWN.items():
        assert f'href="/admin/desk/{name}/"' in page
        assert words in page
    assert "/admin/conditions/condition/add/" not in page  # an editor adds none
    assert "Review events" in page  # the stock list of models follows


@pytest.mark.parametrize("name", NAMES)
def test_list_shows_what_waits(work, name):
    page = browser(user=work).get(f"/admin/desk/{name}/").content.decode()

    assert SHOWN[name] in page
    assert f"/admin/desk/{name}/csv/" in page


@pytest.mark.parametrize("name", NAMES)
def test_list_is_exported_as_csv(work, name):
    response = browser(user=work).get(f"/admin/desk/{name}/csv/")

    heading, *rows = csv.reader(response.content.decode("utf-8-sig").splitlines())
    assert any(SHOWN[name] in cell for row in rows for cell in row)
    assert {len(row) for row in rows} == {len(heading)}
    assert response["Content-Disposition"] == f'attachment; filename="{name}.csv"'


def test_exported_remark_is_no_formula(work):
    table = browser(user=work).get("/admin/desk/feedback/csv/").content.decode()

    assert "'=HYPERLINK(1)" in table


def test_links_of_the_desk_lead_somewhere(work):
    client = browser(user=work)
    page = client.get("/admin/").content.decode()

    for name in NAMES:
        for row in page.partition(f'id="desk-{name}"')[2].partition("</section>")[0].split("<td>"):
            if row.startswith('<a href="'):
                url = row.removeprefix('<a href="').partition('"')[0]
                assert client.get(url).status_code == 200, url


@pytest.mark.parametrize("name", NAMES)
def test_empty_list_says_so(name):
    page = browser("editor", "reviewer").get(f"/admin/desk/{name}/").content.decode()

    assert "Nothing waits here." in page


def test_pages_that_were_never_checked_stand_with_the_overdue_ones():
    make_published(make_condition("New"))

    assert "New" in browser("editor").get("/admin/desk/overdue/").content.decode()


def test_long_list_has_pages_and_its_csv_has_all_rows():
    month = timezone.localdate().replace(day=1)
    words = [a + b for a in "abcdefghijklmnop" for b in "abcdefgh"]
    SearchMiss.objects.bulk_create(SearchMiss(word=word, month=month) for word in words)
    client = browser("editor")

    page = client.get("/admin/desk/searches/?page=2").content.decode()

    assert "Page 2 of 2" in page
    assert page.count("<td>1</td>") == 28  # each word was looked for once
    assert len(client.get("/admin/desk/searches/csv/").content.splitlines()) == 1 + 128


# Who sees what


@pytest.mark.parametrize("what", ["", "csv/"])
@pytest.mark.parametrize("name", NAMES)
def test_list_is_open_to_those_with_the_right_only(work, name, what):
    url = f"/admin/desk/{name}/{what}"

    for group in ("editor", "reviewer", "publisher", "vocabulary keeper"):
        expected = 403 if name == "reviews" and group != "reviewer" else 200
        assert browser(group).get(url).status_code == expected, group
    assert browser().get(url).status_code == 403
    assert Client().get(url).status_code == 302
    assert browser("editor", "reviewer").post(url).status_code == 405


def test_desk_of_staff_without_rights_is_empty(work):
    page = browser().get("/admin/").content.decode()

    assert "/admin/desk/" not in page
    assert not [words for words in SHOWN.values() if words in page]


def test_desk_shows_only_what_the_user_may_see(work):
    user = make_user()
    user.user_permissions.add(Permission.objects.get(codename="view_searchmiss"))

    page = browser(user=user).get("/admin/").content.decode()

    assert [name for name in NAMES if f"/admin/desk/{name}/" in page] == ["searches"]
    assert [words for words in SHOWN.values() if words in page] == ["gibberwort"]


def test_drafts_of_others_are_not_mine():
    make_fact(make_edition(make_condition("Drafted")))

    assert "Drafted" not in browser("editor").get("/admin/").content.decode()


@pytest.mark.parametrize("what", ["", "csv/"])
def test_list_that_is_not_there_is_not_found(what):
    assert browser("editor").get(f"/admin/desk/nothing/{what}").status_code == 404
