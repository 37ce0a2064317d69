"""`POST /api/v1/lookup`: conditions by how specifically they describe chosen features, and why.

    present     slugs of findings that are there
    absent      slugs of findings that are not there
    unsure      slugs of terms that nobody is sure of; they change nothing
    risk        slugs of risk factors that are there
    catalogue   "hpo" searches the imported catalogue, where the operator offers it: the lists may
                then hold its codes too; without it our conditions are searched

The body is a JSON object with any of these, the first four lists of texts. A term's kind is known,
so it does not matter which of `present` and `risk` it stands in.

    {"problems": [{"problem": "unknown-term", "message": "…", "given": ["nowhere"]}],
     "urgency": [{"slug", "level", "plain", "clinical", "reviewed", "sources"}],
     "total": 31,
     "results": [{"condition": {"slug", "name"}, "band", "score",
                  "contributions": [{"term", "relation", "matched_at", "described_as", "value",
                                     "frequency": {"summary", "figure"}, "sources"}],
                  "not_described", "not_asked", "tied_with", "siblings"}],
     "ask_next": [{"term", "tells_apart", "gain"}],
     "terms": {slug: …}, "sources": {slug: …},
     "versions": {"content", "scorer", "catalogue"}}

It is the lookup's page for machines: the same search, at most ten results, in the same order.
`score` is exactly the sum of the values. `conditions.lookup` defines every figure, docs/api.md
tells users of the API what each field means.

What can be left out is left out and told in `problems`, with status 200; the rest still works. What
makes the request as a whole unusable is 400, and `details` names the fields. 405 for any method but
POST, 415 for any body but JSON, 503 while there is no catalogue yet. Nothing is written or kept.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control

from calcsite.errors import json_error
from conditions.forms import sort_answers
from conditions.selectors.catalogue import NoCatalogueError, catalogue
from conditions.selectors.lookup import knowledge
from conditions.selectors.lookup_search import search_catalogue, search_own

from .answers import JSON, answer, preflight, refuse, wrong_method
from .lookup_catalogue import CatalogueAnswer, known_codes
from .lookup_own import OwnAnswer
from .lookup_request import Asked, BadBodyError, read_body

HPO = "hpo"


# Not “no-store”, as the lookup's page.
@cache_control(private=True, no_cache=True)
def lookup(request: HttpRequest) -> HttpResponse:
    if request.method == "OPTIONS":
        return preflight("POST")
    if request.method != "POST":
        return wrong_method("POST")
    if request.content_type != JSON:
        return json_error(415, _("Send JSON, and say so: Content-Type: application/json."))
    try:
        asked = read_body(request.body)
    except BadBodyError as error:
        return refuse(error.message, error.details)
    return _in_catalogue(asked) if asked.catalogue else _in_our_conditions(asked)


def _in_our_conditions(asked: Asked) -> HttpResponse:
    known = knowledge()
    answers = sort_answers(asked.chosen, known.terms)
    search = search_own(known, answers.query(known.kinds), answers.present)
    return answer(OwnAnswer(search).of(asked.problems(answers)))


def _in_catalogue(asked: Asked) -> HttpResponse:
    if not settings.HPO_CATALOGUE or asked.catalogue != HPO:
        message = _("This site does not offer that catalogue.")
        return refuse(message, {"catalogue": message})
    try:
        hpo = catalogue()
    except NoCatalogueError:
        return json_error(503, _("The catalogue has not been imported yet."))
    known = knowledge()
    answers = sort_answers(asked.chosen, known_codes(known, hpo))
    search = search_catalogue(hpo, known, answers.given, answers.present)
    return answer(CatalogueAnswer(search).of(asked.problems(answers)))
