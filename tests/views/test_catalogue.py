"""The lookup in the imported catalogue, and that nothing of it shows anywhere else."""

import re

import pytest

from conditions.models import Topic
from tests.catalogue import import_tiny
from tests.factories import make_condition, make_published, make_term, make_urgency_rule
from tests.test_sweeps import MAIN_PAGES
from tests.views.posting import post

pytestmark = pytest.mark.django_db

# Words that only the tiny release has.
WORDS = ("zebra", "palm crystals", "stripy skin", "plain disease", "other disease", "mondo:0000100")


@pytest.fixture
def offered(settings, tmp_path):
    settings.HPO_CATALOGUE = True
    import_tiny(tmp_path)


def search(client, *pairs, status=200, **fields):
    response = post(client, "/lookup/", pairs, catalogue="hpo", **fields)
    assert response.status_code == status
    return re.sub(r"\s+", " ", response.content.decode())


def answer(code, value="present"):
    return (f"answer-{code}", value)


def names(page):
    return re.findall(r'<article class="result"><h3>([^<]+)</h3>', page)


def test_choice_is_offered_only_where_the_operator_wants_it(client, settings):
    assert "HPO catalogue" not in client.get("/lookup/").content.decode()

    settings.HPO_CATALOGUE = True

    page = client.get("/lookup/").content.decode()
    assert "for professionals; not reviewed by our editors" in page
    assert 'name="catalogue" value="" checked' in page


def test_catalogue_that_is_off_is_told(client, settings, tmp_path):
    import_tiny(tmp_path)

    assert "does not offer that catalogue" in search(client, status=400)


def test_unknown_catalogue_is_told(client, offered):
    response = post(client, "/lookup/", catalogue="other")

    assert response.status_code == 400


def test_catalogue_that_was_never_imported_is_told(client, settings):
    settings.HPO_CATALOGUE = True

    assert "has not been imported yet" in search(client, status=503)


def test_words_are_matched_with_names_and_synonyms(client, offered):
    page = search(client, words="stripy skin, zebra fever. Flying.")

    assert 'name="answer-HP:0000010"' in page
    assert 'name="answer-HP:0000012"' in page
    assert "The ontology has no word for “Flying”" in page


def test_result_shows_records_rows_evidence_version_and_attribution(client, offered):
    page = search(client, answer("HP:0000010"))

    assert names(page) == ["Zebra syndrome"]  # Orphanet's name before OMIM's
    assert "https://omim.org/entry/100" in page
    assert "https://www.orpha.net/en/disease/detail/1" in page
    assert "also: Zebra disease" in page
    assert "Zebra skin · 3 of 4 · " in page
    assert "https://pubmed.ncbi.nlm.nih.gov/7/" in page
    assert "· PCS · in females · Congenital onset · record OMIM:100" in page
    assert "PCS, published clinical study" in page
    assert "HPO 2025-01-16, Human Phenotype Ontology Consortium · not reviewed by our" in page
    assert "hpo.jax.org/app/license" in page
    assert "(IEA) are left out" in page
    assert 'name="robots" content="noindex"' in page


def test_finding_reported_absent_speaks_against(client, offered):
    page = search(client, answer("HP:0000010"), answer("HP:0000013"))

    against = page.partition("Zebra syndrome</h3>")[2].partition("Does not fit")[2]
    assert "<strong>reported absent:</strong> Zebra cough" in against


def test_what_was_not_asked_stands_with_its_rows_and_counts_nothing(client, settings, tmp_path):
    settings.HPO_CATALOGUE = True
    import_tiny(tmp_path, with_parsed=True)

    page = search(client, answer("HP:0000010"))

    open_ones = page.partition("Not asked yet for Zebra syndrome")[2].partition("</details>")[0]
    assert "<li>Zebra fever<ul>" in open_ones
    assert "record OMIM:100" in open_ones
    assert "counts" not in open_ones
    assert "Zebra skin" not in open_ones
    assert "Not asked yet" not in search(client, answer("HP:0000010"), answer("HP:0000012"))


