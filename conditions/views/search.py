"""The site search: one box for pages and statements; what is searched for is kept nowhere."""

from django.conf import settings
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from conditions.actions.search_misses import tally
from conditions.forms import SearchForm
from conditions.presenters.search import LABELS, search_page
from conditions.selectors.site_search import site_content

from . import public_page


@require_safe
# No cache on the way keeps the words; the browser's own may, for the Back button.
@cache_control(private=True, no_cache=True)
def search(request):
    """Show what the words find, by kind, or of one kind all."""
    form = SearchForm(request.GET, kinds=LABELS)
    if not form.is_valid():
        return render(request, "search/search.html", {"form": form}, status=400)
    words, kind = form.cleaned_data["q"], form.cleaned_data["kind"]
    page = None
    if words:
        page = search_page(site_content(), words, kind=kind, number=request.GET.get("page", ""))
        if not page:
            tally([words])
    context = {"form": form, "words": words, "page": page}
    return render(request, "search/search.html", context)


@require_safe
@public_page
def open_search(request):
    """Describe the search to browsers, which can then offer it in their own field."""
    return render(
        request,
        "search/opensearch.xml",
        {"site": settings.SITE_URL},
        content_type="application/opensearchdescription+xml; charset=utf-8",
    )
