"""The body map: what is seen where."""

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from conditions.presenters.body import map_page, place_page
from conditions.selectors.places import described_places, facts_seen_at
from conditions.selectors.vocabulary import vocabulary

from . import public_page


@require_safe
@public_page
def body_map(request):
    """Show the body from both sides, and the places at which something is seen."""
    known = vocabulary()
    return render(request, "body/map.html", {"page": map_page(known, described_places(known))})


@require_safe
@public_page
def place(request, slug):
    """Show what is seen at one place, and in which conditions."""
    known = vocabulary()
    described = described_places(known)
    if slug not in described:
        raise Http404(_("Nothing is published about such a place."))
    page = place_page(slug, known, described, facts_seen_at(slug, known))
    return render(request, "body/place.html", {"page": page})
