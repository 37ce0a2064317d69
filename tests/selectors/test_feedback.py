from datetime import timedelta

import pytest
from django.utils import timezone

from conditions.selectors.feedback import Subject, subject_of
from tests.factories import approve, make_condition, make_edition, make_fact, make_published

pytestmark = pytest.mark.django_db
PAGE = "/conditions/wart/"


@pytest.fixture
def published():
    return make_published(make_condition("Wart", slug="wart"))


@pytest.mark.parametrize("page", [PAGE, f"{PAGE}editions/1/"])
def test_page_edition_and_fact_are_found(published, page):
    fact = published.facts.get()

    assert subject_of(page, "1", str(fact.key)) == Subject(page, published, fact)
    assert subject_of(page, "1", fact.key.hex[:10]) == Subject(page, published, fact)
    assert subject_of(page, "1") == Subject(page, published)
    assert subject_of(page) == Subject(page)


@pytest.mark.parametrize("page", ["/lookup/", "/symptoms/livedo/", "/about/", "/"])
def test_other_pages_have_no_edition(published, page):
    assert subject_of(page, "1", str(published.facts.get().key)) == Subject(page)


@pytest.mark.parametrize(
    "page",
    [
        "", "/nowhere/", "/admin/", "/admin/login/", "/healthz", "//evil.example/", "https://x/",
        "conditions/wart/", "javascript:alert(1)", "/conditions/" + "a" * 200 + "/",
        "/symptoms/\ud800/", "/symptoms/a b/", "/lookup/?words=itch",
    ],
)  # fmt: skip
def test_what_is_no_page_for_readers_stands_for_the_whole_site(published, page):
    assert subject_of(page, "1") == Subject("/")


@pytest.mark.parametrize("number", ["0", "2", "-1", "x", "9" * 5000, "1.0", "²", ""])
def test_edition_that_is_not_there_is_left_out(published, number):
    assert subject_of(PAGE, number, str(published.facts.get().key)) == Subject(PAGE)


@pytest.mark.parametrize("key", ["x", "0" * 32, "9" * 5000, "", "0" * 9, "%", "1e+9" * 3])
def test_fact_that_is_not_there_is_left_out(published, key):
    assert subject_of(PAGE, "1", key) == Subject(PAGE, published)


def test_fact_of_another_edition_is_left_out(published):
    assert subject_of(PAGE, "1", str(make_fact().key)) == Subject(PAGE, published)


def test_edition_that_readers_have_not_seen_is_left_out(published):
    draft = make_edition(published.condition)
    assert subject_of(PAGE, str(draft.number)) == Subject(PAGE)

    approve(draft, publish_at=timezone.now() + timedelta(days=1))
    assert subject_of(PAGE, str(draft.number)) == Subject(PAGE)
