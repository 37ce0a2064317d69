"""The editors' guide says only what is on the screen."""

import re
from pathlib import Path

import django
import pytest
from django.urls import resolve

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "docs" / "editing.md").read_text(encoding="utf-8")
STAFF = Path(django.__file__).parent / "contrib"
# Groups of people, not words on the screen.
NAMES_OF_GROUPS = {"editor", "reviewer", "publisher", "vocabulary keeper"}
# A text that a line end of Python divides.
DIVIDED = re.compile(r'"\s*\n\s*"')


def words(text):
    return " ".join(text.split()).casefold()


@pytest.fixture(scope="module")
def screen():
    """Return all that templates and code can say on the screen."""
    folders = (ROOT / "conditions", ROOT / "calcsite", ROOT / "templates", ROOT / "static")
    files = [path for folder in folders for path in folder.rglob("*.*")]
    for app in ("admin", "auth"):
        files += (STAFF / app).rglob("*.*")
    texts = [
        DIVIDED.sub("", path.read_text(encoding="utf-8"))
        for path in files
        if path.suffix in (".py", ".html")
    ]
    return words("\n".join(texts))


def test_words_in_bold_are_on_the_screen(screen):
    told = {words(text) for text in re.findall(r"\*\*(.+?)\*\*", GUIDE, re.DOTALL)}
    pieces = {piece.strip(" .") for text in told for piece in re.split(r"… ?", text)}

    assert sorted(one for one in pieces - NAMES_OF_GROUPS if one not in screen) == []


def test_addresses_and_pictures_are_there():
    for address in re.findall(r"`(/admin/[^`]*)`", GUIDE):
        assert resolve(address).url_name, address
    linked = re.findall(r"\]\(([^)#]+)\)", GUIDE)
    assert "permissions.md" in linked
    for target in linked:
        assert (ROOT / "docs" / target).is_file(), target


def test_links_within_the_guide_lead_somewhere():
    titles = {
        re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")
        for title in re.findall(r"^## (.+)$", GUIDE, re.MULTILINE)
    }

    assert set(re.findall(r"\]\(#([^)]+)\)", GUIDE)) <= titles
