"""The lookup in the imported catalogue, where the operator offers it to professionals."""

from collections import ChainMap

from django.conf import settings
from django.shortcuts import render
from django.utils.translation import gettext as _

from calcsite.errors import error_page
from conditions.forms import read_answers
from conditions.presenters.catalogue import catalogue_page
from conditions.presenters.facts import PLAIN
from conditions.presenters.lookup_words import lookup_words
from conditions.selectors.catalogue import NoCatalogueError, catalogue, catalogue_reader
from conditions.selectors.lookup import knowledge
from conditions.selectors.lookup_search import search_catalogue

from .ways_in import ways_in

CHOICE = "hpo"  # the value of the form's field “catalogue”


def catalogue_lookup(request):
    """Answer a search in the catalogue; our urgency rules speak first here too."""
    if not settings.HPO_CATALOGUE or request.POST["catalogue"] != CHOICE:
        return error_page(400, _("This site does not offer that catalogue."))
    try:
        hpo = catalogue()
    except NoCatalogueError:
        return error_page(503, _("The catalogue has not been imported yet."))
    words = lookup_words(knowledge(), PLAIN)
    known = words.known
    answers = read_answers(request.POST, ChainMap(known.terms, hpo.current))
    shown, typed = ways_in(words, request.POST)
    page = catalogue_page(
        words,
        search_catalogue(hpo, known, answers.given, answers.present),
        reading=catalogue_reader(hpo).read(typed.get("words", "")),
        alphabetical=settings.LOOKUP_ORDER == "alphabetical",
    )
    context = {"form": shown.form, "page": page, "problems": [*answers.problems, *page.problems]}
    return render(request, "lookup/catalogue.html", context)
