import pytest

from .world import publish_three


@pytest.fixture
def three(db):
    publish_three()
