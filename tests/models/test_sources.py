import pytest

from conditions.models import Fact, Source
from tests.factories import make_fact, make_source

pytestmark = pytest.mark.django_db

# Without the DOI that make_source gives.
BARE = {"doi": ""}


@pytest.mark.parametrize(
    ("fields", "publishable"),
    [
        ({"pmid": "1"}, True),
        ({"pmcid": "PMC1"}, True),
        ({"doi": "10.1000/1"}, True),
        ({"url": "https://a.example", "authoritative": True}, True),
        ({"url": "https://a.example"}, False),
        ({"authoritative": True}, False),
        ({}, False),
        ({"pmid": "1", "status": "superseded"}, True),
        ({"pmid": "1", "status": "retracted"}, False),
    ],
)
def test_source_is_publishable_by_rule_1(fields, publishable):
    source = make_source(**BARE | fields)
    source.refresh_from_db()

    assert source.publishable is publishable
    assert Source.objects.filter(publishable=True).exists() is publishable


def test_source_without_a_title_is_not_publishable():
    source = make_source()
    Source.objects.filter(pk=source.pk).update(title="")

    assert not Source.objects.filter(publishable=True).exists()


def test_retraction_takes_effect_at_once():
    source = make_source()
    fact = make_fact(sources=[source])
    assert not Fact.objects.exclude(sources__publishable=True).exists()

    source.status = "retracted"
    source.save()

    assert Fact.objects.exclude(sources__publishable=True).get() == fact


def test_one_publishable_source_is_enough():
    make_fact(sources=[make_source(status="retracted"), make_source()])

    assert not Fact.objects.exclude(sources__publishable=True).exists()


def test_fact_without_any_source_has_no_publishable_one():
    fact = make_fact(sources=[])

    assert Fact.objects.exclude(sources__publishable=True).get() == fact
