import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from conditions.models import TermKind, Topic
from tests.factories import make_condition, make_fact, make_published, make_term

pytestmark = pytest.mark.django_db

LINK = re.compile(r'<h3><a href="([^"]+)">')


@pytest.fixture
def content():
    lump = make_term("Nodule", slug="nodule", plain_name="firm lump", names=["hard knot"])
    palm = make_term("Palm", slug="palm", kind=TermKind.BODY_SITE, plain_name="palm")
    wart = make_condition("Wart", slug="wart", plain_name="a small bump")
    wart.names.create(text="verruca")
    wart.names.create(text="papilloma", match="related")
    symptom = {
        "topic": Topic.SYMPTOM,
        "term": lump,
        "body_sites": [palm],
        "plain": "A lump with a <b>rough</b> top.",
        "clinical": "Hyperkeratotic papule.",
    }
    make_published(wart, facts=[symptom])
    make_published(make_condition("Gout", slug="gout"))


def search(client, words="", **more):
    response = client.get("/search/", {"q": words, **more})
    return response, response.content.decode()


def test_results_stand_by_kind_with_the_words_marked(client, content):
    response, page = search(client, "lumps")

    assert response.status_code == 200
    links = LINK.findall(page)
    assert links[:2] == ["/symptoms/nodule/", "/conditions/wart/"]
    assert links[2].startswith("/conditions/wart/#fact-")
    assert "Firm <mark>lump</mark>" in page
    assert "A <mark>lump</mark> with a &lt;b&gt;rough&lt;/b&gt; top." in page
    assert "Search results for “lumps” · Calcsite</title>" in page
    assert '<meta name="robots" content="noindex">' in page
    assert "2 pages" in page


def test_best_of_several_kinds_stand_first_and_once(client, content):
    for number in range(9):
        make_term(f"Lump {number}", slug=f"lump-{number}", plain_name=f"lump of kind {number}")
    page = search(client, "lump")[1]
    links = LINK.findall(page)

    assert "Best matches" in page
    assert len(links) == len(set(links))
    assert re.findall(r'aria-labelledby="kind-([\w-]+)"', page) == [
        "best", "finding", "statement"  # the one condition is among the best
    ]  # fmt: skip
    assert "Symptoms and signs: show all 10" in page


def test_why_a_page_was_found_is_told(client, content):
    also = search(client, "verruca")[1]
    related = search(client, "papilloma")[1]
    by_text = search(client, "hyperkeratotic")[1]

    assert re.search(r"Also called:\s+<bdi><mark>verruca</mark>", also)
    assert re.search(r"Found by the related name:\s+<bdi><mark>papilloma</mark>", related)
    assert "Found by its statements, not by its names." in by_text


def test_statement_is_shown_in_the_wording_that_has_the_words(client, content):
    page = search(client, "hyperkeratotic")[1]

    assert "<mark>Hyperkeratotic</mark> papule." in page
    assert LINK.findall(page)[1].startswith("/conditions/wart/?view=clinical#fact-")


def test_body_site_leads_to_its_place_where_it_has_one(client, content):
    make_term("Thigh", slug="thigh", kind=TermKind.BODY_SITE, plain_name="thigh")

    assert "/body/palm/" in LINK.findall(search(client, "palm")[1])
    assert LINK.findall(search(client, "thigh")[1]) == ["/glossary/#thigh"]


def test_other_spelling_is_told(client, content):
    page = search(client, "verucca")[1]

    assert LINK.findall(page) == ["/conditions/wart/"]
    assert "Nothing here is spelt “verucca”." in page


def test_word_that_nothing_has_is_told(client, content):
    page = search(client, "verruca gibberwort")[1]

    assert LINK.findall(page)[0] == "/conditions/wart/"
    assert "Nothing here has “gibberwort”." in page


def test_nothing_found_leads_on(client, content):
    response, page = search(client, "gibberwort")

    assert response.status_code == 200
    assert "Nothing found" in page
    assert "does not mean that nothing is wrong" in page
    for address in ("/lookup/", "/conditions/", "/symptoms/"):
        assert f'href="{address}"' in page


