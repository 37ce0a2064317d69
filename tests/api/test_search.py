import pytest

from conditions.models import TermKind, Topic
from tests.factories import make_condition, make_published, make_term

ADDRESS = "/api/v1/search"


@pytest.fixture(autouse=True)
def content(db):
    wart = make_condition("Wart", slug="wart", plain_name="a small bump")
    wart.names.create(text="verruca")
    lump = make_term("Nodule", slug="nodule", plain_name="firm lump")
    make_term("Thigh", slug="thigh", kind=TermKind.BODY_SITE, plain_name="thigh")
    make_published(wart, facts=[{"topic": Topic.SYMPTOM, "term": lump}])


def test_results_are_pages_with_their_address(client):
    response = client.get(ADDRESS, {"q": "verucca"})

    assert response.json() == {
        "results": [
            {
                "kind": "condition",
                "slug": "wart",
                "name": "Wart",
                "plain_name": "a small bump",
                "matched": "verruca",
                "kind_label": "condition",
                "url": "/conditions/wart/",
            }
        ]
    }


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ({}, []),
        ({"q": " "}, []),
        ({"q": "lump"}, ["nodule", "wart"]),
        ({"q": "lump", "limit": "1"}, ["nodule"]),
        ({"q": "lump", "kind": "condition"}, ["wart"]),
        ({"q": "thigh"}, ["thigh"]),
        ({"q": "& | !"}, []),
    ],
)
def test_results_keep_to_what_is_asked(client, query, slugs):
    found = client.get(ADDRESS, query).json()["results"]

    assert [result["slug"] for result in found] == slugs


@pytest.mark.parametrize(
    ("query", "wrong"),
    [
        ("limit=0", "limit"),
        ("kind=statement", "kind"),
        ("kind=", "kind"),
        ("q=a&q=b", "q"),
        ("q=" + "a" * 201, "q"),
        ("callback=alert(1)", "callback"),
    ],
)
def test_what_cannot_be_used_is_named(client, query, wrong):
    response = client.get(f"{ADDRESS}?{query}")

    assert response.status_code == 400
    assert list(response.json()["error"]["details"]) == [wrong]


def test_post_is_refused(client):
    assert client.post(ADDRESS).status_code == 405


def test_answer_is_not_sent_again_until_the_content_changes(client):
    etag = client.get(ADDRESS, {"q": "wart"})["ETag"]
    again = {"If-None-Match": etag}

    assert client.get(ADDRESS, {"q": "wart"}, headers=again).status_code == 304

    make_published(make_condition("Milium"))
    assert client.get(ADDRESS, {"q": "wart"}, headers=again).status_code == 200
