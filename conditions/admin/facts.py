"""The page of one fact: where its citations say what of it each source supports."""

from django.contrib import admin
from django.db.models import Prefetch
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext_lazy as _

from conditions.models import Citation, EditionStatus, Fact

from .chosen import ChosenField, ChosenSelect
from .conflicts import ComparedForm
from .drafts import DraftAdmin


class CitationForm(ComparedForm):
    chosen = None

    source = ChosenField(label=_("Source"), widget=ChosenSelect("sources"))

    class Meta:
        model = Citation
        fields = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["source"].take(self.chosen)


class CitationFormSet(BaseInlineFormSet):
    """The citations of a fact, out of those that were read with it."""

    def get_queryset(self):
        return list(self.instance.citations.all())


class CitationInline(admin.StackedInline):
    model = Citation
    form = CitationForm
    formset = CitationFormSet
    extra = 0

    def get_fieldsets(self, request, obj=None):
        fields = ["source", ("locator", "supports"), "position"]
        if self.has_change_permission(request, obj):
            fields.append("seen")
        return [(None, {"fields": fields})]

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.form.chosen, formset.form.notes = obj.chosen, obj.notes
        return formset

    def has_add_permission(self, request, obj=None):
        return _is_of_draft(obj) and super().has_add_permission(request, obj)

    def has_change_permission(self, request, obj=None):
        return _is_of_draft(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return _is_of_draft(obj) and super().has_delete_permission(request, obj)


@admin.register(Fact)
class FactAdmin(DraftAdmin):
    """A fact's wording is edited in the form of its edition; here are its citations."""

    change_form_template = "admin/conditions/fact/change_form.html"
    inlines = (CitationInline,)
    list_display = ("__str__", "edition", "topic", "number_of_sources", "certainty", "red_flag")
    list_filter = ("topic", "edition__status", "edition__condition__kind", "certainty", "red_flag")
    list_select_related = ("edition__condition", "term", "other_condition")
    search_fields = (
        "plain",
        "clinical",
        "term__name",
        "term__plain_name",
        "edition__condition__name",
    )
    show_facets = admin.ShowFacets.ALWAYS
    actions = None
    readonly_fields = ("edition", "topic", "term", "other_condition", "plain", "clinical")

    @admin.display(description=_("sources"))
    def number_of_sources(self, fact):
        return len(fact.citations.all())

    def get_queryset(self, request):
        citations = Prefetch("citations", Citation.objects.select_related("source"))
        return (
            super()
            .get_queryset(request)
            .select_related("edition__condition", "term", "other_condition")
            .prefetch_related("body_sites", citations)
        )

    def edition_of(self, record):
        return record.edition

    def facts_of(self, record):
        return [record]

    def get_fieldsets(self, request, obj=None):
        about = [name for name in self.readonly_fields if getattr(obj, name)]
        if self.has_change_permission(request, obj):
            about += ["seen_revision", "seen"]
        return [(None, {"fields": about})]

    def has_add_permission(self, request):
        """Refuse: a fact is added in the form of its edition."""
        return False

    def has_change_permission(self, request, obj=None):
        return _is_of_draft(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        """Refuse: a fact is removed in the form of its edition."""
        return False

    def save_model(self, request, obj, form, change):
        """Leave the fact's own row alone: this page edits its citations."""


def _is_of_draft(fact):
    return fact is not None and fact.edition.status == EditionStatus.DRAFT
