"""The list of conditions: what the page says, and how it refuses."""

import re
from html import unescape
from urllib.parse import urlencode

import pytest

from conditions.filters import MAX_VALUES
from tests.factories import make_condition, make_published
from tests.filters.world import publish_three

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def three(db):
    publish_three()


def page_of(client, query="", status=200):
    response = client.get(f"/conditions/?{query}")
    assert response.status_code == status
    return unescape(response.content.decode())


def box(page, name, value):
    """Return the label of a checkbox, without line ends."""
    (found,) = re.findall(
        rf'<label[^>]*><input type="checkbox" name="{name}" value="{value}".*?</label>', page, re.S
    )
    return found


def test_page_shows_results_and_checked_options(client):
    page = page_of(client, "symptom=lump&kind=look-alike&not_risk=nowhere")

    assert "2 conditions" in page
    assert " checked" in box(page, "symptom", "lump")
    assert '<span class="count">2</span>' in box(page, "symptom", "lump")
    assert '<span class="count">+0</span>' in box(page, "symptom", "sore")
    assert page.index("Gout</a>") < page.index("Wart</a>")


def test_each_option_can_be_left_out_and_the_page_says_what_that_means(client):
    page = page_of(client, "not_symptom=sore&symptom_match=all")

    assert " checked" in box(page, "not_symptom", "sore")
    assert " checked" not in box(page, "not_symptom", "lump")
    assert " checked" in box(page, "symptom_match", "all")
    assert "not: plain Ulcer" in page
    assert '<span class="count"></span>' in box(page, "symptom", "sore")
    assert "That does not mean that it never occurs in them." in page
    for query in ("symptom=sore", "not_kind=look-alike", "not_symptom=change"):
        assert "never occurs" not in page_of(client, query)


def test_kinds_cannot_be_had_at_once(client):
    page = page_of(client)

    assert 'name="kind"' in page
    assert 'name="kind_match"' not in page


def test_empty_values_choose_nothing(client):
    page = page_of(client, "q=&symptom=&kind=&letter=&sort=&symptom_match=")

    assert "3 conditions" in page
    assert "Chosen filters" not in page


def test_letter_and_order_are_links_that_keep_the_rest_and_go_along_with_the_form(client):
    page = page_of(client, "symptom=change&letter=g&sort=match")

    links = re.findall(r'href="\?([^"]+)" id="([^"]+)"( aria-current="true")?', page)
    assert links == [
        ("symptom=change&letter=G&sort=name", "sort-name", ""),
        ("symptom=change&letter=G&sort=match", "sort-match", ' aria-current="true"'),
        ("symptom=change&sort=match&letter=C", "letter-C", ""),
        ("symptom=change&sort=match&letter=G", "letter-G", ' aria-current="true"'),
        ("symptom=change&sort=match&letter=W", "letter-W", ""),
    ]
    assert '<input type="hidden" name="letter" value="G">' in page
    assert '<input type="hidden" name="sort" value="match">' in page
    assert "<span>A</span>" in page


def test_pages_keep_what_is_chosen(client):
    for number in range(60):
        make_published(make_condition(f"Nodule {number}"))

    page = page_of(client, "kind=calcinosis&letter=n&page=2")

    assert 'href="?kind=calcinosis&letter=n&page=1"' in page
    assert page.count('name="c"') == 10


def test_value_of_another_group_is_named(client):
    page = page_of(client, "kind=lump")

    assert "We have nothing called lump." in page
    assert "Remove <em>lump</em> → 3 conditions" in page


@pytest.mark.parametrize("query", ["symptom=nowhere", "q=xqzzv", "kind=nothing&risk=dialysis"])
def test_empty_result_helps(client, query):
    page = page_of(client, query)

    assert "No condition fits all of this" in page
    assert "That does not mean that nothing is wrong." in page
    assert 'href="/lookup/"' in page


def test_empty_result_says_what_dropping_each_filter_leaves(client):
    page = page_of(client, "symptom=sore&kind=look-alike&q=wart")

    assert '<a href="?q=wart&kind=look-alike">Remove <em>plain Ulcer</em> → 1 condition</a>' in page
    assert "Remove <em>Look-alikes</em>" not in page  # nothing would be left either


def test_when_no_single_filter_is_to_blame_all_can_be_dropped(client):
    page = page_of(client, "symptom=sore&kind=look-alike&q=xqzzv")

    assert "Removing one of the filters is not enough." in page
    assert "Remove <em>" not in page


def test_contradiction_is_told_and_can_be_solved(client):
    page = page_of(client, "symptom=lump&not_symptom=lump&risk=dialysis")

    assert "Both chosen and left out: plain Nodule." in page
    assert "Remove <em>plain Nodule</em> → 1 condition" in page
    assert "Remove <em>not: plain Nodule</em> → 1 condition" in page


@pytest.mark.parametrize(
    "query",
    [
        "symptom=%3Cscript%3E",
        "not_symptom=a+b",
        "site=%ff",
        "q=" + "a" * 201,
        "sort=%3Cscript%3E",
        "sort=-pk",
        "letter=%3Cscript%3E",
        "risk_match=neither",
        urlencode([("not_symptom", f"s{n}") for n in range(MAX_VALUES + 1)]),
    ],
)
def test_malformed_filter_is_told_in_a_sentence(client, query):
    page = page_of(client, query, status=400)

    assert "There is a problem" in page
    assert "Show all conditions" in page
    assert "<script>" not in page


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999999999999999999", "1.5", ""])
def test_unknown_page_number_shows_a_page(client, page):
    assert "3 conditions" in page_of(client, f"page={page}")


def test_values_are_escaped(client):
    page = client.get("/conditions/?q=%3Cb%3E%22%26symptom").content.decode()

    assert "<b>" not in page
    assert "q=%3Cb%3E%22%26symptom" in page or "&lt;b&gt;&quot;&amp;symptom" in page
