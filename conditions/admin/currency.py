"""The currency page of a condition: when each published fact was last checked, and checking it."""

from dataclasses import dataclass

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from conditions.actions.currency import PERMISSION, CheckRefused, check_published
from conditions.models import CheckOutcome, Citation, Condition, Edition, Fact, Topic
from conditions.presenters.citations import NumberedSource, Numbering
from conditions.presenters.desk import SEES_CHECKS, Row
from conditions.presenters.facts import anchor
from conditions.selectors.condition_page import TOPIC_ORDER
from conditions.selectors.currency import FactCurrency, State, page_currency, state_of
from conditions.selectors.sources import SHOWN_OF_FACT

from .desk import csv_download

# By which facts are picked out: their state, or that somebody found them wanting.
FILTERS = {
    **dict(State.choices),
    CheckOutcome.NEEDS_CHANGE.value: CheckOutcome.NEEDS_CHANGE.label,
}
COLUMNS = (
    gettext_lazy("Section"),
    gettext_lazy("Fact"),
    gettext_lazy("State"),
    gettext_lazy("Next due"),
    gettext_lazy("Last checked"),
    gettext_lazy("By"),
    gettext_lazy("Outcome"),
    gettext_lazy("Note"),
)


@dataclass(frozen=True, slots=True)
class CheckedFact:
    """A published fact with what is known of its checks."""

    fact: Fact
    anchor: str
    currency: FactCurrency
    state: State
    sources: list[NumberedSource]

    def is_in(self, wanted):
        if wanted == CheckOutcome.NEEDS_CHANGE:
            return self.currency.needs_change
        return self.state == wanted


@dataclass(frozen=True, slots=True)
class Section:
    """The facts of one topic."""

    topic: Topic
    facts: list[CheckedFact]


class CheckForm(forms.Form):
    """What is posted besides the keys of the facts."""

    edition_id = forms.IntegerField()
    outcome = forms.ChoiceField(choices=CheckOutcome)
    note = forms.CharField(max_length=2000, required=False)


def _facts_of(edition):
    citations = Prefetch("citations", Citation.objects.select_related("source"))
    facts = edition.facts.select_related(*SHOWN_OF_FACT).prefetch_related(citations)
    return sorted(facts, key=lambda fact: (TOPIC_ORDER[fact.topic], fact.position, fact.pk))


def _checked_facts(edition):
    """Return the facts of an edition in page order, as they stand today."""
    facts, today = _facts_of(edition), timezone.localdate()
    currency = page_currency(edition.condition, facts).facts
    shown = []
    for fact in facts:
        numbering = Numbering()
        for citation in fact.citations.all():
            numbering.number(citation.source)
        known = currency[fact.key]
        state = state_of(known.due, today)
        shown.append(CheckedFact(fact, anchor(fact), known, state, numbering.sources))
    return shown


def _read(request, pk):
    """Return a condition, its published edition if there is one, the facts, and those wanted."""
    condition = get_object_or_404(Condition.objects.select_related("owner", "deputy"), pk=pk)
    if not request.user.has_perms(f"conditions.{permission}" for permission in SEES_CHECKS):
        raise PermissionDenied
    editions = Edition.objects.published().filter(condition=condition)
    edition = editions.select_related("condition").first()
    facts = _checked_facts(edition) if edition else []
    wanted = _wanted(request.GET)
    shown = [fact for fact in facts if fact.is_in(wanted)] if wanted else facts
    return condition, edition, facts, shown


def _wanted(values):
    """Return the state that was asked for, or an empty text for all."""
    state = values.get("state")
    return state if state in FILTERS else ""


@require_safe
def currency_view(request, pk):
    """Show the facts of the published edition by section: all, or those in one state."""
    condition, edition, facts, shown = _read(request, pk)
    sections = [Section(topic, [f for f in shown if f.fact.topic == topic]) for topic in Topic]
    context = {
        **admin.site.each_context(request),
        "title": _("Currency of “%(condition)s”") % {"condition": condition},
        "opts": Condition._meta,
        "condition": condition,
        "edition": edition,
        "facts": facts,
        "filters": [
            (state, label, sum(fact.is_in(state) for fact in facts))
            for state, label in FILTERS.items()
        ],
        "wanted": _wanted(request.GET),
        "shown": shown,
        "sections": [section for section in sections if section.facts],
        "may_check": request.user.has_perm(PERMISSION),
    }
    return TemplateResponse(request, "admin/conditions/condition/currency.html", context)


@require_safe
def currency_csv_view(request, pk):
    """Give the same facts as a CSV file."""
    condition, _edition, _facts, shown = _read(request, pk)
    return csv_download(COLUMNS, map(_row, shown), f"currency-{condition.slug}")


def _row(checked):
    fact, newest = checked.fact, checked.currency.newest
    about_check = (None,) * 4
    if newest:
        about_check = (newest.on, newest.by_name, str(newest.get_outcome_display()), newest.note)
    cells = (
        str(fact.get_topic_display()),
        str(fact),
        str(checked.state.label),
        checked.currency.due,
        *about_check,
    )
    return Row(cells, f"{fact.edition.condition.get_absolute_url()}#{checked.anchor}")


@require_POST
def check_view(request, pk):
    """Record a check of one or more facts, and come back to the first of them."""
    condition = get_object_or_404(Condition, pk=pk)
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    url = reverse("admin:conditions_condition_currency", args=[pk])
    if state := _wanted(request.POST):
        url += f"?state={state}"
    form, keys = CheckForm(request.POST), set(request.POST.getlist("key"))
    if not form.is_valid():
        messages.error(request, _("Nothing is recorded: the form was not complete."))
        return redirect(url)
    try:
        checked = check_published(
            condition=condition,
            keys=keys,
            by=request.user,
            on=timezone.localdate(),
            **form.cleaned_data,
        )
    except CheckRefused as refusal:
        messages.error(request, str(refusal))
        return redirect(url)
    _tell(request, len(checked), len(keys) - len(checked))
    return redirect(f"{url}#{anchor(checked[0])}")


def _tell(request, recorded, left_out):
    """Say how many facts were checked, and how many were left out."""
    messages.success(
        request,
        ngettext("%d check is recorded.", "%d checks are recorded.", recorded) % recorded,
    )
    if left_out:
        messages.warning(
            request,
            ngettext(
                "%d fact that needs a change was left out: confirm it by itself.",
                "%d facts that need a change were left out: confirm each by itself.",
                left_out,
            )
            % left_out,
        )
