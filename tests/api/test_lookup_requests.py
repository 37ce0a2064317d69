"""Requests that `POST /api/v1/lookup` refuses, and who may ask; no content is needed for it."""

import json

import pytest

from tests.api.asking import ADDRESS, EXAMPLE, send

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b'{"present":',
        b"[]",
        b'"livedo"',
        b"null",
        b"{}",
        b'{"present": NaN}',
        b'{"q": -Infinity}',
        b'{"q": ' + b"9" * 5000 + b"}",
        b'{"q": "\xff\xfe"}',
        b'{"present": ["\\ud800"]}',
        b'{"\\udfff": "a"}',
        b"\xff\xfe{\0}\0",
        b"\xef\xbb\xbf{}",
        b"[" * 60_000,
        b'{"q": ' + b"[" * 30_000 + b"]" * 30_000 + b"}",
        b'{"present": ["livedo"], "present": ["fever"]}',
    ],
)
def test_body_that_cannot_be_read_is_told(client, body):
    error = send(client, body, status=400)["error"]

    assert error["status"] == 400
    assert error["message"]


@pytest.mark.parametrize(
    ("data", "wrong"),
    [
        ({"present": "livedo"}, "present"),
        ({"absent": None}, "absent"),
        ({"risk": {"slug": "dialysis"}}, "risk"),
        ({"unsure": ["fever", 1]}, "unsure"),
        ({"unsure": [["fever"]]}, "unsure"),
        ({"catalogue": ["hpo"]}, "catalogue"),
        ({"catalogue": "hpo"}, "catalogue"),
        ({"catalogue": "other"}, "catalogue"),
        ({"q": {"$ne": 1}}, "q"),
        ({"message": 1}, "message"),
        ({"limit": 1.5, "present": ["livedo"]}, "limit"),
    ],
)
def test_field_of_the_wrong_kind_is_named(client, data, wrong):
    error = send(client, data, status=400)["error"]

    assert list(error["details"]) == [wrong]
    assert error["details"][wrong]


@pytest.mark.parametrize(
    "content_type",
    ["", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "text/json"],
)
def test_any_other_type_of_body_is_refused(client, content_type):
    response = client.generic("POST", ADDRESS, json.dumps(EXAMPLE), content_type=content_type)

    assert response.status_code == response.json()["error"]["status"] == 415


def test_charset_may_be_named(client):
    response = client.post(
        ADDRESS, json.dumps(EXAMPLE), content_type="application/json; charset=utf-8"
    )

    assert response.status_code == 200


def test_body_that_is_too_long_is_refused(client):
    body = json.dumps({"present": ["a" * 70_000]})

    assert send(client, body, status=413)["error"]["status"] == 413


def test_compressed_body_is_refused(client):
    assert send(client, b"\x1f\x8b\x08\x00", status=400, Content_Encoding="gzip")


@pytest.mark.parametrize("method", ["get", "head", "put", "patch", "delete", "trace"])
def test_other_methods_are_refused(client, method):
    response = getattr(client, method)(ADDRESS)

    assert response.status_code == 405
    assert response["Allow"] == "POST"
    assert response["Content-Type"] == "application/json"


# Who may ask, and what is kept


def test_pages_of_other_sites_may_ask(client):
    foreign = {"Origin": "https://clinic.example", "Sec-Fetch-Site": "cross-site"}
    response = client.post(ADDRESS, EXAMPLE, content_type="application/json", headers=foreign)

    assert response.status_code == 200
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response


def test_browsers_learn_that_they_may_send_json(client):
    response = client.options(ADDRESS, headers={"Origin": "https://clinic.example"})

    assert (response.status_code, response.content) == (204, b"")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Access-Control-Allow-Methods"] == "POST"
    assert response["Access-Control-Allow-Headers"] == "Content-Type"


@pytest.mark.parametrize("body", [json.dumps(EXAMPLE), "{"])
def test_nothing_is_kept(client, body):
    response = client.post(ADDRESS, body, content_type="application/json")

    assert set(response["Cache-Control"].split(", ")) == {"private", "no-cache"}
    assert not response.cookies
