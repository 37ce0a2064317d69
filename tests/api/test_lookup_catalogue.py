"""What `POST /api/v1/lookup` answers from the catalogue, held against the page."""

import math

import pytest

from conditions.lookup import SCORER_VERSION
from conditions.models import Topic
from tests.api import asking
from tests.api.asking import told
from tests.catalogue import import_tiny
from tests.factories import make_condition, make_published, make_term, make_urgency_rule
from tests.views.posting import post

pytestmark = pytest.mark.django_db


@pytest.fixture
def offered(settings, tmp_path):
    settings.HPO_CATALOGUE = True
    import_tiny(tmp_path)


@pytest.fixture
def striped():
    term = make_term("Striped skin", slug="striped", plain_name="stripes")
    term.codes.create(system="HPO", code="HP:0000010", checked=True)
    return term


def send(client, status=200, **data):
    return asking.send(client, {"catalogue": "hpo"} | data, status)


def names(answer):
    return [result["condition"]["name"] for result in answer["results"]]


def test_catalogue_that_is_off_is_refused(client, tmp_path):
    import_tiny(tmp_path)

    assert list(send(client, 400)["error"]["details"]) == ["catalogue"]


def test_unknown_catalogue_is_refused(client, offered):
    assert list(send(client, 400, catalogue="other")["error"]["details"]) == ["catalogue"]


def test_catalogue_that_was_never_imported_is_told(client, settings):
    settings.HPO_CATALOGUE = True

    assert "not been imported" in send(client, 503)["error"]["message"]


@pytest.mark.parametrize("order", ["score", "alphabetical"])
@pytest.mark.parametrize(
    "data",
    [
        {"present": ["HP:0000010", "HP:0000013"]},
        {"present": ["HP:0000012", "HP:0000013"], "absent": ["HP:0000010"]},
        {"present": ["HP:0000011"], "unsure": ["HP:0000013"]},
    ],
)
def test_answer_is_what_the_page_shows(client, offered, settings, data, order):
    settings.LOOKUP_ORDER = order
    answer = send(client, **data)
    pairs = [(f"answer-{code}", answer) for answer, codes in data.items() for code in codes]
    page = post(client, "/lookup/", pairs, catalogue="hpo").context["page"]

    assert answer["total"] == page.total
    assert [one["term"] for one in answer["ask_next"]] == [one.row.slug for one in page.questions]
    assert len(answer["results"]) == len(page.results) > 0
    for result, shown in zip(answer["results"], page.results, strict=True):
        parts, reasons = result["contributions"], [*shown.fits, *shown.against]
        assert result["condition"]["name"] == shown.name
        assert result["other_names"] == shown.other_names
        assert [one["url"] for one in result["records"]] == [one.url for one in shown.records]
        assert result["score"] == math.fsum(part["value"] for part in parts)
        assert f"{result['score']:.2f}" == shown.score
        assert result["band"] in str(shown.band)
        assert [one["name"] for one in result["tied_with"]] == shown.tied_with
        assert [f"{part['value']:.2f}" for part in parts] == [one.value for one in reasons]
        assert [len(part["rows"]) for part in parts] == [len(one.rows) for one in reasons]
        assert [part["more_rows"] for part in parts] == [one.more_rows for one in reasons]
        labels = [answer["terms"][code]["name"] for code in result["not_described"]]
        assert labels == shown.not_described


def test_rows_stand_as_the_release_has_them(client, offered):
    answer = send(client, present=["HP:0000010", "HP:0000013"])

    zebra = answer["results"][0]
    assert zebra["condition"] == {"slug": "MONDO:0000100", "name": "Zebra syndrome"}
    fits, against = zebra["contributions"]
    assert fits["rows"][0] == {
        "term": "HP:0000010",
        "summary": "3 of 4",
        "sources": ["PMID:7"],
        "disease": "OMIM:100",
        "qualifier": "",
        "frequency": "3/4",
        "reference": "PMID:7",
        "evidence": "PCS",
        "onset": "HP:0003577",
        "sex": "FEMALE",
        "modifier": "",
    }
    assert fits["frequency"]["summary"] == "3 of 4"
    assert fits["sources"] == ["PMID:7", "PMID:8", "ORPHA:1"]
    assert (against["relation"], against["value"]) == ("reported absent", 0)
    assert against["frequency"]["summary"] == "reported absent"
    assert answer["sources"]["PMID:7"]["links"] == [
        {"text": "PMID:7", "url": "https://pubmed.ncbi.nlm.nih.gov/7/"}
    ]


def test_versions_name_the_release_and_that_nobody_reviewed_it(client, offered):
    versions = send(client)["versions"]

    assert versions["scorer"] == SCORER_VERSION
    assert versions["content"]
    catalogue = versions["catalogue"]
    assert (catalogue["source"], catalogue["version"]) == ("HPO", "2025-01-16")
    assert "Human Phenotype Ontology Consortium" in catalogue["attribution"]
    assert catalogue["reviewed"] is False
    assert "not reviewed by our editors" in catalogue["note"]


@pytest.mark.parametrize("code", ["HP:0000099", "HP:0000098"])
def test_former_and_obsolete_codes_are_followed_and_told(client, offered, code):
    answer = send(client, present=[code])

    assert told(answer) == {"replaced-term": [code]}
    assert "HP:0000011" in answer["problems"][0]["message"]
    assert answer["results"][0]["contributions"][0]["term"] == "HP:0000011"


def test_codes_that_cannot_be_used_are_told_and_the_rest_still_works(client, offered):
    make_term(slug="tired")

    answer = send(client, present=["HP:0000010", "HP:0000097", "HP:0000006"], absent=["tired"])

    assert told(answer) == {
        "unknown-term": ["HP:0000097", "HP:0000006"],
        "not-in-catalogue": ["tired"],
    }
    assert names(answer) == ["Zebra syndrome"]


def test_answers_that_mean_one_finding_and_differ_are_told(client, offered, striped):
    make_urgency_rule(slug="stripes", all_of=[striped])

    answer = send(client, present=["striped", "HP:0000012"], absent=["HP:0000010"])

    assert told(answer) == {"contradiction": ["HP:0000010"]}
    assert names(answer) == ["Plain disease"]
    assert [rule["slug"] for rule in answer["urgency"]] == ["stripes"]


def test_our_urgency_rules_speak(client, offered, striped):
    make_urgency_rule(slug="stripes", all_of=[striped])

    (below,) = send(client, present=["HP:0000011"])["urgency"]
    (own,) = send(client, present=["striped"])["urgency"]

    assert below["slug"] == own["slug"] == "stripes"
    assert send(client, absent=["HP:0000011"])["urgency"] == []


def test_disease_that_is_ours_too_names_our_page(client, offered):
    condition = make_condition("Zebritis", slug="zebritis")
    condition.codes.create(system="OMIM", code="100", checked=True)
    make_published(condition, facts=[{"topic": Topic.SYMPTOM}])

    (zebra,) = send(client, present=["HP:0000010"])["results"]

    assert zebra["own_pages"] == [{"slug": "zebritis", "name": "Zebritis"}]
