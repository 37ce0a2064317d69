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

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control

from conditions.lookup import Match
from conditions.selectors.lookup import KINDS, Knowledge, knowledge

from .answers import refuse, wrong_method
from .typed import LIMIT, answer_or_unchanged, problems_of


@cache_control(public=True, max_age=60)
def terms(request: HttpRequest) -> HttpResponse:
    if request.method not in {"GET", "HEAD"}:
        return wrong_method("GET", "HEAD")
    if problems := problems_of(request, [kind.value for kind in KINDS]):
        return refuse("Some parameters cannot be used.", problems)
    known = knowledge()
    kind = request.GET.get("kind")
    found = known.words.search(
        request.GET.get("q", ""),
        limit=int(request.GET.get("limit", LIMIT)),
        kinds=[kind] if kind else None,
    )
    results = [_result(known, match) for match in found]
    return answer_or_unchanged(request, {"results": results}, known.version)


def _result(known: Knowledge, match: Match) -> Mapping[str, str]:
    term = known.terms[match.slug]
    return {
        "slug": term.slug,
        "kind": term.kind,
        "name": term.name,
        "plain_name": term.plain_name,
        "matched": match.matched_text,
    }
