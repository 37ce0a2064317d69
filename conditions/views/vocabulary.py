"""Symptoms, risk factors and the glossary."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from conditions.models import Audience, NameMatch, Term, TermKind
from conditions.presenters.vocabulary import glossary_letters, term_page, term_tree
from conditions.selectors.vocabulary import described_terms, facts_about, vocabulary

from . import public_page


def _term_list(request, kind, template):
    known = vocabulary()
    tree = term_tree(known, described_terms(kind, known))
    return render(request, template, {"tree": tree})


@require_safe
@public_page
def symptom_list(request):
    return _term_list(request, TermKind.FINDING, "vocabulary/symptoms.html")


@require_safe
@public_page
def risk_factor_list(request):
    return _term_list(request, TermKind.RISK_FACTOR, "vocabulary/risk_factors.html")


def _term(request, slug, kind):
    term = get_object_or_404(Term, slug=slug, kind=kind)
    # Everyday words are many, and serve to find the term.
    names = term.names.filter(match=NameMatch.EXACT, audience=Audience.CLINICAL)
    known = vocabulary()
    facts = facts_about(known.narrower_ids([slug]))
    context = {
        "term": term,
        "names": ", ".join(name.text for name in names),
        "page": term_page(term, known, facts),
    }
    return render(request, "vocabulary/term.html", context)


@require_safe
@public_page
def symptom(request, slug):
    """Show a finding and the conditions that are described with it."""
    return _term(request, slug, TermKind.FINDING)


@require_safe
@public_page
def risk_factor(request, slug):
    """Show a risk factor and the conditions that are described with it."""
    return _term(request, slug, TermKind.RISK_FACTOR)


@require_safe
@public_page
def glossary(request):
    """Show every term with what it means."""
    terms = Term.objects.exclude(definition="")
    return render(request, "vocabulary/glossary.html", {"letters": glossary_letters(terms)})
