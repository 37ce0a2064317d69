"""The styleguide: the tokens with their contrast, and every component. For staff."""

from django.contrib import admin
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from conditions.presenters.specimens import SPECIMENS
from conditions.presenters.tokens import read_tokens


@require_safe
@admin.site.admin_view
def styleguide(request):
    """Show the tokens and the components; whoever is not staff is asked to log in."""
    components = [
        (
            specimen,
            [
                (state.label, render_to_string(specimen.template, dict(state.context), request))
                for state in specimen.states
            ],
        )
        for specimen in SPECIMENS
    ]
    context = {"tokens": read_tokens(), "components": components}
    return render(request, "styleguide/styleguide.html", context)
