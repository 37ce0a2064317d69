"""Conditions side by side."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from conditions.forms import read_compared
from conditions.presenters.comparison import comparison
from conditions.presenters.facts import PLAIN, VIEWS
from conditions.selectors.comparison import compared_content, published_conditions

from . import public_page


@require_safe
@public_page
def compare(request):
    """Show two to four conditions side by side, or let the reader choose them."""
    conditions = published_conditions()
    chosen = read_compared(request.GET, {condition.slug for condition in conditions})
    context = {"conditions": conditions, "chosen": chosen}
    if not chosen.is_complete:
        return render(request, "compare/choose.html", context, status=chosen.status)
    view = request.GET.get("view", PLAIN)
    context["view"] = view = view if view in VIEWS else PLAIN
    context["only_differences"] = only = request.GET.get("only") == "differences"
    context["page"] = comparison(compared_content(chosen.slugs), view=view, only_differences=only)
    return render(request, "compare/compare.html", context)
