"""The conditions list and the pages of conditions."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from conditions.filters import ConditionFilter
from conditions.models import Condition, Edition, EditionStatus
from conditions.presenters.condition_page import condition_page
from conditions.presenters.condition_tree import condition_branches
from conditions.presenters.facts import PLAIN, VIEWS
from conditions.selectors.condition_page import (
    condition_content,
    edition_by_number,
    published_edition,
)

from . import public_page

PAGE_SIZE = 50


@require_safe
@public_page
def condition_list(request):
    """Show the conditions that the filters leave."""
    filters = ConditionFilter(request.GET, queryset=Condition.objects.published())
    valid = filters.is_valid()
    facets = filters.facets() if valid else []
    page = Paginator(filters.results if valid else [], PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "filters": filters,
        "facets": facets,
        "chips": list(filters.chips(facets)) if valid else [],
        "unknown": filters.unknown_values() if valid else [],
        "page": page,
    }
    return render(request, "conditions/list.html", context, status=200 if valid else 400)


@require_safe
@public_page
def condition_tree(request):
    """Show how the conditions belong together."""
    conditions = Condition.objects.published().select_related("broader")
    return render(request, "conditions/tree.html", {"tree": condition_branches(conditions)})


@require_safe
@public_page
def condition(request, slug):
    """Show the published edition of a condition, or why there is none."""
    edition = published_edition(slug)
    if edition is None:
        return _without_edition(request, slug)
    return _edition_page(request, edition)


def _without_edition(request, slug):
    """Redirect a former address, tell why a page was withdrawn, or find nothing."""
    moved = Condition.objects.filter(former_slugs__slug=slug).first()
    if moved:
        return redirect(moved, permanent=True)
    withdrawn = (
        Edition.objects.begun()
        .filter(condition__slug=slug, status=EditionStatus.WITHDRAWN)
        .select_related("condition")
        .order_by("-number")
        .first()
    )
    if withdrawn is None:
        raise Http404(_("There is no such condition."))
    return render(request, "conditions/withdrawn.html", {"edition": withdrawn}, status=410)


@require_safe
@public_page
def edition(request, slug, number):
    """Show one edition, however old."""
    shown = edition_by_number(slug, number)
    if shown is None or shown.publish_at > timezone.now():
        if moved := Condition.objects.filter(former_slugs__slug=slug).first():
            return redirect("conditions:edition", moved.slug, number, permanent=True)
        raise Http404(_("There is no such edition."))
    return _edition_page(request, shown, is_old=published_edition(slug) != shown)


def _edition_page(request, shown, is_old=False):
    view = request.GET.get("view", PLAIN)
    if view not in VIEWS:
        view = PLAIN
    content = condition_content(shown)
    context = {
        "condition": content.condition,
        "edition": shown,
        "is_old": is_old,
        "content": content,
        "page": condition_page(content, view=view, today=timezone.localdate()),
        "names": ", ".join(name.text for name in content.condition.names.all()),
        "codes": list(content.condition.codes.all()),
        "view": view,
    }
    return render(request, "conditions/condition.html", context)
