"""The symptom lookup: a search by features that keeps nothing and shows how it orders."""

from django.conf import settings
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from conditions.actions.search_misses import tally
from conditions.forms import Answers, read_answers, read_paused
from conditions.presenters.doctor_summary import doctor_summary
from conditions.presenters.facts import CLINICAL, PLAIN
from conditions.presenters.lookup import lookup_page
from conditions.presenters.lookup_words import LookupWords, lookup_words
from conditions.selectors.lookup import knowledge
from conditions.selectors.lookup_search import OwnSearch, search_own

from .catalogue import catalogue_lookup
from .ways_in import blank_ways_in, ways_in


@require_http_methods(["GET", "HEAD", "POST"])
# Not “no-store”: the browser's Back button must be able to show the results again.
@cache_control(private=True, no_cache=True)
def lookup(request):
    """Offer terms for the words typed, and order conditions by the features answered.

    Features in the address are ignored: what somebody is looking for must stay out of logs.
    """
    if request.POST.get("catalogue"):
        return catalogue_lookup(request)
    words = _words(request)
    context = {
        "counts_words": settings.COUNT_SEARCH_MISSES,
        "offers_catalogue": settings.HPO_CATALOGUE,
    }
    if request.method != "POST":
        return render(request, "lookup/lookup.html", context | {"ways_in": blank_ways_in(words)})
    known = words.known
    answers = read_answers(request.POST, known.terms)
    shown, typed = ways_in(words, request.POST)
    page = lookup_page(
        words,
        _search(request, words, answers),
        answers=answers.given,
        reading=known.reader.read(typed.get("words", "")),
        place=known.places.get(typed.get("place", "")),
        alphabetical=settings.LOOKUP_ORDER == "alphabetical",
    )
    tally(page.not_understood)
    context |= {
        "page": page,
        "problems": answers.problems,
        "form": shown.form,
        "ways_in": shown,
    }
    return render(request, "lookup/lookup.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(private=True, no_cache=True)
def summary(request):
    """Put the answers on a page to print and take to a doctor."""
    if request.method != "POST":
        return redirect("conditions:lookup")
    words = _words(request)
    answers = read_answers(request.POST, words.known.terms)
    page = doctor_summary(words, _search(request, words, answers), answers.given)
    return render(request, "lookup/summary.html", {"page": page, "problems": answers.problems})


def _words(request) -> LookupWords:
    clinical = request.POST.get("view") == CLINICAL
    return lookup_words(knowledge(), CLINICAL if clinical else PLAIN)


def _search(request, words: LookupWords, answers: Answers) -> OwnSearch:
    return search_own(
        words.known,
        answers.query(words.known.kinds),
        answers.present,
        paused=read_paused(request.POST, answers),
        found_by_others=words.view == CLINICAL,
    )
