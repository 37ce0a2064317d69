"""Editions: the form of a draft, the panel of what comes next, and the page of changes."""

from collections import Counter

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Exists, OuterRef, Prefetch, Subquery, prefetch_related_objects
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from conditions.models import (
    Citation,
    Edition,
    EditionStatus,
    Fact,
    Photograph,
    ReviewEvent,
    Topic,
)
from conditions.models.choices import IN_WORK, LOCKED
from conditions.selectors.gate import gate_of

from .comments import comment_view, resolve_view
from .comparison import review_context
from .drafts import DraftAdmin
from .exports import edition_file
from .fact_inlines import FACT_INLINES
from .gate import override_view
from .invitations import expert_context, invite_view, revoke_view
from .photographs import PHOTOGRAPHS, PhotographInline
from .preview import preview_view
from .workflow import (
    may_start_draft,
    restore_view,
    step_view,
    steps,
    take_typed,
    unsent,
)

FACTS = Prefetch(
    "facts",
    Fact.objects.select_related("term", "other_condition").prefetch_related(
        "body_sites", Prefetch("citations", Citation.objects.select_related("source"))
    ),
)
SHOWN = Prefetch(
    "photographs",
    Photograph.objects.select_related("picture__source").prefetch_related("body_sites"),
)
SECTIONS = {*Topic.values, PHOTOGRAPHS}
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
    "deleted_at",
)


class StatusFilter(admin.SimpleListFilter):
    """By status; deleted drafts have a list of their own."""

    title = _("status")
    parameter_name = "status__exact"

    def lookups(self, request, model_admin):
        return EditionStatus.choices

    def queryset(self, request, queryset):
        if self.value() in EditionStatus.values:
            return queryset.filter(status=self.value())
        return queryset.kept()


@admin.register(Edition)
class EditionAdmin(DraftAdmin):
    change_form_template = "admin/conditions/edition/change_form.html"
    inlines = (*FACT_INLINES, PhotographInline)
    list_display = (
        "__str__",
        "status",
        "is_published",
        "number_of_facts",
        "author",
        "submitted_at",
        "publish_at",
    )
    list_filter = (StatusFilter, "origin", "condition__kind")
    list_select_related = ("condition", "author")
    search_fields = ("condition__name", "condition__plain_name", "condition__names__text")
    ordering = ("condition__name", "-number")
    show_facets = admin.ShowFacets.ALWAYS
    actions = None
    view_on_site = False  # readers have no address for a draft

    def get_queryset(self, request):
        editions = super().get_queryset(request)
        last_event = ReviewEvent.objects.filter(edition=OuterRef("pk")).order_by("-at", "-id")
        return editions.select_related("condition", "author", "approved_by").annotate(
            published_now=Exists(Edition.objects.published().filter(pk=OuterRef("pk"))),
            fact_count=Count("facts", distinct=True),
            last_actor=Subquery(last_event.values("by_name")[:1]),
        )

    def get_list_display(self, request):
        """Say of deleted drafts who deleted them when, in place of how far they came."""
        if request.GET.get(StatusFilter.parameter_name) == EditionStatus.DELETED:
            return (
                "__str__",
                "deleted_by",
                "deleted_at",
                "kept_until",
                "number_of_facts",
            )
        return super().get_list_display(request)

    @admin.display(description=_("deleted by"))
    def deleted_by(self, edition):
        return edition.last_actor

    @admin.display(description=_("can be recovered until"), ordering="deleted_at")
    def kept_until(self, edition):
        return edition.recoverable_until

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

    def photographs_of(self, record):
        prefetch_related_objects([record], SHOWN)
        return record.photographs.all()

    def get_inlines(self, request, obj):
        """Show the section that the address asks for, or all."""
        topic = request.GET.get("topic")
        return [one for one in self.inlines if one.topic == topic] or self.inlines

    def response_change(self, request, obj):
        """Come back to the same sections, with an empty row where one is wanted."""
        response = super().response_change(request, obj)
        asked = {"topic": request.GET.get("topic"), "add": request.POST.get("add_fact")}
        query = urlencode({name: topic for name, topic in asked.items() if topic in SECTIONS})
        fragment = f"#facts-{asked['add']}-group" if asked["add"] in SECTIONS else ""
        response["Location"] += f"?{query}{fragment}" if query else ""
        return response

    def get_fieldsets(self, request, obj=None):
        about = [name for name in ABOUT if name == "condition_link" or getattr(obj, name)]
        own = ["change_note"]
        if self.has_change_permission(request, obj):
            own += ["seen_revision", "seen"]
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
            path("<int:pk>/comments/", view(comment_view), name="conditions_edition_comment"),
            path(
                "<int:pk>/comments/<int:comment>/resolve/",
                view(resolve_view),
                name="conditions_edition_resolve",
            ),
            path("<int:pk>/invite/", view(invite_view), name="conditions_edition_invite"),
            path(
                "<int:pk>/invitations/<int:invitation>/revoke/",
                view(revoke_view),
                name="conditions_edition_revoke",
            ),
            path("<int:pk>/override/", view(override_view), name="conditions_edition_override"),
            path(
                "<int:pk>/export/<slug:file_format>/",
                view(edition_file),
                name="conditions_edition_export",
            ),
            path("<int:pk>/preview/", view(preview_view), name="conditions_edition_preview"),
            path("<int:pk>/restore/", view(restore_view), name="conditions_edition_restore"),
            path("<int:pk>/step/<slug:name>/", view(step_view), name="conditions_edition_step"),
        ]
        return own + super().get_urls()

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        typed = take_typed(request, obj)
        offered = steps(obj, request.user, typed)
        may_start = may_start_draft(obj.condition, request.user)
        context |= {
            "gate": gate_of(obj) if obj.status in IN_WORK else None,
            "may_override": request.user.has_perm("conditions.add_warningoverride"),
            "steps": offered,
            "unsent": unsent(typed, offered),
            "may_start_draft": may_start,
            "may_restore": may_start and obj.status in LOCKED and not obj.published_now,
            "now": timezone.now(),
            "sections": _sections(obj),
            "shown_topic": request.GET.get("topic", ""),
            **expert_context(obj, request.user),
            "events": obj.events.select_related(None),
        }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def changes_view(self, request, pk):
        """Show an edition against the one that readers have, or had before it."""
        edition = get_object_or_404(Edition.objects.select_related("condition"), pk=pk)
        if not self.has_view_permission(request, edition):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            **review_context(request, edition),
        }
        return TemplateResponse(
            request,
            "admin/conditions/edition/changes.html",
            context,
            status=404 if context["is_unknown"] else 200,
        )


def _sections(edition):
    """Return the sections of an edition's form, with how many rows each has."""
    counts = Counter(fact.topic for fact in edition.facts.all())
    return [
        *({"topic": topic.value, "label": topic.label, "count": counts[topic]} for topic in Topic),
        {
            "topic": PHOTOGRAPHS,
            "label": PhotographInline.verbose_name_plural,
            "count": len(edition.photographs.all()),
        },
    ]
