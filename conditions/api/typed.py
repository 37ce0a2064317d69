"""What the addresses that answer while somebody types have in common."""

from collections.abc import Collection, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

from .answers import answer

PARAMETERS = ("q", "kind", "limit")
LONGEST = 200
LIMIT, MOST = 10, 50


def problems_of(request: HttpRequest, kinds: Collection[str]) -> dict[str, str]:
    """Return each parameter that cannot be used, with what is wrong with it."""
    return dict(_problems(request, kinds))


def answer_or_unchanged(request: HttpRequest, data: Any, version: str) -> HttpResponse:
    """Return `data` as JSON, or 304 to whoever has the answer of this version of the content."""
    response = answer(data)
    etag = quote_etag(version)
    response.headers["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response)


def _problems(request: HttpRequest, kinds: Collection[str]) -> Iterator[tuple[str, str]]:
    for name, values in request.GET.lists():
        if name not in PARAMETERS:
            yield name[:LONGEST], f"There is no such parameter; there are {', '.join(PARAMETERS)}."
        elif len(values) > 1:
            yield name, "Give it once."
        elif problem := _problem(name, values[0], kinds):
            yield name, problem


def _problem(name: str, value: str, kinds: Collection[str]) -> str:
    if name == "q" and len(value) > LONGEST:
        return f"At most {LONGEST} characters."
    if name == "kind" and value not in kinds:
        return f"Either {' or '.join(kinds)}."
    if name == "limit" and not _is_limit(value):
        return f"A whole number from 1 to {MOST}."
    return ""


def _is_limit(value: str) -> bool:
    # No more digits than the limit has: int() of a very long number would cost time.
    return value.isascii() and value.isdecimal() and len(value) <= 2 and 1 <= int(value) <= MOST
