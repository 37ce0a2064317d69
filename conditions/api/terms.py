"""`GET /api/v1/terms`: findings and risk factors whose names resemble what is typed.

    q       what is typed, at most 200 characters; without it there are no results
    kind    "finding" or "risk-factor"; without it both
    limit   how many results at most, 1 to 50; 10 without it

    {"results": [{"slug": "livedo", "kind": "finding", "name": "Livedo",
                  "plain_name": "net-like purple or red skin pattern", "matched": "fishnet skin"}]}

Results come best first (`conditions.lookup.matching`). `slug` is what `POST /api/v1/lookup` takes
and the end of the term's address; `name` is the clinical name, `matched` the name that matched. The
type-ahead of the lookup page asks here.

400 for a parameter that is unknown, given twice, or outside what is said above: `details` names
each. 405 for any method but GET and HEAD. Answers may be kept for a minute by anybody; the ETag
changes with the published content.
"""

from collections.abc import Iterator, Mapping

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.cache import cache_control

from conditions.lookup import Match
from conditions.selectors.lookup import KINDS, Knowledge, knowledge

from .answers import answer, refuse, wrong_method

PARAMETERS = ("q", "kind", "limit")
LONGEST = 200
LIMIT, MOST = 10, 50


@cache_control(public=True, max_age=60)
def terms(request: HttpRequest) -> HttpResponse:
    if request.method not in {"GET", "HEAD"}:
        return wrong_method("GET", "HEAD")
    problems = dict(_problems(request))
    if problems:
        return refuse("Some parameters cannot be used.", problems)
    known = knowledge()
    kind = request.GET.get("kind")
    found = known.words.search(
        request.GET.get("q", ""),
        limit=int(request.GET.get("limit", LIMIT)),
        kinds=[kind] if kind else None,
    )
    response = answer({"results": [_result(known, match) for match in found]})
    etag = quote_etag(known.version)
    response.headers["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response)


def _problems(request: HttpRequest) -> Iterator[tuple[str, str]]:
    """Yield each parameter that cannot be used, with what is wrong with it."""
    for name, values in request.GET.lists():
        if name not in PARAMETERS:
            yield name[:LONGEST], f"There is no such parameter; there are {', '.join(PARAMETERS)}."
        elif len(values) > 1:
            yield name, "Give it once."
        elif problem := _problem(name, values[0]):
            yield name, problem


def _problem(name: str, value: str) -> str:
    if name == "q" and len(value) > LONGEST:
        return f"At most {LONGEST} characters."
    if name == "kind" and value not in KINDS:
        return f"Either {' or '.join(kind.value for kind in KINDS)}."
    if name == "limit" and not _is_limit(value):
        return f"A whole number from 1 to {MOST}."
    return ""


def _is_limit(value: str) -> bool:
    # No more digits than the limit has: int() of a very long number would cost time.
    return value.isascii() and value.isdecimal() and len(value) <= 2 and 1 <= int(value) <= MOST


def _result(known: Knowledge, match: Match) -> Mapping[str, str]:
    term = known.terms[match.slug]
    return {
        "slug": term.slug,
        "kind": term.kind,
        "name": term.name,
        "plain_name": term.plain_name,
        "matched": match.matched_text,
    }
