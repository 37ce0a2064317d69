from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from conditions.actions.currency import CheckRefused, check_published
from conditions.models import FactCheck, Topic
from tests.factories import approve, make_check, make_edition, make_fact, make_published, make_user

pytestmark = pytest.mark.django_db

TODAY = date(2026, 6, 1)


@pytest.fixture
def edition():
    return make_published(facts=[{"topic": Topic.CAUSE}, {"topic": Topic.CAUSE}])


def keys_of(edition):
    return [str(fact.key) for fact in edition.facts.all()]


def check(edition, **changes):
    return check_published(
        **{
            "condition": edition.condition,
            "edition_id": edition.pk,
            "keys": keys_of(edition),
            "outcome": "confirmed",
            "by": make_user(groups=["reviewer"]),
            "on": TODAY,
        }
        | changes
    )


def test_facts_of_a_page_are_confirmed_together(edition):
    by = make_user("ada", groups=["editor"])

    checked = check(edition, by=by, note=" Against the full text. ")

    assert {fact.pk for fact in checked} == {fact.pk for fact in edition.facts.all()}
    recorded = FactCheck.objects.values_list("outcome", "by_name", "on", "note")
    assert list(recorded) == [("confirmed", "ada", TODAY, "Against the full text.")] * 3


@pytest.mark.parametrize("groups", [[], ["publisher"], ["vocabulary keeper"]])
def test_check_needs_the_right(edition, groups):
    with pytest.raises(PermissionDenied):
        check(edition, by=make_user(groups=groups))

    assert not FactCheck.objects.exists()


@pytest.mark.parametrize("note", ["", "  \n"])
def test_needed_change_is_explained(edition, note):
    with pytest.raises(CheckRefused, match="what needs to change"):
        check(edition, outcome="needs-change", note=note)


def test_needed_change_is_recorded(edition):
    check(edition, keys=keys_of(edition)[:1], outcome="needs-change", note="A new figure.")

    assert FactCheck.objects.get().note == "A new figure."


def test_check_of_an_edition_that_was_replaced_is_refused(edition):
    keys = keys_of(edition)
    draft = make_edition(edition.condition)
    for key in keys:
        make_fact(draft, key=key)
    approve(draft)

    with pytest.raises(CheckRefused, match="another edition"):
        check(edition, keys=keys)

    assert not FactCheck.objects.exists()


def test_check_of_a_draft_is_refused(edition):
    draft = make_fact(make_edition(edition.condition)).edition

    with pytest.raises(CheckRefused, match="another edition"):
        check(draft)


def test_check_of_an_edition_whose_time_has_not_come_is_refused():
    edition = make_published(at=timezone.now() + timedelta(days=1))

    with pytest.raises(CheckRefused, match="another edition"):
        check(edition)


def test_check_of_another_conditions_edition_is_refused(edition):
    with pytest.raises(CheckRefused, match="another edition"):
        check(edition, condition=make_published().condition)


@pytest.mark.parametrize("foreign", ["0" * 32, "not a key", "00000000-0000-4000-8000-000000000000"])
def test_key_that_is_not_on_the_page_refuses_the_whole(edition, foreign):
    with pytest.raises(CheckRefused, match="not on the page"):
        check(edition, keys=[*keys_of(edition), foreign])

    assert not FactCheck.objects.exists()


def test_check_of_nothing_is_refused(edition):
    with pytest.raises(CheckRefused):
        check(edition, keys=[])


def test_facts_that_need_a_change_are_left_out_of_a_common_check(edition):
    wanting, *others = edition.facts.all()
    make_check(wanting, TODAY, outcome="needs-change")

    assert {fact.pk for fact in check(edition)} == {fact.pk for fact in others}


def test_common_check_of_facts_that_all_need_a_change_is_refused(edition):
    for fact in edition.facts.all():
        make_check(fact, TODAY, outcome="needs-change")

    with pytest.raises(CheckRefused, match="one by one"):
        check(edition)


def test_fact_that_needs_a_change_can_be_confirmed_alone(edition):
    wanting = edition.facts.first()
    make_check(wanting, TODAY, outcome="needs-change")

    assert check(edition, keys=[str(wanting.key)]) == [wanting]
