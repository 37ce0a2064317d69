"""The leaflet as a PDF: what a screen reader, a printer and an archive need of it."""

import io
from datetime import UTC, datetime
from itertools import cycle, product

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st
from page import ValidationProfile, validate_pdf_bytes
from pypdf import PdfReader

from conditions.models import Edition, Topic
from conditions.presenters import leaflet_pdf
from conditions.presenters.leaflet import leaflet
from conditions.presenters.leaflet_pdf import (
    AT_ONCE,
    FONTS,
    SHEETS,
    NotSetError,
    Sheet,
    document,
    set_pdf,
)
from tests.factories import make_condition, make_published, make_source

pytestmark = pytest.mark.django_db

A4 = Sheet("a4", "normal")
LARGEST = 300_000  # bytes
MARKUP = '#read("/etc/passwd") *bold* $x$ @ref <a> [b] \\ // #{1 + 1}'


def set_leaflet(edition, *, view="plain", sheet=A4):
    return set_pdf(document(leaflet(edition, view=view), sheet, dated=edition.publish_at))


def read(pdf):
    return PdfReader(io.BytesIO(pdf))


def problems_of(pdf):
    """Return what the validator finds against PDF/UA-1."""
    report = validate_pdf_bytes(pdf, profile=ValidationProfile.PDF_UA_1)
    return [f"{failure.rule_id}: {failure.message}" for failure in report.failures]


def fonts(reader):
    """Return the fonts of all pages by their names, without the tag of a subset."""
    of_pages = (page["/Resources"]["/Font"].values() for page in reader.pages)
    found = {font.get_object()["/BaseFont"]: font.get_object() for fs in of_pages for font in fs}
    return {name.partition("+")[2]: font for name, font in found.items()}


def text_of(reader):
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


@pytest.fixture
def wart(settings):
    settings.SITE_URL = "https://calcsite.example"
    settings.EMERGENCY_NUMBER = "112"
    facts = [
        {"topic": Topic.SEEK_HELP, "urgency": "emergency", "plain": "Call for help if it bleeds."},
        {"topic": Topic.SYMPTOM, "plain": "A small bump.", "sources": [make_source("On bumps")]},
        {"topic": Topic.TREATMENT, "plain": "Leave it alone.", "key_fact": True},
    ]
    wart = make_condition("Wart", slug="wart", plain_name="a small bump")
    return make_published(wart, facts=facts)


@pytest.mark.parametrize("view", ["plain", "clinical"])
@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: f"{sheet.paper}-{sheet.print}")
def test_pdf_meets_what_a_machine_can_check_of_pdf_ua(wart, view, sheet):
    assert problems_of(set_leaflet(wart, view=view, sheet=sheet)) == []


def test_validator_would_find_a_fault(wart):
    compiler = leaflet_pdf._compiler()
    words = document(leaflet(wart, view="plain"), A4, dated=wart.publish_at).words
    untagged = compiler.compile(sys_inputs={"leaflet": words}, format="pdf", pdf_tags=False)

    assert any("TAGGED-DOCUMENT" in problem for problem in problems_of(untagged))


def test_pdf_says_who_it_is(wart):
    reader = read(set_leaflet(wart))

    assert reader.metadata.title == "Wart"
    assert reader.trailer["/Root"]["/Lang"] == "en-GB"
    assert reader.metadata.creation_date == wart.publish_at.replace(microsecond=0)


def test_pdf_is_in_the_language_of_the_page(wart):
    with translation.override("pl"):
        reader = read(set_leaflet(wart))

    assert reader.trailer["/Root"]["/Lang"] == "pl"


def test_pdf_holds_lead_advice_facts_sources_and_stamp(wart):
    text = text_of(read(set_leaflet(wart)))

    for words in (
        "a small bump", "Calcium builds up where it should not.", "Call for help if it bleeds.",
        "In an emergency call 112.", "A small bump.", "On bumps", "Not yet clinically reviewed.",
        "Edition 1, published", "https://calcsite.example/conditions/wart/editions/1/",
        "cannot replace a doctor who does", "Page 1 of",
    ):  # fmt: skip
        assert words in text


def test_fonts_are_those_of_the_project_and_embedded(wart):
    found = fonts(read(set_leaflet(wart)))

    assert set(found) == {"Inter-Regular", "Inter-Bold"}
    for font in found.values():
        (descendant,) = font["/DescendantFonts"]
        assert {"/FontFile2", "/FontFile3"} & set(descendant.get_object()["/FontDescriptor"])


def test_document_is_tagged_and_shows_its_title(wart):
    root = read(set_leaflet(wart)).trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert "/StructTreeRoot" in root


@pytest.mark.parametrize(
    ("paper", "size"), [("a4", (595.28, 841.89)), ("letter", (612, 792))], ids=["a4", "letter"]
)
def test_pages_have_the_size_of_the_paper(wart, paper, size):
    reader = read(set_leaflet(wart, sheet=Sheet(paper, "normal")))

    for page in reader.pages:
        assert (page.mediabox.width, page.mediabox.height) == pytest.approx(size, abs=0.1)


