from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import settings

import conditions
from conditions.actions.content import load_pack
from conditions.exchange import read_pack

# A slow machine is no failure; the same examples on every run keep a change to blame.
settings.register_profile("calcsite", deadline=None, derandomize=True)
settings.load_profile("calcsite")

PACK = Path(conditions.__file__).parent / "content"


@pytest.fixture(scope="session")
def pack():
    """Return the shipped content pack as it was read from its files."""
    return read_pack(PACK)


@pytest.fixture(scope="module")
def shipped(django_db_setup, django_db_blocker, pack):
    """Load the shipped pack once for the tests of a module, which only read it."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_pack(pack=pack)
        yield pack
        transaction.set_rollback(True)
