import pytest

from conditions.models import Source
from conditions.presenters.citations import Numbering, links, reference, short_reference, warning

FULL = {
    "authors": "Nigwekar SU, Thadhani R",
    "title": "Calciphylaxis",
    "journal": "N Engl J Med",
    "year": 2018,
    "volume": "378",
    "issue": "18",
    "pages": "1704-14",
}


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        (
            {},
            "Nigwekar SU, Thadhani R. Calciphylaxis. N Engl J Med. 2018;378(18):1704-14.",
        ),
        (
            {"authors": "Lee A, et al.", "title": "On warts.", "journal": "J Tests."},
            "Lee A, et al. On warts. J Tests. 2018;378(18):1704-14.",
        ),
        (
            {"title": "Is it calcium?"},
            "Nigwekar SU, Thadhani R. Is it calcium? N Engl J Med. 2018;378(18):1704-14.",
        ),
        ({"issue": ""}, "Nigwekar SU, Thadhani R. Calciphylaxis. N Engl J Med. 2018;378:1704-14."),
        (
            {"volume": "", "issue": ""},
            "Nigwekar SU, Thadhani R. Calciphylaxis. N Engl J Med. 2018:1704-14.",
        ),
        (
            {"volume": "", "issue": "", "pages": ""},
            "Nigwekar SU, Thadhani R. Calciphylaxis. N Engl J Med. 2018.",
        ),
        ({"year": None}, "Nigwekar SU, Thadhani R. Calciphylaxis. N Engl J Med. 378(18):1704-14."),
        (
            {"authors": "", "journal": "", "volume": "", "issue": "", "pages": ""},
            "Calciphylaxis. 2018.",
        ),
    ],
)
def test_reference_is_in_vancouver_style(changes, text):
    assert reference(Source(**FULL | changes)) == text


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, []),
        ({"pmid": "1"}, [("PMID 1", "https://pubmed.ncbi.nlm.nih.gov/1/")]),
        ({"pmcid": "PMC1"}, [("PMCID PMC1", "https://pmc.ncbi.nlm.nih.gov/articles/PMC1/")]),
        ({"doi": "10.1000/1"}, [("DOI 10.1000/1", "https://doi.org/10.1000/1")]),
        ({"url": "https://a.example"}, [("Read it at its publisher", "https://a.example")]),
        (
            {"pmid": "1", "doi": "10.1000/1", "url": "https://a.example"},
            [
                ("PMID 1", "https://pubmed.ncbi.nlm.nih.gov/1/"),
                ("DOI 10.1000/1", "https://doi.org/10.1000/1"),
            ],
        ),
    ],
)
def test_links_lead_to_identifiers_before_addresses(fields, expected):
    assert [(link.text, link.url) for link in links(Source(**fields))] == expected


@pytest.mark.parametrize(
    ("status", "words"),
    [("current", ""), ("superseded", "newer version"), ("retracted", "was retracted")],
)
def test_source_that_no_longer_stands_has_a_warning(status, words):
    assert words in warning(Source(status=status))
    assert bool(warning(Source(status=status))) is bool(words)


def test_sources_are_numbered_as_they_are_first_cited():
    one, other = Source(pk=7, title="One"), Source(pk=3, title="Other")
    numbering = Numbering()

    assert [numbering.number(source) for source in (one, other, one)] == [1, 2, 1]
    assert [(item.number, item.source) for item in numbering.sources] == [(1, one), (2, other)]


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({}, "Nigwekar SU and others 2018"),
        ({"authors": "Orphanet", "year": None}, "Orphanet"),
        ({"authors": ""}, "Calciphylaxis 2018"),
        (
            {"authors": "", "title": "One two three four five six seven eight nine ten", "year": 2},
            "One two three four five six seven eight nine… 2",
        ),
    ],
)
def test_short_reference_says_who_or_what_and_when(changes, text):
    assert short_reference(Source(**FULL | changes)) == text
