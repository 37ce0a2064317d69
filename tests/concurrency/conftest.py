"""The served site on a database of its own, SQLite or the server that DATABASE_URL names."""

import os
import secrets

import pytest

from tests.concurrency.people import Person
from tests.served import served


@pytest.fixture(scope="session")
def site(tmp_path_factory, database):
    with served(tmp_path_factory.mktemp("site"), database=database, content=False) as one:
        yield one


@pytest.fixture(scope="session")
def database():
    """Return the address of an empty database; None stands for a file of its own."""
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        yield None
        return
    psycopg = pytest.importorskip("psycopg")
    name = f"calcsite_concurrency_{secrets.token_hex(4)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield f"{server.rpartition('/')[0]}/{name}"
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def editor(site):
    return Person(site, "demo-editor")


@pytest.fixture(scope="session")
def reviewer(site):
    return Person(site, "demo-reviewer")


@pytest.fixture(scope="session")
def keeper(site):
    """Return somebody who may change the vocabulary."""
    password = site.passwords["keeper"] = secrets.token_urlsafe(16)
    site.run(
        "from django.contrib.auth.models import User\n"
        f"answer = User.objects.create_superuser('keeper', password={password!r}).pk"
    )
    return Person(site, "keeper")
