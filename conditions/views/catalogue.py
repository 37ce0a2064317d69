"""The lookup in the imported catalogue, where the operator offers it to professionals."""

from collections import ChainMap

from django.conf import settings
from django.shortcuts import render
from django.utils.translation import gettext as _

from calcsite.errors import error_page
from conditions.forms import WordsForm, read_answers
from conditions.lookup import ask_next, fire, rank
from conditions.presenters.catalogue import CatalogueSearch, catalogue_page, keys_of
from conditions.presenters.facts import PLAIN
from conditions.presenters.lookup_words import lookup_words
from conditions.selectors.catalogue import NoCatalogueError, catalogue, catalogue_reader, records
from conditions.selectors.catalogue_links import own_pages, own_terms, translated
from conditions.selectors.lookup import knowledge

CHOICE = "hpo"  # the value of the form's field “catalogue”
RESULTS = 10


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
    translation = translated(answers.given, hpo, known.hpo_codes)
    form = WordsForm(request.POST, places=words.places)
    form.full_clean()
    query = translation.query
    ranking = rank(hpo.index, query, limit=RESULTS)
    present = {slug for slug, answer in answers.given.items() if answer == "present"}
    present |= own_terms(query.present, hpo, known.hpo_codes)
    found = records(hpo, [result.condition for result in ranking.results], keys_of(ranking))
    page = catalogue_page(
        CatalogueSearch(
            catalogue=hpo,
            words=words,
            given=answers.given,
            translation=translation,
            reading=catalogue_reader(hpo).read(form.cleaned_data.get("words", "")),
            ranking=ranking,
            fired=fire(known.rules, present, known.index.closure),
            questions=ask_next(hpo.index, query, ranking),
            records=found,
            own_pages=own_pages(found.diseases, known.conditions),
        ),
        alphabetical=settings.LOOKUP_ORDER == "alphabetical",
    )
    context = {"form": form, "page": page, "problems": [*answers.problems, *page.problems]}
    return render(request, "lookup/catalogue.html", context)
