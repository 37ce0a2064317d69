"""The styleguide shows every token and every component, to staff alone."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model

from conditions.presenters.specimens import SPECIMENS
from conditions.presenters.tokens import read_tokens

pytestmark = pytest.mark.django_db
COMPONENTS = Path(settings.BASE_DIR) / "templates" / "components"


@pytest.fixture
def page(client):
    client.force_login(get_user_model().objects.create_user("ed", is_staff=True))
    response = client.get("/styleguide/")
    assert response.status_code == 200
    return response.content.decode()


def test_every_component_is_shown_once(page):
    files = sorted(path.name for path in COMPONENTS.glob("*.html"))

    assert sorted(specimen.file for specimen in SPECIMENS) == files
    for file in files:
        assert page.count(f"<code>templates/components/{file}</code>") == 1


def test_every_state_is_rendered(page):
    assert page.count('class="shown ') == sum(len(specimen.states) for specimen in SPECIMENS)
    for part in (r'class="shown [^"]*">\s*</', "INVALID", "None"):
        assert not re.search(part, page), part


def test_tokens_are_shown_with_their_contrast(page):
    tokens = read_tokens()

    for pair in tokens.pairs:
        assert f"<code>{pair.front}</code> on <code>{pair.ground}</code>" in page
        assert f"light {pair.light:.1f} : 1, dark {pair.dark:.1f} : 1" in page
    for name in (*tokens.type_scale, *tokens.spacing):
        assert f"<code>{name}</code>" in page


def test_sample_data_gives_no_identifier_twice(page):
    ids = re.findall(r'\bid="([^"]+)"', page)

    assert len(ids) == len(set(ids))


def test_whoever_is_not_staff_is_asked_to_log_in(client):
    response = client.get("/styleguide/")
    assert (response.status_code, response["Location"]) == (302, "/admin/login/?next=/styleguide/")

    client.force_login(get_user_model().objects.create_user("reader"))
    assert client.get("/styleguide/").status_code == 302


def test_desk_leads_to_the_styleguide(client):
    client.force_login(get_user_model().objects.create_user("ed", is_staff=True))

    assert '<a href="/styleguide/">' in client.get("/admin/").content.decode()
