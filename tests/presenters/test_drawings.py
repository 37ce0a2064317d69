"""Drawings stay with the statements that they illustrate."""

import re
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings
from django.template.loader import render_to_string

from conditions.models import Topic
from conditions.presenters.citations import Numbering
from conditions.presenters.drawings import DRAWINGS, drawing_words
from conditions.presenters.facts import CLINICAL, PLAIN, fact_words
from tests.factories import make_fact

STYLES = (Path(settings.BASE_DIR) / "static/css/site.css").read_text(encoding="utf-8")
ILLUSTRATED = {Topic.DEFINITION, Topic.CAUSE, Topic.MECHANISM}
# What a statement must still say for its drawing to be right, plain and clinical. Whoever changes
# one of these statements looks at the drawing again, and then at the words here.
SAID = {
    "d822fbf1": (
        ["walls calcify", "older descriptions", "thicken from inside", "narrower"],
        ["Mural calcification with intimal proliferation narrows the lumen in older descriptions",
         "36-patient study", "otherwise normal-looking"],
    ),
    "0cecd45b": (["clots form in the narrowed vessels", "shut them"], ["Thrombosis in vessels"]),
    "e17cf054": (
        ["Less and less blood", "skin"],
        ["Progressive occlusion reduces perfusion of the overlying skin and fat"],
    ),
    "87271442": (
        ["media", "36 people", "mostly in the inner layer"],
        ["tunica media", "36 patients", "circumferential", "mostly intimal", "Both positions"],
    ),
    "d7ddcd79": (
        ["middle layer", "36 people", "mostly in the inner layer"],
        ["media", "36-patient", "mostly the intima, circumferentially"],
    ),
    "04c8c798": (
        ["High blood levels", "healthy skin", "damaged skin", "at normal levels"],
        ["intact skin", "tissue damage", "at normal concentrations"],
    ),
    "9c9c83f6": (
        ["tissue was damaged and the blood tests are normal", "calcium or phosphate", "balance"],
        ["devitalised tissue, normal calcium and phosphate", "previously normal tissue"],
    ),
    "ac9cc7d8": (
        ["healthy tissue because blood levels are off"],
        ["previously normal tissue under abnormal calcium or phosphate levels"],
    ),
    "282cf84f": (
        ["was not hurt beforehand", "damaged tissue with normal blood levels"],
        ["tissue that was healthy, under a disturbed blood chemistry", "needs damage first"],
    ),
    "069cdf88": (
        ["calcium and phosphate are normal", "fault lies in the tissue"],
        ["Serum calcium and phosphate are normal", "damaged or devitalised tissue"],
    ),
    "1bc4ddd3": (
        ["Blood levels are normal, and the tissue is what is damaged"],
        ["Dystrophic calcification with normal serum calcium and phosphate"],
    ),
    "9f316f16": (
        ["Blood calcium and phosphate are normal", "damaged tissue"],
        ["Dystrophic: no abnormality of calcium or phosphorus metabolism"],
    ),
    "8bccd5a8": (
        ["salts from the blood that settle in healthy tissue"],
        ["precipitation in sound tissue from disturbed mineral metabolism"],
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def shipped(pack):
    return {fact.key: fact for condition in pack.conditions for fact in condition.facts}


@pytest.mark.parametrize("key", DRAWINGS, ids=str)
def test_drawing_belongs_to_a_shipped_statement_that_says_what_is_drawn(shipped, key):
    fact = shipped[key]

    assert fact.topic in ILLUSTRATED
    plain, clinical = SAID[str(key)[:8]]
    assert [words for words in plain if words not in fact.plain] == []
    assert [words for words in clinical if words not in fact.clinical] == []


def test_no_page_shows_one_drawing_twice(pack):
    for condition in pack.conditions:
        drawn = [DRAWINGS[fact.key] for fact in condition.facts if fact.key in DRAWINGS]
        assert len(drawn) == len(set(drawn)), condition.slug


def test_statement_that_opens_a_page_has_no_drawing(pack):
    # It stands above the sections, where no drawing is shown.
    for condition in pack.conditions:
        definitions = [fact.key for fact in condition.facts if fact.topic == Topic.DEFINITION]
        assert not DRAWINGS.keys() & set(definitions[:1]), condition.slug


@pytest.mark.django_db
def test_fact_carries_its_drawing_in_the_words_of_its_view():
    key = UUID("87271442-d803-5723-b0a3-0372690c8572")
    fact = make_fact(topic=Topic.MECHANISM, key=key)

    plain, clinical = (
        fact_words(fact, view=view, numbering=Numbering()).drawing for view in (PLAIN, CLINICAL)
    )

    assert "middle layer" in plain.panels[0].words
    assert "tunica media" in clinical.panels[0].words
    assert fact_words(make_fact(), view=PLAIN, numbering=Numbering()).drawing is None


@pytest.mark.parametrize(
    "drawing", dict.fromkeys(DRAWINGS.values()), ids=lambda drawing: drawing.title
)
@pytest.mark.parametrize("clinical", [False, True], ids=[PLAIN, CLINICAL])
def test_drawing_says_the_same_in_words_and_takes_its_colours_from_the_stylesheet(
    drawing, clinical
):
    words = drawing_words(drawing, clinical=clinical)
    html = render_to_string("components/drawing.html", {"drawing": words})
    pictures = re.findall(r"<svg.*?</svg>", html, re.DOTALL)

    assert len(pictures) == len(drawing.panels)
    for picture, panel in zip(pictures, words.panels, strict=True):
        assert f'role="img"><title>{panel.name}</title>' in picture
        assert str(panel.words) in html
        assert not re.search(r"\b(fill|stroke|style|id)=|#|<text", picture)
        shapes = re.findall(r"<(?:path|circle) (?:class=\"(\w+)\")?", picture)
        assert shapes
        assert all(f".drawing .{name}" in STYLES for name in shapes)
