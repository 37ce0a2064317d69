import pytest

from conditions.models import Audience, NameMatch, TermKind, Topic
from tests.factories import make_condition, make_fact, make_published, make_source, make_term

pytestmark = pytest.mark.django_db

LISTS = {
    "/symptoms/": (TermKind.FINDING, Topic.SYMPTOM),
    "/risk-factors/": (TermKind.RISK_FACTOR, Topic.RISK_FACTOR),
}


def page_of(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("url", LISTS)
def test_list_shows_the_terms_of_published_facts_with_the_number_of_conditions(client, url):
    kind, topic = LISTS[url]
    above = make_term(kind=kind, plain_name="change", slug="change")
    term = make_term(kind=kind, plain_name="open sore", slug="sore", broader=[above])
    unused = make_term(kind=kind, plain_name="itch")
    for _number in range(2):
        make_published(facts=[{"topic": topic, "term": term}])
    make_fact(topic=topic, term=unused)  # a draft

    page = page_of(client, url)

    assert f'<a href="{url}sore/">Open sore</a>&nbsp;<span class="count">2</span>' in page
    assert f'<a href="{url}change/">Change</a>&nbsp;<span class="count">2</span>' in page
    assert "Itch" not in page


@pytest.mark.parametrize("url", LISTS)
def test_term_shows_the_conditions_described_with_it_or_one_below(client, url):
    kind, topic = LISTS[url]
    above = make_term("Change", kind=kind, slug="change", definition="It differs.")
    below = make_term(kind=kind, broader=[above])
    make_published(make_condition("Wart"), facts=[{"topic": topic, "term": below}])

    page = page_of(client, f"{url}change/")

    for words in ("Change", "It differs.", "Wart", below.plain_name):
        assert words in page


def test_term_is_called_only_what_means_the_same(client):
    term = make_term(slug="angina")
    for text, audience, match in (
        ("angina pectoris", Audience.CLINICAL, NameMatch.EXACT),
        ("stable angina", Audience.CLINICAL, NameMatch.NARROWER),
        ("chest pain on exertion", Audience.LAY, NameMatch.RELATED),
        ("heart pain with effort", Audience.LAY, NameMatch.EXACT),
    ):
        term.names.create(text=text, audience=audience, match=match)

    page = page_of(client, "/symptoms/angina/")

    assert "Also called: angina pectoris</p>" in page


def test_condition_without_the_finding_is_not_among_those_described_with_it(client):
    term = make_term(slug="itch")
    make_published(
        make_condition("Wart"),
        facts=[{"topic": Topic.SYMPTOM, "term": term, "reported_absent": True}],
    )

    page = page_of(client, "/symptoms/itch/")

    assert "None of our conditions is described with it so far." in page
    assert page.index("Also mentioned") < page.index("Wart") < page.index("reported not to occur")


def test_complication_is_mentioned_and_no_feature(client):
    term = make_term(slug="sepsis")
    make_published(make_condition("Wart"), facts=[{"topic": Topic.COMPLICATION, "term": term}])

    page = page_of(client, "/symptoms/sepsis/")

    assert page.index("Also mentioned") < page.index("Wart")


@pytest.mark.parametrize(
    "url",
    ["/symptoms/nowhere/", "/risk-factors/nowhere/", "/symptoms/dialysis/", "/risk-factors/sore/"],
)
def test_unknown_term_and_one_of_another_kind_are_not_found(client, url):
    make_term(slug="sore")
    make_term(kind=TermKind.RISK_FACTOR, slug="dialysis")

    assert client.get(url).status_code == 404


def test_glossary_explains_every_defined_term_at_its_place(client):
    make_term("Ulcer", plain_name="open sore", slug="ulcer", definition="Skin that does not close.")
    make_term(plain_name="itch", definition="")

    page = page_of(client, "/glossary/")

    assert 'id="ulcer"' in page
    assert "Open sore" in page
    assert "Skin that does not close." in page
    assert "Itch" not in page


# Sources


def test_source_list_shows_what_published_facts_rest_on(client):
    cited = make_source("On warts", authors="Lee A")
    make_published(facts=[{"topic": Topic.CAUSE, "sources": [cited]}])
    make_fact(sources=[make_source("Of a draft")])

    page = page_of(client, "/sources/")

    assert "Lee A. On warts." in page
    assert "1 fact" in page
    assert "Of a draft" not in page


def test_sources_stand_in_the_order_of_what_is_shown_first(client):
    sources = [
        make_source("A study", authors="Young B"),
        make_source("B study", authors="el-Azhary R"),
        make_source("C study", authors=""),
    ]
    make_published(facts=[{"topic": Topic.CAUSE, "sources": sources}])

    page = page_of(client, "/sources/")

    assert page.index("C study") < page.index("el-Azhary") < page.index("Young")


def test_source_shows_where_to_read_it_and_what_rests_on_it(client):
    source = make_source("On warts", slug="lee-2020", pmid="123", doi="", status="retracted")
    make_published(
        make_condition("Wart"), facts=[{"topic": Topic.CAUSE, "sources": [source], "plain": "Why."}]
    )

    page = page_of(client, "/sources/lee-2020/")

    for words in (
        "https://pubmed.ncbi.nlm.nih.gov/123/",
        "Wart",
        "Why.",
        "This source was retracted.",
    ):
        assert words in page


def test_source_without_facts_says_so(client):
    source = make_source()

    assert "No published fact cites it" in page_of(client, source.get_absolute_url())
    assert client.get("/sources/nowhere/").status_code == 404
