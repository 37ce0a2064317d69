"""The records of who did what when: found by person, step, condition, date and words."""

from datetime import UTC, datetime

import pytest

from conditions.models import ReviewEvent
from tests.admin.pages import change_url
from tests.factories import make_condition, make_edition, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer(client):
    client.force_login(make_user(groups=["reviewer"]))
    return client


def found(client, model, **query):
    changelist = client.get(f"/admin/conditions/{model}/", query).context["cl"]
    return set(changelist.result_list)


def test_steps_are_found_by_person_step_condition_date_and_words(reviewer):
    wart, mole = (make_edition(make_condition(name)) for name in ("Wart", "Mole"))
    begun = wart.events.create(
        to_status="draft", by_name="Ed", at=datetime(2026, 1, 2, tzinfo=UTC), comment="First."
    )
    sent = mole.events.create(from_status="draft", to_status="in-review", by_name="Flo")

    assert found(reviewer, "reviewevent") == {begun, sent}
    for query in (
        {"by_name": "Ed"},
        {"to_status__exact": "draft"},
        {"edition__condition__id__exact": wart.condition_id},
        {"at__gte": "2026-01-02 00:00:00+00:00", "at__lt": "2026-01-03 00:00:00+00:00"},
        {"q": "first"},
        {"q": "wart"},
    ):
        assert found(reviewer, "reviewevent", **query) == {begun}, query


def test_checks_are_found_by_person_and_condition(reviewer):
    first, second = (
        make_edition(make_condition(name)).condition.checks.create(
            fact_key="0" * 32, outcome="confirmed", by_name=by, on="2026-01-02"
        )
        for name, by in (("Wart", "Ed"), ("Mole", "Flo"))
    )

    assert found(reviewer, "factcheck", by_name="Ed") == {first}
    assert found(reviewer, "factcheck", condition__id__exact=second.condition_id) == {second}


def test_steps_are_never_changed_by_hand(client):
    client.force_login(make_user(is_superuser=True))
    event = make_edition().events.create(to_status="draft", by_name="Ed")

    assert client.post(change_url(event), {"comment": "Never."}).status_code == 403
    delete = change_url(event).replace("/change/", "/delete/")
    assert client.post(delete, {"post": "yes"}).status_code == 403
    assert ReviewEvent.objects.get().comment == ""
