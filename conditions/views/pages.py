"""Home, about, and what machines read about the site."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from conditions.models import Condition, ConditionKind
from conditions.models.readers import KEPT_FOR, SHOWN_FROM

from . import public_page


@require_safe
@public_page
def home(request):
    """Show what this is and the ways in."""
    conditions = list(Condition.objects.published())
    groups = [
        (kind.label, [condition for condition in conditions if condition.kind == kind])
        for kind in ConditionKind
    ]
    return render(request, "home.html", {"groups": [group for group in groups if group[1]]})


@require_safe
@public_page
def about(request):
    return render(request, "about/about.html")


@require_safe
@public_page
def editorial_policy(request):
    return render(request, "about/editorial_policy.html")


@require_safe
@public_page
def privacy(request):
    context = {
        "counts_words": settings.COUNT_SEARCH_MISSES,
        "shown_from": SHOWN_FROM,
        "kept_days": KEPT_FOR.days,
    }
    return render(request, "about/privacy.html", context)


@require_safe
@public_page
def accessibility(request):
    return render(request, "about/accessibility.html")


@require_safe
@public_page
def robots(request):
    """Keep robots out of what is made per reader or for staff."""
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in settings.STAFF_PATHS),
        f"Disallow: {reverse('conditions:lookup')}?",  # the empty page may be found
        f"Disallow: {reverse('conditions:lookup-summary')}",
        f"Disallow: {reverse('conditions:feedback')}",
        f"Disallow: {reverse('conditions:expert-review')}",
        f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
