"""The symptom lookup: a search by features that keeps nothing and shows how it orders."""

from django.conf import settings
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from conditions.forms import WordsForm, read_answers
from conditions.lookup import ask_next, fire, rank
from conditions.presenters.lookup import lookup_page
from conditions.selectors.lookup import knowledge

RESULTS = 10


@require_http_methods(["GET", "HEAD", "POST"])
# Not “no-store”: the browser's Back button must be able to show the results again.
@cache_control(private=True, no_cache=True)
def lookup(request):
    """Offer terms for the words typed, and order conditions by the features answered.

    Features in the address are ignored: what somebody is looking for must stay out of logs.
    """
    if request.method != "POST":
        return render(request, "lookup/lookup.html", {"form": WordsForm()})
    known = knowledge()
    kinds = {slug: term.kind for slug, term in known.terms.items()}
    answers = read_answers(request.POST, kinds)
    form = WordsForm(request.POST)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    query = answers.query(kinds)
    ranking = rank(known.index, query, limit=RESULTS)
    page = lookup_page(
        known,
        answers=answers.given,
        parts=known.words.suggest(words) if words else [],
        query=query,
        ranking=ranking,
        fired=fire(known.rules, query.chosen, known.index.closure),
        questions=ask_next(known.index, query, ranking),
        alphabetical=settings.LOOKUP_ORDER == "alphabetical",
    )
    context = {"form": form, "page": page, "problems": answers.problems}
    return render(request, "lookup/lookup.html", context)
