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
