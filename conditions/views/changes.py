"""The public change log of a condition."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from conditions.forms import ComparisonForm
from conditions.models import Condition
from conditions.presenters.changes import change_log, compared
from conditions.selectors.changes import comparison, public_editions

from . import public_page

PAGE_SIZE = 5  # editions; all that changed in each is on the page


@require_safe
@public_page
def changes(request, slug):
    """Show what changed from edition to edition, or between two that the reader chose."""
    editions = public_editions(slug)
    if not editions:
        if moved := Condition.objects.filter(former_slugs__slug=slug).first():
            return redirect("conditions:changes", moved.slug, permanent=True)
        raise Http404(_("There is no such condition."))
    is_asked = not request.GET.keys().isdisjoint(("from", "to"))
    form = ComparisonForm(request.GET if is_asked else None, editions=editions)
    context = {"condition": editions[0].condition, "newest": editions[0], "form": form}
    if not is_asked:
        page = Paginator(editions, PAGE_SIZE).get_page(request.GET.get("page"))
        context |= {"page": page, "log": change_log(page.object_list, editions)}
        return render(request, "conditions/changes.html", context)
    if form.is_valid():
        before, after = form.cleaned_data["from"], form.cleaned_data["to"]
        context |= {"before": before, "after": after}
        context["changes"] = compared(comparison(after, before))
    return render(request, "conditions/comparison.html", context, status=form.status)
