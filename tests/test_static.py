"""Static files as production serves them: a name missing from the manifest would be a 500."""

import json
import re

import pytest
from django.conf import settings
from django.core.management import call_command

from calcsite.settings import STORAGES

REFERENCE = re.compile(r"""{%\s*static\s+["']([^"']+)["']""")


@pytest.fixture
def manifest(settings, tmp_path):
    settings.STORAGES = STORAGES
    settings.STATIC_ROOT = tmp_path
    call_command("collectstatic", interactive=False, verbosity=0)
    return json.loads((tmp_path / "staticfiles.json").read_text())["paths"]


def test_every_static_file_that_a_template_names_is_collected(manifest):
    templates = [
        *settings.BASE_DIR.glob("templates/**/*.html"),
        *settings.BASE_DIR.glob("conditions/**/*.html"),
    ]
    named = {name for file in templates for name in REFERENCE.findall(file.read_text())}
    assert not named - set(manifest)
    assert "admin/css/base.css" in manifest


SIDES = re.compile(
    r"[\s;{-](?:left|right)\s*[:;}]|(?:margin|padding|border)-(?:left|right)|"
    r"(?<![\w-])(?:width|height|top|bottom)\s*:|"
    r"(?:margin|padding|inset|border-width|border-radius):\s*[^\s;]+(?:\s+[^\s;]+){3}\s*;"
)


def test_public_style_names_no_side_of_the_screen():
    """Start and end follow the language; left and right do not."""
    sheet = (settings.BASE_DIR / "static/css/site.css").read_text()
    rules = re.sub(r"/\*.*?\*/", "", sheet, flags=re.S)

    assert SIDES.findall(rules) == []
    assert SIDES.search("p { padding: 0 1rem 0 2rem; }")
    assert SIDES.search("p { text-align: left; }")
    assert SIDES.search("p { margin-right: 1rem; }")
