"""What the database gives the search is what the content pack says, on every database."""

import pytest

from conditions.selectors.site_search import site_content
from tests.search.test_queries import index_of, queries

pytestmark = pytest.mark.django_db


def test_order_is_that_of_the_content_whatever_the_database(shipped):
    of_pack, of_database = index_of(shipped), site_content().index

    for query in queries():
        expected, found = of_pack.search(query.text), of_database.search(query.text)
        assert found.pages == expected.pages, query.text
        assert found.passages == expected.passages, query.text
