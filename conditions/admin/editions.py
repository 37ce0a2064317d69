"""Editions: the form of a draft, the panel of what comes next, and the page of changes."""

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Exists, OuterRef, Prefetch, prefetch_related_objects
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from conditions.models import Citation, Edition, EditionStatus, Fact
from conditions.models.choices import IN_WORK, LOCKED
from conditions.selectors.documents import condition_document
from conditions.selectors.gate import stops

from .changes import compare
from .drafts import DraftAdmin
from .fact_inlines import FACT_INLINES
from .workflow import (
    delete_draft_view,
    may_delete,
    may_start_draft,
    step_view,
    steps,
)

FACTS = Prefetch(
    "facts",
    Fact.objects.select_related("term", "other_condition").prefetch_related(
        "body_sites", Prefetch("citations", Citation.objects.select_related("source"))
    ),
)
ABOUT = (
    "condition_link",
    "number",
    "status",
    "origin",
    "author",
    "created_at",
    "submitted_at",
    "approved_at",
    "approved_by",
    "clinical_reviewer",
    "publish_at",
    "withdrawn_at",
    "withdrawal_reason",
)


@admin.register(Edition)
class EditionAdmin(DraftAdmin):
    change_form_template = "admin/conditions/edition/change_form.html"
    inlines = FACT_INLINES
    list_display = (
        "__str__",
        "status",
        "is_published",
        "number_of_facts",
        "author",
        "submitted_at",
        "publish_at",
    )
    list_filter = ("status", "origin", "condition__kind")
    list_select_related = ("condition", "author")
    search_fields = ("condition__name", "condition__plain_name", "condition__names__text")
    ordering = ("condition__name", "-number")
    show_facets = admin.ShowFacets.ALWAYS
    actions = None
    view_on_site = False  # readers have no address for a draft

    def get_queryset(self, request):
        editions = super().get_queryset(request)
        return editions.select_related("condition", "author", "approved_by").annotate(
            published_now=Exists(Edition.objects.published().filter(pk=OuterRef("pk"))),
            fact_count=Count("facts", distinct=True),
        )

    @admin.display(description=_("published"), boolean=True, ordering="published_now")
    def is_published(self, edition):
        return edition.published_now

    @admin.display(description=_("facts"), ordering="fact_count")
    def number_of_facts(self, edition):
        return edition.fact_count

    @admin.display(description=_("condition"))
    def condition_link(self, edition):
        url = reverse("admin:conditions_condition_change", args=[edition.condition_id])
        return format_html('<a href="{}">{}</a>', url, edition.condition)

    def edition_of(self, record):
        return record

    def facts_of(self, record):
        prefetch_related_objects([record], FACTS)
        return record.facts.all()

    def get_fieldsets(self, request, obj=None):
        about = [name for name in ABOUT if name == "condition_link" or getattr(obj, name)]
        own = ["change_note"]
        if self.has_change_permission(request, obj):
            own.append("seen_revision")
        return [
            (None, {"fields": own}),
            (_("About this edition"), {"fields": about, "classes": ("collapse",)}),
        ]

    def get_readonly_fields(self, request, obj=None):
        return ABOUT

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "change_note":
            kwargs["widget"] = forms.Textarea(attrs={"rows": 3})
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def has_add_permission(self, request):
        """Refuse the blank form: a draft begins from its condition or the published edition."""
        return False

    def has_change_permission(self, request, obj=None):
        """Only a draft is edited; without an object the question is about the list."""
        is_draft = obj is None or obj.status == EditionStatus.DRAFT
        return is_draft and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        """Refuse Django's own deletion: `delete_draft` is the one way."""
        return False

    def save_model(self, request, obj, form, change):
        obj.save(update_fields=["change_note"])

    def get_urls(self):
        view = self.admin_site.admin_view
        own = [
            path("<int:pk>/changes/", view(self.changes_view), name="conditions_edition_changes"),
            path(
                "<int:pk>/delete-draft/",
                view(delete_draft_view),
                name="conditions_edition_delete_draft",
            ),
            path("<int:pk>/step/<slug:name>/", view(step_view), name="conditions_edition_step"),
        ]
        return own + super().get_urls()

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context |= {
            "stops": stops(obj) if obj.status in IN_WORK else [],
            "steps": steps(obj, request.user),
            "may_start_draft": may_start_draft(obj.condition, request.user),
            "may_delete": may_delete(obj, request.user),
            "events": obj.events.select_related(None),
        }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def changes_view(self, request, pk):
        """Show an edition against the one that readers have, or had before it."""
        edition = get_object_or_404(Edition.objects.select_related("condition"), pk=pk)
        if not self.has_view_permission(request, edition):
            raise PermissionDenied
        earlier = edition.condition.editions.filter(number__lt=edition.number, status__in=LOCKED)
        base = earlier.order_by("-number").first()
        context = {
            **self.admin_site.each_context(request),
            "title": _("Changes in %(edition)s") % {"edition": edition},
            "opts": self.opts,
            "edition": edition,
            "base": base,
            "changes": compare(
                condition_document(edition.condition, base),
                condition_document(edition.condition, edition),
            ),
        }
        return TemplateResponse(request, "admin/conditions/edition/changes.html", context)