def texts_and_sizes(reader):
    found = []

    def visit(text, matrix, text_matrix, _font, size):
        found.append((text.strip(), round(abs(size * text_matrix[3] * matrix[3]), 1)))

    for page in reader.pages:
        page.extract_text(visitor_text=visit)
    return [(text, size) for text, size in found if text]


def test_large_print_has_18_points_or_more_but_in_the_foot(wart):
    found = texts_and_sizes(read(set_leaflet(wart, sheet=Sheet("a4", "large"))))

    in_foot = [text for text, size in found if size < 18]
    assert len(found) > 3 * len(in_foot)
    for text in in_foot:
        assert "Page" in text or text == "https://calcsite.example/conditions/wart/"


def test_same_words_give_the_same_bytes(wart):
    before = set_leaflet(wart)
    leaflet_pdf._compiler.cache_clear()

    assert set_leaflet(wart) == before


def test_digest_follows_words_sheet_and_date(wart):
    page = leaflet(wart, view="plain")
    first = document(page, A4, dated=wart.publish_at)

    assert first.digest == document(page, A4, dated=wart.publish_at).digest
    others = [
        document(leaflet(wart, view="clinical"), A4, dated=wart.publish_at),
        document(page, Sheet("a4", "large"), dated=wart.publish_at),
        document(page, A4, dated=datetime(2026, 1, 2, tzinfo=UTC)),
    ]
    assert len({first.digest, *(other.digest for other in others)}) == 4


def test_words_are_never_read_as_markup():
    edition = make_published(
        make_condition("A #b"), facts=[{"topic": Topic.SYMPTOM, "plain": MARKUP}]
    )

    reader = read(set_leaflet(edition))

    assert reader.metadata.title == "A #b"
    assert MARKUP in text_of(reader)


def test_every_character_that_is_promised_can_be_shown():
    characters = (FONTS / "characters.txt").read_text(encoding="utf-8").strip("\n")
    assert len(characters) > 1900
    edition = make_published(facts=[{"topic": Topic.CAUSE, "clinical": characters}])
    strong = make_published(make_condition(characters[:120]))

    assert set_leaflet(edition, view="clinical")
    assert set_leaflet(strong)


def test_character_that_the_font_lacks_is_marked():
    source = make_source(authors="王 Li", title="A\u202e\u0007b e\u0301")
    edition = make_published(facts=[{"topic": Topic.TREATMENT, "sources": [source]}])

    text = text_of(read(set_leaflet(edition)))

    assert "□ Li. A b é." in text


@settings(max_examples=25)
@given(text=st.text(alphabet=st.characters(), min_size=1, max_size=60))
def test_any_text_can_be_set(text):
    shown = leaflet_pdf._showable({"text": text})["text"]

    assert set(shown) <= leaflet_pdf._characters()


def test_without_typst_there_is_no_pdf_and_a_reason(wart, monkeypatch):
    monkeypatch.setattr(leaflet_pdf, "typst", None)

    with pytest.raises(NotSetError, match="not installed"):
        set_leaflet(wart)


def test_what_typst_refuses_is_a_reason(wart):
    broken = leaflet_pdf.Document("{}", wart.publish_at.replace(microsecond=0))

    with pytest.raises(NotSetError, match="leaflet"):
        set_pdf(broken)


def test_only_so_many_wait_for_their_pdf(wart):
    for _place in range(AT_ONCE):
        assert leaflet_pdf._places.acquire(blocking=False)
    try:
        with pytest.raises(NotSetError, match="others"):
            set_leaflet(wart)
    finally:
        leaflet_pdf._places.release(AT_ONCE)

    assert set_leaflet(wart)


# On the shipped pack


def test_every_shipped_condition_has_a_leaflet(shipped):
    """Each in one of the eight forms in turn: all of them would take a minute."""
    forms = cycle(product(("plain", "clinical"), SHEETS))
    editions = Edition.objects.published().select_related("condition__broader")

    sizes = {
        edition.condition.slug: len(set_leaflet(edition, view=view, sheet=sheet))
        for edition, (view, sheet) in zip(editions, forms, strict=False)
    }

    assert len(sizes) > 50
    assert {slug: size for slug, size in sizes.items() if size > LARGEST} == {}


@pytest.mark.parametrize("view", ["plain", "clinical"])
@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: f"{sheet.paper}-{sheet.print}")
def test_longest_shipped_leaflet_is_no_larger_than_it_may_be(shipped, view, sheet):
    edition = Edition.objects.published().get(condition__slug="calciphylaxis")

    assert len(set_leaflet(edition, view=view, sheet=sheet)) <= LARGEST


@pytest.mark.parametrize("view", ["plain", "clinical"])
def test_shipped_leaflet_meets_what_a_machine_can_check_of_pdf_ua(shipped, view):
    edition = Edition.objects.published().get(condition__slug="calciphylaxis")

    assert problems_of(set_leaflet(edition, view=view)) == []
