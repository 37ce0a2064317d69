"""The body map, the pages of its places, and where a condition shows."""

import re
from collections import defaultdict
from html import unescape

import pytest

from conditions.models import Edition, TermKind, Topic
from conditions.presenters.figure import BACK, FRONT
from conditions.selectors.lookup import knowledge
from tests.factories import (
    make_condition,
    make_edition,
    make_fact,
    make_published,
    make_source,
    make_term,
)
from tests.views.posting import post

pytestmark = pytest.mark.django_db


def page_of(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return unescape(response.content.decode())


def site(slug, *wholes, **fields):
    return make_term(slug=slug, kind=TermKind.BODY_SITE, broader=list(wholes), **fields)


def drawn(page):
    return re.findall(r'<svg viewBox="[^"]+" role="(?:group|img)".*?</svg>', page, re.DOTALL)


@pytest.fixture
def wart():
    """Publish warts on the thigh, and on the shin in a draft only."""
    leg = site("leg", plain_name="leg")
    thigh = site("thigh", leg, name="Femoral region", plain_name="thigh")
    lump = make_term(slug="lump", plain_name="lump")
    source = make_source("On warts")
    fact = {
        "topic": Topic.SYMPTOM, "term": lump, "body_sites": [thigh], "sources": [source],
        "plain": "Lumps that itch.", "red_flag": True, "frequency_band": "frequent",
        "frequency_basis": "counted", "numerator": 7, "denominator": 10,
    }  # fmt: skip
    wart = make_published(make_condition("Wart", slug="wart"), facts=[fact]).condition
    shin = site("shin", leg, plain_name="shin")
    make_fact(make_edition(wart), Topic.SYMPTOM, term=lump, body_sites=[shin])
    return wart


def test_map_links_the_places_where_something_is_seen(client, wart):
    page = page_of(client, "/body/")

    front, back = drawn(page)
    assert front.count("<path") == sum(2 if region.paired else 1 for region in FRONT)
    assert back.count("<path") == sum(2 if region.paired else 1 for region in BACK)
    assert re.findall(r'<a href="([^"]+)"><title>([^<]+)', front) == [
        ("/body/thigh/", "Thigh, from the front")
    ]
    assert '<a href="/body/thigh/">Thigh</a>\N{NO-BREAK SPACE}<span class="count">1</span>' in page
    assert '<a href="/body/leg/">Leg</a>\N{NO-BREAK SPACE}<span class="count">1</span>' in page
    assert "/body/shin/" not in page


def test_map_stands_when_nothing_is_published(client):
    assert "<path" in page_of(client, "/body/")


def test_place_shows_its_findings_as_the_facts_say(client, wart):
    page = page_of(client, "/body/thigh/")

    for words in (
        "Femoral region", '<a href="/symptoms/lump/">Lump</a>',
        'Wart<span class="hidden">: Lump</span>', "Lumps that itch.",
        "about 7 in 10", "7 of 10", "thigh", "warning sign", "On warts.",
        '<a href="/body/leg/">Leg</a>', 'href="#source-1"',
    ):  # fmt: skip
        assert words in page
    assert "/body/shin/" not in page
    assert '<a href="/body/thigh/">Thigh</a>' in page_of(client, "/body/leg/")


def test_whole_body_without_findings_of_its_own_says_so(client):
    leg = site("leg", site("whole-body"))
    make_published(facts=[{"topic": Topic.SYMPTOM, "body_sites": [leg]}])

    page = page_of(client, "/body/whole-body/")

    assert "No statement is about this place as a whole." in page
    assert 'href="/body/leg/"' in page


@pytest.mark.parametrize(
    "slug", ["nowhere", "shin", "lump", "Thigh", "thigh'", "thigh%00", "%ed%a0%80", "a" * 3000]
)
def test_place_of_which_nothing_is_published_is_not_found(client, wart, slug):
    response = client.get(f"/body/{slug}/")

    assert response.status_code in ((400, 404) if "%" in slug else (404,))
    assert b"<h1>" in response.content


@pytest.mark.parametrize("url", ["/body/", "/body/thigh/"])
def test_map_takes_no_post(client, wart, url):
    assert post(client, url).status_code == 405


def test_place_goes_into_the_lookup(client, wart):
    page = page_of(client, "/body/thigh/")
    form = re.search(r'<form method="post" action="(/lookup/)">.*?</form>', page, re.DOTALL)
    name, value = re.search(r'type="hidden" name="([^"]+)" value="([^"]+)"', form[0]).groups()

    answer = post(client, form[1], **{name: value}).content.decode()

    assert 'name="answer-lump"' in answer
    assert "Seen here: thigh" in answer


# On the page of a condition


def where(page):
    found = re.search(r'<section aria-labelledby="where">.*?</section>', page, re.DOTALL)
    return found and found[0]


def test_condition_shows_where_it_is_seen_in_words_and_drawn(client):
    thigh = site("thigh", site("limb"), plain_name="thigh")
    make_published(
        make_condition(slug="wart"), facts=[{"topic": Topic.SYMPTOM, "body_sites": [thigh]}]
    )

    page = page_of(client, "/conditions/wart/")

    assert '<a href="#where">' in page
    assert '<a href="/body/thigh/">Thigh</a>' in where(page)
    front, back = drawn(where(page))
    assert front.count('class="named"') == back.count('class="named"') == 1


def test_condition_without_a_named_place_shows_none(client):
    make_published(make_condition(slug="wart"), facts=[{"topic": Topic.SYMPTOM}])

    assert where(page_of(client, "/conditions/wart/")) is None


def test_old_edition_leads_to_no_place_of_which_nothing_may_be_published(client):
    wart = make_condition(slug="wart")
    thigh = site("thigh", plain_name="thigh")
    make_published(wart, facts=[{"topic": Topic.SYMPTOM, "body_sites": [thigh]}])
    make_published(wart)

    old = where(page_of(client, "/conditions/wart/editions/1/"))

    assert "<li>Thigh</li>" in old
    assert "<a " not in old


# On the shipped pack


def test_shipped_places_of_the_map_are_those_of_the_lookup(client, shipped):
    listed = set(re.findall(r'href="/body/([^/"]+)/"', page_of(client, "/body/")))

    assert listed == set(knowledge().places)
    assert listed >= {region.slug for region in (*FRONT, *BACK)}


@pytest.mark.parametrize("url", ["/body/", "/body/leg/", "/body/hand/", "/body/whole-body/"])
def test_no_link_text_leads_to_two_addresses(client, shipped, url):
    # The list of sources is the same on all pages.
    main = re.split(r'<section id="sources"|</main>', page_of(client, url).split("<main")[1])[0]
    addresses = defaultdict(set)
    for address, words in re.findall(r'<a [^>]*?href="([^"]+)"[^>]*>(.*?)</a>', main, re.DOTALL):
        title = re.search(r"<title>(.*?)</title>", words)
        addresses[title[1] if title else re.sub(r"<[^>]+>", "", words)].add(address)

    assert addresses
    assert [words for words, found in addresses.items() if len(found) > 1] == []


@pytest.mark.parametrize("slug", ["calciphylaxis", "nephrocalcinosis"])
def test_shipped_condition_shows_the_places_that_its_symptoms_name(client, shipped, slug):
    facts = Edition.objects.published().get(condition__slug=slug).facts
    sites = facts.filter(topic=Topic.SYMPTOM, reported_absent=False, body_sites__isnull=False)

    page = page_of(client, f"/conditions/{slug}/")

    links = re.findall(r'href="/body/([^/"]+)/"', where(page))
    assert set(links) == set(sites.values_list("body_sites__slug", flat=True))
