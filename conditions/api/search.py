"""`GET /api/v1/search`: pages whose names, or whose statements, have what is typed.

    q       what is typed, at most 200 characters; without it there are no results
    kind    "condition", "finding", "risk-factor", "body-site", "test" or "treatment"; without it
            all
    limit   how many results at most, 1 to 50; 10 without it

    {"results": [{"kind": "condition", "slug": "uraemic-calciphylaxis",
                  "name": "Uraemic calciphylaxis",
                  "plain_name": "calciphylaxis in people with kidney failure", "matched": "CUA",
                  "kind_label": "condition", "url": "/conditions/uraemic-calciphylaxis/"}]}

Results come best first, in the order of the search page (`conditions.search.index`). `name` is the
medical name, `matched` the name that matched, empty when only statements did; `url` is an address
on this site. The suggestions of the search box come from here.

400 for a parameter that is unknown, given twice, or outside what is said above: `details` names
each. 405 for any method but GET and HEAD. Answers may be kept for a minute by anybody; the ETag
changes with the published content.
"""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control

from conditions.presenters.search import LABELS, STATEMENT, kind_of, page_names
from conditions.search import Hit
from conditions.selectors.site_search import SiteContent, site_content

from .answers import refuse, wrong_method
from .typed import LIMIT, answer_or_unchanged, problems_of

KINDS = tuple(kind for kind in LABELS if kind != STATEMENT)


@cache_control(public=True, max_age=60)
def search(request: HttpRequest) -> HttpResponse:
    if request.method not in {"GET", "HEAD"}:
        return wrong_method("GET", "HEAD")
    if problems := problems_of(request, KINDS):
        return refuse("Some parameters cannot be used.", problems)
    known = site_content()
    kind = request.GET.get("kind")
    pages = known.index.search(request.GET.get("q", "")).pages
    chosen = [hit for hit in pages if kind in {None, hit.kind}]
    results = [_result(known, hit) for hit in chosen[: int(request.GET.get("limit", LIMIT))]]
    return answer_or_unchanged(request, {"results": results}, known.version)


def _result(known: SiteContent, hit: Hit) -> Mapping[str, str]:
    page = known.pages[hit.kind, hit.slug]
    return {
        "kind": hit.kind,
        "slug": hit.slug,
        "name": page.name,
        "plain_name": page.plain_name,
        "matched": hit.name,
        "kind_label": kind_of(known, hit),
        "url": page_names(known, hit).url,
    }
