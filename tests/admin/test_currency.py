"""The currency page of a condition."""

import csv
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from conditions.models import FactCheck, Topic
from conditions.presenters.facts import anchor
from tests.factories import (
    make_check,
    make_condition,
    make_edition,
    make_fact,
    make_published,
    make_source,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def edition(today):
    """Publish a page with a fact in each state: current, due soon, overdue, never checked."""
    edition = make_published(
        make_condition("Wart", review_interval=12),
        facts=[
            {"topic": Topic.CAUSE, "clinical": f"Cause {name}."} for name in ("soon", "late", "new")
        ],
    )
    current, soon, late, _new = edition.facts.order_by("pk")
    make_check(current, today)
    make_check(soon, today - timedelta(days=350))
    make_check(late, today - timedelta(days=400), by_name="Ada", note="Against the full text.")
    return edition


def browser(*groups):
    client = Client()
    client.force_login(make_user(groups=groups))
    return client


def page_url(edition, what="currency"):
    return f"/admin/conditions/condition/{edition.condition_id}/{what}/"


def page_of(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def post(client, edition, *facts, **values):
    data = {"edition_id": edition.pk, "outcome": "confirmed", "key": [f.key for f in facts]}
    return client.post(page_url(edition, "check-facts"), data | values, follow=True)


def test_page_says_when_and_by_whom_each_fact_was_checked(edition):
    page = page_of(browser("editor"), page_url(edition))

    assert "by Ada: confirmed. “Against the full text.”" in " ".join(page.split())
    assert (page.count("Next due"), page.count("Was due")) == (2, 1)
    assert page.count("Never checked.") == 1


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        ("overdue", ["Cause late."]),
        ("due-soon", ["Cause soon."]),
        ("unchecked", ["Cause new."]),
        ("current", []),
        ("needs-change", ["Cause soon."]),
    ],
)
def test_filter_keeps_the_facts_in_one_state(edition, today, state, shown):
    make_check(edition.facts.get(clinical="Cause soon."), today, outcome="needs-change")

    page = page_of(browser("editor"), f"{page_url(edition)}?state={state}")

    causes = ("Cause soon.", "Cause late.", "Cause new.")
    assert [cause for cause in causes if f"{cause}</p>" in page] == shown


def test_unknown_state_shows_every_fact(edition):
    assert page_of(browser("editor"), f"{page_url(edition)}?state=<b>").count("<article") == 4


def test_state_without_facts_says_so(edition):
    page = page_of(browser("editor"), f"{page_url(edition)}?state=needs-change")

    assert "No fact is in this state." in page


def test_page_without_a_published_edition_says_so():
    page = page_of(browser("editor"), page_url(make_fact().edition))

    assert "No edition is published" in page


def test_page_warns_of_a_source_that_was_retracted():
    edition = make_published(
        facts=[{"topic": Topic.CAUSE, "sources": [make_source(status="retracted")]}]
    )

    assert "This source was retracted." in page_of(browser("editor"), page_url(edition))


def test_one_fact_is_confirmed_and_the_page_comes_back_to_it(edition, today):
    late = edition.facts.get(clinical="Cause late.")

    response = post(browser("editor"), edition, late, state="overdue")

    check = FactCheck.objects.newest_first().first()
    assert (check.fact_key, check.outcome, check.on) == (late.key, "confirmed", today)
    assert response.redirect_chain == [(f"{page_url(edition)}?state=overdue#{anchor(late)}", 302)]
    assert "1 check is recorded." in response.content.decode()


def test_interval_of_one_month_is_told_in_the_singular():
    monthly = make_published(make_condition(review_interval=1))

    assert "again 1 month after" in page_of(browser("editor"), page_url(monthly))


def test_page_is_confirmed_but_for_facts_that_need_a_change(edition, today):
    make_check(edition.facts.get(clinical="Cause new."), today, outcome="needs-change")

    page = post(browser("reviewer"), edition, *edition.facts.all()).content.decode()

    assert "3 checks are recorded." in page
    assert "1 fact that needs a change was left out" in page


def test_needed_change_is_shown_with_its_note(edition):
    late = edition.facts.get(clinical="Cause late.")

    response = post(
        browser("reviewer"), edition, late, outcome="needs-change", note="A new figure <b>."
    )

    assert "needs change. “A new figure &lt;b&gt;.”" in response.content.decode()


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"outcome": "needs-change"}, "Please say what needs to change."),
        ({"outcome": "fine"}, "the form was not complete"),
        ({"edition_id": ""}, "the form was not complete"),
        ({"edition_id": "0"}, "Readers see another edition by now."),
        ({"edition_id": "9" * 30}, "Readers see another edition by now."),
        ({"key": ["x"]}, "These facts are not on the page."),
        ({"note": "x" * 2001}, "the form was not complete"),
    ],
)
def test_refusal_says_why_and_records_nothing(edition, values, message):
    before = FactCheck.objects.count()

    response = post(browser("editor"), edition, edition.facts.first(), **values)

    assert message in response.content.decode()
    assert FactCheck.objects.count() == before


def test_state_that_is_none_does_not_travel_into_the_address(edition):
    response = post(browser("editor"), edition, edition.facts.first(), state="//evil.example")

    assert "evil" not in response.redirect_chain[0][0]


@pytest.mark.parametrize("what", ["currency", "currency/csv"])
def test_page_is_open_to_every_group_and_nobody_else(edition, what):
    url = page_url(edition, what)

    for group in ("editor", "reviewer", "publisher", "vocabulary keeper"):
        assert browser(group).get(url).status_code == 200
    assert browser().get(url).status_code == 403
    assert Client().get(url).status_code == 302
    assert browser("editor").post(url).status_code == 405


@pytest.mark.parametrize(
    ("group", "may"),
    [("editor", True), ("reviewer", True), ("publisher", False), ("vocabulary keeper", False)],
)
def test_checking_is_open_to_editors_and_reviewers(edition, group, may):
    client = browser(group)

    assert ("Checked, no change" in page_of(client, page_url(edition))) == may
    assert post(client, edition, edition.facts.first()).status_code == (200 if may else 403)


def test_check_is_a_post_by_somebody_signed_in(edition):
    url = page_url(edition, "check-facts")

    assert browser("editor").get(url).status_code == 405
    assert Client().post(url).status_code == 302
    assert browser().post(url).status_code == 403


def test_condition_that_is_not_there_is_not_found():
    for what in ("currency", "currency/csv"):
        assert browser("editor").get(f"/admin/conditions/condition/0/{what}/").status_code == 404
    response = browser("editor").post("/admin/conditions/condition/0/check-facts/")
    assert response.status_code == 404


def test_facts_are_exported_as_csv(edition, settings):
    response = browser("editor").get(f"{page_url(edition, 'currency/csv')}?state=overdue")

    heading, row = csv.reader(response.content.decode("utf-8-sig").splitlines())
    late = edition.facts.get(clinical="Cause late.")
    assert row[heading.index("Fact")] == "Cause late."
    assert row[heading.index("By")] == "Ada"
    assert row[heading.index("Address")] == (
        f"{settings.SITE_URL}{edition.condition.get_absolute_url()}#{anchor(late)}"
    )


def test_draft_facts_are_not_on_the_page(edition):
    make_fact(make_edition(edition.condition), plain="Not published.")

    assert "Not published." not in page_of(browser("editor"), page_url(edition))
