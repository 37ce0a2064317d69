"""The leaflet of a condition: a page made for printing, and the same as a PDF."""

import logging

from django.core.cache import caches
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from calcsite.limits import within_limit
from conditions.presenters.leaflet import leaflet as leaflet_of
from conditions.presenters.leaflet_pdf import SHEETS, NotSetError, Sheet, document, set_pdf
from conditions.selectors.condition_page import published_edition

from . import public_page
from .conditions import without_edition

# From one sender. What this process has kept does not count, nor does the page to print.
PDFS_AN_HOUR = 120

logger = logging.getLogger(__name__)


class TooManyError(RuntimeError):
    """Raised when one sender has had more PDFs set than anybody reads."""


@require_safe
@public_page
def leaflet(request, slug):
    """Show the leaflet of the published edition as a page to print."""
    edition = published_edition(slug)
    if edition is None:
        return without_edition(request, slug, address="conditions:leaflet")
    context = {
        "condition": edition.condition,
        "leaflet": leaflet_of(edition, view=request.GET.get("view", "")),
        "sheets": SHEETS,
    }
    return render(request, "leaflet/leaflet.html", context)


@require_safe
def leaflet_pdf(request, slug):
    """Send the leaflet of the published edition as a PDF, or a page that says why not."""
    try:
        return _leaflet_pdf(request, slug)
    except TooManyError:
        sentence = _("Many PDFs were made for your connection just now. Please wait an hour.")
        return _no_pdf(request, slug, sentence, status=429)
    except NotSetError as error:
        logger.error("The leaflet of %s could not be set: %s", slug, error)
        sentence = _("The PDF cannot be made just now. Please try again soon.")
        return _no_pdf(request, slug, sentence, status=503)


@public_page
def _leaflet_pdf(request, slug):
    edition = published_edition(slug)
    if edition is None:
        return without_edition(request, slug, address="conditions:leaflet-pdf")
    leaflet = leaflet_of(edition, view=request.GET.get("view", ""))
    sheet = Sheet.chosen(request.GET)
    made_from = document(leaflet, sheet, dated=edition.publish_at)
    etag = quote_etag(made_from.digest)
    # What the reader has already need not be set again.
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(_kept_or_set(request, made_from), content_type="application/pdf")
        name = f"{slug}-edition-{edition.number}-{leaflet.view}{sheet.suffix}.pdf"
        response.headers["Content-Disposition"] = content_disposition_header(False, name)
    response.headers["ETag"] = etag
    # Search engines have the condition's page, which says the same.
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _kept_or_set(request, made_from):
    """Return the PDF; the digest names all that it is made from, so what is kept is never old."""
    kept = caches["leaflets"]
    found = kept.get(made_from.digest)
    if found is None:
        if not within_limit(request, "leaflet", per_hour=PDFS_AN_HOUR):
            raise TooManyError
        found = set_pdf(made_from)
        kept.set(made_from.digest, found)
    return found


@never_cache
def _no_pdf(request, slug, reason, *, status):
    context = {"slug": slug, "reason": reason}
    return render(request, "leaflet/no_pdf.html", context, status=status)
