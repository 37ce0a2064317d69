"""The conditions list and the pages of conditions."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from conditions.actions.search_misses import tally
from conditions.filters import ConditionFilter
from conditions.models import Condition, Edition, EditionStatus
from conditions.presenters.condition_page import edition_context
from conditions.presenters.condition_tree import condition_branches
from conditions.selectors.condition_page import begun_editions, published_edition

from . import public_page

PAGE_SIZE = 50


@require_safe
@public_page
def condition_list(request):
    """Show the conditions that the filters leave."""
    filters = ConditionFilter(request.GET)
    if not filters.is_valid():
        return render(request, "conditions/list.html", {"filters": filters}, status=400)
    if (words := filters.choice.value("q")) and not filters.found:
        tally([words])
    context = {
        "filters": filters,
        "facets": filters.facets(),
        "chips": list(filters.chips()),
        "page": Paginator(filters.results, PAGE_SIZE).get_page(request.GET.get("page")),
    }
    return render(request, "conditions/list.html", context)


@require_safe
@public_page
def condition_tree(request):
    """Show how the conditions belong together."""
    conditions = Condition.objects.published().select_related("broader")
    tree = condition_branches(conditions)
    context = {"tree": tree, "can_compare": sum(family.size for family in tree) > 1}
    return render(request, "conditions/tree.html", context)


@require_safe
@public_page
def condition(request, slug):
    """Show the published edition of a condition, or why there is none."""
    edition = published_edition(slug)
    if edition is None:
        return without_edition(request, slug, address="conditions:condition")
    return _edition_page(request, edition)


def without_edition(request, slug, *, address):
    """Redirect a former slug to its page `address`, tell of a withdrawal, or find nothing."""
    moved = Condition.objects.filter(former_slugs__slug=slug).first()
    if moved:
        return redirect(address, moved.slug, permanent=True)
    withdrawn = (
        Edition.objects.begun()
        .filter(condition__slug=slug, status=EditionStatus.WITHDRAWN)
        .select_related("condition")
        .order_by("-number")
        .first()
    )
    if withdrawn is None:
        raise Http404(_("There is no such condition."))
    return _withdrawn_page(request, withdrawn)


@require_safe
@public_page
def edition(request, slug, number):
    """Show one edition, however old; of a withdrawn one only why it was withdrawn."""
    begun = begun_editions(slug)
    shown = next((one for one in begun if one.number == number), None)
    if shown is None:
        if moved := Condition.objects.filter(former_slugs__slug=slug).first():
            return redirect("conditions:edition", moved.slug, number, permanent=True)
        raise Http404(_("There is no such edition."))
    later = begun[begun.index(shown) + 1 :]
    if shown.status == EditionStatus.WITHDRAWN:
        return _withdrawn_page(request, shown, later)
    return _edition_page(request, shown, later)


def _edition_page(request, shown, later=()):
    context = edition_context(shown, view=request.GET.get("view", ""), later=later)
    return render(request, "conditions/condition.html", context)


def _withdrawn_page(request, withdrawn, later=()):
    context = {
        "edition": withdrawn,
        "is_replaced": bool(later) and later[-1].status != EditionStatus.WITHDRAWN,
    }
    return render(request, "conditions/withdrawn.html", context, status=410)
