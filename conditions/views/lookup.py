"""The symptom lookup: a search by features that keeps nothing and shows how it orders."""

from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from conditions.actions.search_misses import tally
from conditions.forms import Answers, WordsForm, read_answers
from conditions.lookup import ask_next, fire, group_siblings, rank, settled
from conditions.presenters.doctor_summary import doctor_summary
from conditions.presenters.facts import CLINICAL, PLAIN
from conditions.presenters.lookup import Search, lookup_page
from conditions.presenters.lookup_rows import BLANK_ROW, Row
from conditions.presenters.lookup_words import LookupWords, lookup_words
from conditions.presenters.pieces import Piece
from conditions.selectors.lookup import knowledge

from .catalogue import catalogue_lookup

RESULTS = 10


@dataclass(frozen=True, slots=True)
class WaysIn(Piece):
    """The part of the page that takes words and places."""

    form: WordsForm
    blank: Row = BLANK_ROW


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
        "view": words.view,
        "counts_words": settings.COUNT_SEARCH_MISSES,
        "offers_catalogue": settings.HPO_CATALOGUE,
    }
    if request.method != "POST":
        return render(request, "lookup/lookup.html", context | {"ways_in": _blank(words)})
    answers = read_answers(request.POST, words.kinds)
    form = WordsForm(request.POST, places=words.places)
    form.full_clean()
    search = _search(words, answers, form.cleaned_data)
    page = lookup_page(words, search, alphabetical=settings.LOOKUP_ORDER == "alphabetical")
    tally(page.not_understood)
    context |= {
        "page": page,
        "problems": answers.problems,
        "form": form,
        # What was understood is not typed again; what was refused is.
        "ways_in": WaysIn(form) if form.errors else _blank(words),
    }
    return render(request, "lookup/lookup.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(private=True, no_cache=True)
def summary(request):
    """Put the answers on a page to print and take to a doctor."""
    if request.method != "POST":
        return redirect("conditions:lookup")
    words = _words(request)
    answers = read_answers(request.POST, words.kinds)
    search = _search(words, answers, {})
    context = {"page": doctor_summary(words, search), "problems": answers.problems}
    return render(request, "lookup/summary.html", context)


def _words(request) -> LookupWords:
    clinical = request.POST.get("view") == CLINICAL
    return lookup_words(knowledge(), CLINICAL if clinical else PLAIN)


@lru_cache(maxsize=8)
def _blank(words: LookupWords) -> WaysIn:
    return WaysIn(WordsForm(places=words.places))


def _search(words: LookupWords, answers: Answers, typed) -> Search:
    known = words.known
    index, place = known.index, known.places.get(typed.get("place", ""))
    everything = answers.query(words.kinds)
    query = everything
    if answers.paused:
        query = answers.query(words.kinds, without=answers.paused)
    ranking = rank(index, query, limit=RESULTS)
    return Search(
        answers=answers.given,
        reading=known.reader.read(typed.get("words", "")),
        place=place,
        query=query,
        closed=settled(index, everything),
        ranking=ranking,
        groups=group_siblings(index, query, ranking, known.broader, words.findings),
        # What is left out to look at the order is there all the same.
        fired=fire(known.rules, everything.chosen, index.closure),
        questions=ask_next(index, everything, ranking, askable=words.askable),
        paused=answers.paused,
        with_paused=rank(index, everything, limit=RESULTS) if answers.paused else None,
    )
