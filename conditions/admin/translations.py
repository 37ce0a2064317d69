"""Translating the wordings of facts: written beside the original, and reviewed by somebody else."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from conditions.actions.translations import STEPS, TranslationRefused, propose, take_step, write
from conditions.models import Fact, TranslatedWording, TranslationStatus
from conditions.selectors.translations import published_fact

from .history import HistoryAdmin

LABELS = {
    "submit": gettext_lazy("Send to review"),
    "send_back": gettext_lazy("Send back"),
    "approve": gettext_lazy("Approve"),
    "withdraw": gettext_lazy("Withdraw"),
}


class ProposalForm(forms.ModelForm):
    """Into which language to translate a fact."""

    class Meta:
        model = TranslatedWording
        fields = ("language",)


class WordingForm(forms.ModelForm):
    renew = forms.BooleanField(
        label=gettext_lazy("It now says what the fact says today"),
        required=False,
        help_text=gettext_lazy("Tick it when the fact has changed and you have translated that."),
    )


@admin.register(TranslatedWording)
class TranslatedWordingAdmin(HistoryAdmin):
    """The wordings in other languages. They begin on the page of a fact."""

    form = WordingForm
    change_form_template = "admin/conditions/translatedwording/change_form.html"
    list_display = ("__str__", "language", "status", "translator", "reviewer", "approved_at")
    list_filter = ("language", "status")
    list_select_related = ("condition", "translator", "reviewer")
    search_fields = ("condition__name", "plain", "clinical", "original_plain")
    show_facets = admin.ShowFacets.ALWAYS
    actions = None
    readonly_fields = ("condition", "language", "status", "original_plain", "original_clinical")

    def get_fieldsets(self, request, obj=None):
        fieldsets = [
            (None, {"fields": [("condition", "language", "status")]}),
            (_("Plain wording"), {"fields": [("original_plain", "plain")]}),
            (_("Clinical wording"), {"fields": [("original_clinical", "clinical")]}),
        ]
        if self.has_change_permission(request, obj):
            fieldsets[2][1]["fields"].append("renew")
        return fieldsets

    def has_add_permission(self, request):
        """Refuse: a translation begins on the page of its fact."""
        return False

    def has_change_permission(self, request, obj=None):
        """Let the translator alone write, and drafts only."""
        may = super().has_change_permission(request, obj)
        return (
            may
            and obj is not None
            and obj.status == TranslationStatus.DRAFT
            and obj.translator_id == request.user.pk
        )

    def has_delete_permission(self, request, obj=None):
        """Let drafts go that nobody finishes; what was approved stays for the record."""
        in_work = obj is None or obj.status == TranslationStatus.DRAFT
        return in_work and super().has_delete_permission(request, obj)

    def save_model(self, request, obj, form, change):
        try:
            write(
                translation=obj,
                plain=obj.plain,
                clinical=obj.clinical,
                by=request.user,
                renew=form.cleaned_data["renew"],
            )
        except TranslationRefused as refusal:
            messages.error(request, str(refusal))

    def get_urls(self):
        view = self.admin_site.admin_view
        own = [
            path(
                "of/<int:fact>/",
                view(propose_view),
                name="conditions_translatedwording_propose",
            ),
            path(
                "<int:pk>/step/<slug:name>/",
                view(step_view),
                name="conditions_translatedwording_step",
            ),
        ]
        return own + super().get_urls()

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        fact = published_fact(obj)
        context |= {
            "fact": fact,
            "is_outdated": fact is None or not obj.is_of(fact),
            "steps": [
                (name, LABELS[name], step.reason)
                for name, step in STEPS.items()
                if step.from_status == obj.status and request.user.has_perm(step.permission)
            ],
        }
        return super().render_change_form(request, context, add, change, form_url, obj)


@require_POST
def propose_view(request, fact):
    """Begin a translation of a fact, and go on to write it."""
    if not request.user.has_perm("conditions.add_translatedwording"):
        raise PermissionDenied
    fact = get_object_or_404(Fact.objects.select_related("edition"), pk=fact)
    form = ProposalForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(form.errors.get("language", [])))
        return redirect("admin:conditions_fact_change", fact.pk)
    try:
        begun = propose(fact=fact, language=form.cleaned_data["language"], by=request.user)
    except TranslationRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("admin:conditions_fact_change", fact.pk)
    return redirect("admin:conditions_translatedwording_change", begun.pk)


@require_POST
def step_view(request, pk, name):
    """Take a step of the review; a refusal is told on the translation's page."""
    translation = get_object_or_404(TranslatedWording, pk=pk)
    if name not in STEPS:
        raise Http404
    try:
        reason = request.POST.get("reason", "")
        take_step(translation=translation, name=name, by=request.user, reason=reason)
        messages.success(request, _("Done."))
    except TranslationRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("admin:conditions_translatedwording_change", pk)
