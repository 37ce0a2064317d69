"""The bibliography."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from conditions.models import Source
from conditions.presenters.citations import links, reference, warning
from conditions.presenters.facts import PLAIN, anchor
from conditions.selectors.sources import citations_of, cited_sources

from . import public_page


@require_safe
@public_page
def source_list(request):
    """Show every source that published facts rest on, in the order of what stands first."""
    rows = [(source, reference(source), warning(source)) for source in cited_sources()]
    rows.sort(key=lambda row: row[1].casefold())
    return render(request, "sources/list.html", {"rows": rows})


@require_safe
@public_page
def source(request, slug):
    """Show a source and the facts that rest on it."""
    shown = get_object_or_404(Source, slug=slug)
    citations = [(one, one.fact, anchor(one.fact)) for one in citations_of(shown)]
    context = {
        "source": shown,
        "reference": reference(shown),
        "links": links(shown),
        "warning": warning(shown),
        "citations": citations,
        "view": PLAIN,
    }
    return render(request, "sources/source.html", context)