def test_finding_somebody_is_not_sure_of_is_named_and_not_asked_again(client, offered):
    unsure = search(client, answer("HP:0000010"), answer("HP:0000012", "unsure"))

    assert "<h4>Not sure</h4>" in unsure


def test_former_code_is_followed(client, offered):
    page = search(client, answer("HP:0000099"))

    assert 'name="answer-HP:0000011" value="present" checked' in page
    assert names(page) == ["Zebra syndrome"]


def test_unknown_code_is_told_and_the_rest_still_works(client, offered):
    page = search(client, answer("HP:0000010"), answer("HP:0000097"))

    assert "not in our list; they were left out" in page
    assert names(page) == ["Zebra syndrome"]


def test_findings_chosen_in_our_words_are_used(client, offered):
    striped = make_term("Striped skin", slug="striped", plain_name="stripes")
    striped.codes.create(system="HPO", code="HP:0000010", checked=True)
    make_term("Tiredness", slug="tired", plain_name="feeling tired")

    page = search(client, answer("striped"), answer("tired"))

    assert names(page) == ["Zebra syndrome"]
    assert 'name="answer-striped" value="present" checked' in page
    assert "so they were not used: Feeling tired." in page


def test_contradiction_between_our_word_and_a_code_is_told(client, offered):
    striped = make_term("Striped skin", slug="striped")
    striped.codes.create(system="HPO", code="HP:0000010", checked=True)

    page = search(client, answer("striped"), answer("HP:0000010", "absent"))

    assert "mean the same finding and differ" in page
    assert names(page) == []


def test_our_urgency_rules_speak_first(client, offered):
    striped = make_term("Striped skin", slug="striped")
    striped.codes.create(system="HPO", code="HP:0000010", checked=True)
    make_urgency_rule(all_of=[striped], plain="Call an ambulance for stripes.")

    page = search(client, answer("HP:0000011"))  # palm crystals lie below

    assert page.index("Call an ambulance for stripes.") < page.index("Zebra syndrome</h3>")


def test_disease_that_is_ours_too_leads_to_our_page(client, offered):
    condition = make_condition("Zebritis", slug="zebritis")
    condition.codes.create(system="OMIM", code="100", checked=True)
    make_published(condition, facts=[{"topic": Topic.SYMPTOM}])

    page = search(client, answer("HP:0000010"))

    assert '<a href="/conditions/zebritis/">On this site: Zebritis</a>' in page


def test_order_of_names_is_kept_where_the_operator_asks_for_it(client, offered, settings):
    settings.LOOKUP_ORDER = "alphabetical"

    page = search(client, answer("HP:0000012"), answer("HP:0000013"))

    assert names(page) == ["Other disease", "Plain disease"]
    assert "They stand in order of name." in page


def test_warm_search_keeps_its_number_of_queries(client, offered, django_assert_num_queries):
    search(client, answer("HP:0000010"))

    # The release; the state of our content (2); the records, the rows.
    with django_assert_num_queries(5):
        search(client, answer("HP:0000010"))


@pytest.mark.parametrize("is_on", [True, False])
def test_nothing_of_the_catalogue_shows_anywhere_else(client, settings, tmp_path, is_on):
    settings.HPO_CATALOGUE = is_on
    import_tiny(tmp_path, with_parsed=True)
    make_published(make_condition("Wart", slug="wart"), facts=[{"topic": Topic.SYMPTOM}])
    pages = [*MAIN_PAGES, "/conditions/wart/", "/sitemap.xml", "/robots.txt"]
    pages += [f"/conditions/?q={word}" for word in ("zebra", "palm", "plain")]

    seen = [(page, client.get(page)) for page in pages]
    seen.append(("words", post(client, "/lookup/", words="zebra skin, palm crystals")))
    seen.append(("codes", post(client, "/lookup/", [answer("HP:0000010")])))

    for page, response in seen:
        text = response.content.decode().lower()
        # What was typed is said again.
        text = re.sub(r"“[^”]*”|value=\"[^\"]*\"", "", text)
        assert response.status_code == 200, page
        assert [word for word in WORDS if word in text] == [], page
