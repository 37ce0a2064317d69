"""The symptom lookup: a search by features that keeps nothing and shows how it orders."""

from django.conf import settings
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from conditions.actions.search_misses import tally
from conditions.forms import WordsForm, read_answers
from conditions.presenters.facts import capitalised
from conditions.presenters.lookup import lookup_page
from conditions.presenters.lookup_rows import BLANK_ROW
from conditions.selectors.lookup import knowledge
from conditions.selectors.lookup_search import search_own

from .catalogue import catalogue_lookup


@require_http_methods(["GET", "HEAD", "POST"])
# Not “no-store”: the browser's Back button must be able to show the results again.
@cache_control(private=True, no_cache=True)
def lookup(request):
    """Offer terms for the words typed, and order conditions by the features answered.

    Features in the address are ignored: what somebody is looking for must stay out of logs.
    """
    if request.POST.get("catalogue"):
        return catalogue_lookup(request)
    known = knowledge()
    places = {slug: capitalised(place.label) for slug, place in known.places.items()}
    context = {
        "form": WordsForm(places=places),
        "blank": BLANK_ROW,
        "counts_words": settings.COUNT_SEARCH_MISSES,
        "offers_catalogue": settings.HPO_CATALOGUE,
    }
    if request.method != "POST":
        return render(request, "lookup/lookup.html", context)
    kinds = {slug: term.kind for slug, term in known.terms.items()}
    answers = read_answers(request.POST, kinds)
    form = WordsForm(request.POST, places=places)
    form.full_clean()
    page = lookup_page(
        search_own(known, answers.query(kinds), answers.present),
        answers=answers.given,
        reading=known.reader.read(form.cleaned_data.get("words", "")),
        place=known.places.get(form.cleaned_data.get("place", "")),
        alphabetical=settings.LOOKUP_ORDER == "alphabetical",
    )
    tally(page.not_understood)
    # What was understood is not typed again; what was refused is.
    again = form if form.errors else WordsForm(places=places)
    context |= {"form": again, "page": page, "problems": answers.problems}
    return render(request, "lookup/lookup.html", context)