def test_near_names_are_offered_when_nothing_is_found(client, content):
    page = search(client, "verkuka")[1]

    assert "Did you mean" in page
    assert 'href="/conditions/wart/"' in page


def test_only_what_is_published_is_found(client, content):
    make_fact(plain="Zinc is not for readers yet.")
    make_condition("Zincosis")
    later = make_published(make_condition("Zincaemia"), at=timezone.now() + timedelta(days=1))
    page = search(client, "zinc")[1]

    assert later.condition.name not in page
    assert "Nothing found" in page


def test_new_edition_and_new_name_are_found_at_once(client, content):
    assert "Nothing found" in search(client, "zinc")[1]

    gout = make_published(make_condition("Zincaemia", slug="zincaemia")).condition
    assert LINK.findall(search(client, "zinc")[1]) == ["/conditions/zincaemia/"]

    gout.names.create(text="galvanitis")
    assert LINK.findall(search(client, "galvanitis")[1]) == ["/conditions/zincaemia/"]


def test_one_kind_is_shown_in_pages(client):
    for number in range(23):
        make_published(make_condition(f"Gout {number}", slug=f"gout-{number}"))

    together = search(client, "gout")[1]
    assert len(LINK.findall(together)) == 5
    assert "Conditions: show all 23" in together
    second = search(client, "gout", kind="condition", page="2")[1]
    assert len(LINK.findall(second)) == 3
    assert "Page 2 of 2" in second
    assert "Nothing of this kind" in search(client, "gout", kind="test")[1]


def test_results_with_one_title_are_told_apart(client):
    facts = [{"plain": "Crystals of one kind."}, {"plain": "Crystals of another kind."}]
    make_published(make_condition("Gout", slug="gout"), facts=facts)

    page = search(client, "crystals")[1]
    assert page.count("Gout\N{NO-BREAK SPACE}· What it is") == 2
    assert '<span class="hidden"> (2)</span>' in page


@pytest.mark.parametrize("words", ["", "   ", "\u00a0\u3000"])
def test_without_words_the_ways_to_browse_are_shown(client, words):
    response, page = search(client, words)

    assert response.status_code == 200
    assert "Or look around" in page
    assert "<title>Search · Calcsite</title>" in page


@pytest.mark.parametrize("words", ['" AND OR NOT NEAR( * ^ col: - (', "a & !b | <-> :*", "%_\\%"])
def test_operators_are_words_or_nothing(client, content, words):
    assert search(client, words)[0].status_code == 200


def test_too_long_a_search_is_told(client):
    response, page = search(client, "a" * 3900)

    assert response.status_code == 400
    assert "<title>Error: Search" in page
    assert "Please type at most 200 characters; this was 3900." in page
    assert "a" * 201 not in page


def test_unknown_kind_is_told_and_the_words_kept(client):
    response, page = search(client, "gout", kind="zzz")

    assert response.status_code == 400
    assert "There is no such kind of result." in page
    assert 'value="gout"' in page


def test_what_is_typed_is_escaped(client, content):
    page = search(client, '"><script>alert(1)</script>wart')[1]

    assert "<script>alert(1)" not in page


def test_nothing_is_kept_of_a_search(client, content):
    response, _page = search(client, "wart")

    assert not response.cookies
    assert set(response["Cache-Control"].split(", ")) == {"private", "no-cache"}


def test_search_box_is_on_pages_and_leads_here(client, content):
    for address in ("/", "/glossary/", "/conditions/wart/", "/no-such-page/"):
        page = client.get(address).content.decode()
        assert re.search(r'<form class="search combobox" action="/search/" method="get"', page)
    assert "header-search" not in client.get("/lookup/").content.decode()


def test_browsers_find_the_description(client, settings):
    settings.SITE_URL = "https://calcsite.example"
    page = client.get("/about/").content.decode()
    response = client.get("/opensearch.xml")
    urls = [
        element.attrib
        for element in ElementTree.fromstring(response.content)
        if element.tag.endswith("}Url")
    ]

    assert (
        'type="application/opensearchdescription+xml" title="Calcsite" href="/opensearch.xml"'
        in page
    )
    assert response["Content-Type"].startswith("application/opensearchdescription+xml")
    assert urls[0]["template"] == "https://calcsite.example/search/?q={searchTerms}"
