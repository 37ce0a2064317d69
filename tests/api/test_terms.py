import pytest
from django.utils import timezone

from conditions.models import Term, TermKind
from tests.factories import make_published, make_term

ADDRESS = "/api/v1/terms"


@pytest.fixture(autouse=True)
def vocabulary(db):
    make_term("Livedo", slug="livedo", plain_name="net-like skin", names=["fishnet skin"])
    make_term("Dialysis", slug="dialysis", kind=TermKind.RISK_FACTOR, plain_name="kidney machine")
    make_term("Thigh", slug="thigh", kind=TermKind.BODY_SITE, plain_name="thigh")


def test_results_are_the_terms_whose_names_resemble_the_words(client):
    response = client.get(ADDRESS, {"q": "fishnet"})

    assert response.status_code == 200
    assert response["Content-Type"] == "application/json"
    assert response.json() == {
        "results": [
            {
                "slug": "livedo",
                "kind": "finding",
                "name": "Livedo",
                "plain_name": "net-like skin",
                "matched": "fishnet skin",
            }
        ]
    }


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ({}, []),
        ({"q": ""}, []),
        ({"q": "thigh"}, []),
        ({"q": "kidney", "kind": "finding"}, []),
        ({"q": "kidney", "kind": "risk-factor"}, ["dialysis"]),
        ({"q": "skin kidney machine", "limit": "1"}, ["dialysis"]),
    ],
)
def test_results_keep_to_what_is_asked(client, query, slugs):
    found = client.get(ADDRESS, query).json()["results"]

    assert [result["slug"] for result in found] == slugs


@pytest.mark.parametrize(
    ("query", "wrong"),
    [
        ("limit=0", "limit"),
        ("limit=51", "limit"),
        ("limit=abc", "limit"),
        ("limit=-1", "limit"),
        ("limit=", "limit"),
        ("limit=%D9%A3", "limit"),
        ("limit=99999999999999999999", "limit"),
        ("kind=body-site", "kind"),
        ("kind=", "kind"),
        ("q=a&q=b", "q"),
        ("q=" + "a" * 201, "q"),
        ("callback=alert(1)", "callback"),
        ("Q=a", "Q"),
        ("message=a", "message"),
    ],
)
def test_what_cannot_be_used_is_named(client, query, wrong):
    response = client.get(f"{ADDRESS}?{query}")

    error = response.json()["error"]
    assert response.status_code == error["status"] == 400
    assert list(error["details"]) == [wrong]
    assert error["message"]


@pytest.mark.parametrize("text", ["%00", "%ed%a0%80", "%zz", "🦴" * 50, "' OR 1=1 --"])
def test_odd_text_is_no_error_of_ours(client, text):
    assert client.get(f"{ADDRESS}?q={text}").status_code in {200, 400}


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch", "options"])
def test_other_methods_are_refused_as_json(client, method):
    response = getattr(client, method)(
        ADDRESS, "q=a", content_type="application/x-www-form-urlencoded"
    )

    assert response.status_code == response.json()["error"]["status"] == 405
    assert "GET" in response["Allow"]


def test_answer_may_be_kept_and_read_by_anybody(client):
    response = client.get(ADDRESS, {"q": "livedo"})

    assert set(response["Cache-Control"].split(", ")) == {"public", "max-age=60"}
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert not response.cookies


def test_answer_is_not_sent_again_until_the_content_changes(client):
    etag = client.get(ADDRESS, {"q": "livedo"})["ETag"]

    assert client.get(ADDRESS, {"q": "livedo"}, headers={"If-None-Match": etag}).status_code == 304

    make_published(facts=[{"topic": "symptom", "term": Term.objects.get(slug="livedo")}])
    Term.objects.update(updated_at=timezone.now())
    changed = client.get(ADDRESS, {"q": "livedo"}, headers={"If-None-Match": etag})
    assert changed.status_code == 200
    assert changed["ETag"] != etag


def test_head_has_no_body(client):
    response = client.head(ADDRESS, {"q": "livedo"})

    assert (response.status_code, response.content) == (200, b"")


@pytest.mark.parametrize("address", ["/api/v1/nothing", "/api/v1/terms/", "/api/"])
def test_unknown_address_of_the_api_is_not_found(client, address):
    response = client.get(address)

    assert response.status_code == response.json()["error"]["status"] == 404
