"""Answers of the API: JSON, readable from any site, and one shape for every error."""

from collections.abc import Mapping
from typing import Any

import msgspec
from django.http import HttpResponse

from calcsite.errors import OPEN_TO_ALL, json_error

JSON = "application/json"


def answer(data: Any) -> HttpResponse:
    """Return `data` as JSON."""
    return HttpResponse(msgspec.json.encode(data), content_type=JSON, headers=OPEN_TO_ALL)


def refuse(message: str, details: Mapping[str, str] | None = None) -> HttpResponse:
    """Return 400 with what is wrong; `details` says it for each parameter."""
    return json_error(400, message, details)


def preflight(*allowed: str) -> HttpResponse:
    """Tell the browser of a page elsewhere that it may send JSON with these methods."""
    headers = {
        "Access-Control-Allow-Methods": ", ".join(allowed),
        "Access-Control-Allow-Headers": "Content-Type",
        "Access-Control-Max-Age": "86400",
    }
    return HttpResponse(status=204, headers=OPEN_TO_ALL | headers)


def wrong_method(*allowed: str) -> HttpResponse:
    """Return 405 with the methods there are."""
    response = json_error(405, f"Use {' or '.join(allowed)}.")
    response.headers["Allow"] = ", ".join(allowed)
    return response
