from datetime import timedelta

import pytest
from django.utils import timezone

from conditions.models import Edition, Topic
from conditions.selectors.condition_page import (
    begun_editions,
    condition_content,
    published_edition,
)
from tests.factories import make_condition, make_edition, make_fact, make_published


def content_of(edition):
    return condition_content(Edition.objects.get(pk=edition.pk))


@pytest.mark.django_db
def test_facts_stand_in_the_order_of_topics_and_positions():
    edition = make_edition()
    make_fact(edition, Topic.CAUSE, position=2, plain="third")
    make_fact(edition, Topic.CAUSE, position=1, plain="second")
    make_fact(edition, Topic.DEFINITION, position=9, plain="first")
    make_fact(edition, Topic.OPEN_QUESTION, position=0, plain="last")

    assert [f.plain for f in content_of(edition).facts] == ["first", "second", "third", "last"]


@pytest.mark.django_db
def test_only_published_relatives_are_linked():
    top = make_published().condition
    condition = make_condition(broader=top)
    form = make_published(make_condition(broader=condition)).condition
    make_condition(broader=condition)
    other = make_published().condition
    edition = make_published(
        condition,
        facts=[
            {"topic": Topic.DIFFERENTIAL, "other_condition": other},
            {"topic": Topic.DIFFERENTIAL},
        ],
    )

    content = content_of(edition)

    assert content.narrower == [form]
    assert content.published_conditions == {top.pk, form.pk, other.pk}


@pytest.mark.django_db
def test_published_edition_depends_on_the_time():
    now = timezone.now()
    edition = make_published(make_condition(slug="wart"), at=now)

    assert published_edition("wart", at=now) == edition
    assert published_edition("wart", at=now - timedelta(seconds=1)) is None
    assert published_edition("nowhere", at=now) is None


@pytest.mark.django_db
def test_begun_editions_are_what_readers_have_seen():
    first = make_published(make_condition(slug="wart"))
    second = make_published(first.condition)
    make_published(first.condition, at=timezone.now() + timedelta(days=1))
    make_edition(first.condition)

    assert begun_editions("wart") == [first, second]
