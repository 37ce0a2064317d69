"""Which wordings are shown in the reader's language."""

from datetime import timedelta

import pytest
from django.utils import timezone

from conditions.selectors.translations import translated_wordings
from tests.factories import make_published, make_translation

pytestmark = pytest.mark.django_db


@pytest.fixture
def fact():
    return make_published().facts.get()


def shown(fact, language="de"):
    return translated_wordings(fact.edition.condition, [fact], language).get(fact.key)


def test_approved_translation_of_the_same_wording_is_shown(fact):
    translation = make_translation(fact, status="approved")

    assert shown(fact) == translation
    assert shown(fact, "fr") is None


@pytest.mark.parametrize("status", ["draft", "in-review", "withdrawn"])
def test_translation_that_is_not_approved_is_not_shown(fact, status):
    make_translation(fact, status=status)

    assert shown(fact) is None


@pytest.mark.parametrize("changed", ["plain", "clinical"])
def test_translation_of_another_wording_is_not_shown(fact, changed):
    make_translation(fact, status="approved", **{f"original_{changed}": "What it said before."})

    assert shown(fact) is None


def test_newest_review_counts_even_when_it_was_withdrawn(fact):
    later = timezone.now() + timedelta(hours=1)
    make_translation(fact, status="approved")
    newer = make_translation(fact, status="approved", approved_at=later)
    assert shown(fact) == newer

    make_translation(fact, status="withdrawn", approved_at=later + timedelta(hours=1))

    assert shown(fact) is None


@pytest.mark.parametrize("language", ["en-gb", "en", None])
def test_language_of_the_contents_asks_nothing(fact, django_assert_num_queries, language):
    condition = fact.edition.condition
    with django_assert_num_queries(0):
        assert translated_wordings(condition, [fact], language) == {}
