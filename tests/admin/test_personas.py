"""Who may do what at the desk: each persona against every address, as docs/permissions.md says."""

from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver

from conditions.actions.editions import MOVES
from conditions.presenters.desk import LISTS
from tests.factories import make_user

from .world import requests_of

pytestmark = pytest.mark.django_db

TABLE = Path(__file__).parents[2] / "docs" / "permissions.md"
PERSONAS = {
    "reader": None,
    "no group": {},
    "editor": {"groups": ["editor"]},
    "reviewer": {"groups": ["reviewer"]},
    "publisher": {"groups": ["publisher"]},
    "vocabulary keeper": {"groups": ["vocabulary keeper"]},
    "superuser": {"is_superuser": True},
}
WRITES = ("INSERT INTO", "UPDATE", "DELETE FROM")


def table():
    """Return what the document says: by key, by persona, whether it is allowed."""
    found = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("| `"):
            key, _meaning, *cells = [cell.strip(" `") for cell in line.strip("|").split(" | ")]
            assert key not in found, f"two rows for {key}"
            assert set(cells) <= {"yes", "no"}, line
            found[key] = dict(zip(PERSONAS, (cell == "yes" for cell in cells), strict=True))
    return found


def addresses(patterns, prefix=""):
    """Return the names of all addresses under /admin/, and the routes of those without one."""
    for pattern in patterns:
        route = f"{prefix}{pattern.pattern}"
        if hasattr(pattern, "url_patterns"):
            yield from addresses(pattern.url_patterns, route)
        elif route.startswith("admin/"):
            yield pattern.name, route


def is_allowed(response):
    to_login = response.status_code == 302 and response["Location"].startswith("/admin/login/")
    return not to_login and response.status_code not in (403, 404)


def written(queries):
    """Return the statements that changed content or its records."""
    return [
        query["sql"]
        for query in queries
        if query["sql"].startswith(WRITES) and '"conditions_' in query["sql"][:60]
    ]


def asked(client, user, request):
    """Send a request, take back what it did, and return the answer and what it had written."""
    with transaction.atomic(), CaptureQueriesContext(connection) as queries:
        if user:
            client.force_login(user)
        if request.data is None:
            response = client.get(request.path)
        else:
            response = client.post(request.path, request.data)
        transaction.set_rollback(True)
    return response, written(queries)


def test_every_address_and_action_has_a_row():
    rows = table()
    names = {name for name, _route in addresses(get_resolver().url_patterns) if name}
    keys = {key.partition(" ")[0] for key in rows}
    actions = {f"conditions_edition_step {name}" for name in MOVES}
    lists = {f"{address} {one.name}" for address in ("desk-list", "desk-csv") for one in LISTS}

    assert names == keys
    assert actions | lists <= rows.keys()


def test_every_group_has_a_column():
    assert {group.name for group in Group.objects.all()} < PERSONAS.keys()


def test_addresses_without_a_name_lead_to_others():
    routes = [route for name, route in addresses(get_resolver().url_patterns) if name is None]
    one_record = [route for route in routes if route.endswith("/<path:object_id>/")]

    assert set(routes) - set(one_record) == {"admin/(?P<url>.*)$"}
    for route in one_record:
        path = f"/{route.replace('<path:object_id>', '1')}"
        assert Client().get(path)["Location"].startswith("/admin/login/")


@pytest.mark.parametrize("persona", PERSONAS)
def test_persona_may_do_what_the_table_says(persona):
    said = table()
    user = None if PERSONAS[persona] is None else make_user(**PERSONAS[persona])
    requests = requests_of(user)
    assert requests.keys() == said.keys()
    client = Client()  # one for all: each would load the middleware anew
    differing = {}
    for key, expected in said.items():
        for request in requests[key]:
            response, writes = asked(client, user, request)
            allowed = is_allowed(response)
            if request.told:
                allowed = allowed and bool(writes)
            may_write = allowed and request.data is not None
            idle = allowed and request.acts and not writes
            if allowed != expected[persona] or idle or (writes and not may_write):
                differing[key] = f"{response.status_code}, {len(writes)} writes: {request.path}"
    assert differing == {}
