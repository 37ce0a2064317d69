"""The records of who did what when: read, filtered, never changed here."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from conditions.models import (
    CatalogueAnnotation,
    CatalogueDisease,
    CatalogueTerm,
    DraftSave,
    ExpertOpinion,
    FactCheck,
    Release,
    ReviewEvent,
    ReviewInvitation,
    SearchMiss,
)


class RecordAdmin(admin.ModelAdmin):
    """A list to read: nothing is added, changed or deleted by hand."""

    show_facets = admin.ShowFacets.ALWAYS
    actions = None

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(ReviewEvent)
class ReviewEventAdmin(RecordAdmin):
    show_facets = admin.ShowFacets.ALLOW  # each count would read the conditions again
    list_display = ("at", "by_name", "edition", "from_status", "to_status", "comment")
    list_filter = (
        "to_status",
        "by_name",
        "at",
        ("edition__condition", admin.RelatedOnlyFieldListFilter),
    )
    list_select_related = ("edition__condition",)
    search_fields = ("edition__condition__name", "by_name", "comment")
    ordering = ("-at", "-id")


@admin.register(DraftSave)
class DraftSaveAdmin(RecordAdmin):
    list_display = ("edition", "revision", "by_name", "at", "number_of_changes")
    list_filter = ("at",)
    list_select_related = ("edition__condition",)
    search_fields = ("edition__condition__name", "by_name")
    ordering = ("-at", "-id")

    @admin.display(description=_("facts changed"))
    def number_of_changes(self, save):
        return len(save.changes)


@admin.register(FactCheck)
class FactCheckAdmin(RecordAdmin):
    show_facets = admin.ShowFacets.ALLOW
    list_display = ("condition", "outcome", "by_name", "on", "note")
    list_filter = (
        "outcome",
        "by_name",
        "on",
        ("condition", admin.RelatedOnlyFieldListFilter),
    )
    list_select_related = ("condition",)
    search_fields = ("condition__name", "by_name", "note")


@admin.register(ReviewInvitation)
class ReviewInvitationAdmin(RecordAdmin):
    list_display = ("edition", "name", "role", "by_name", "at", "expires_at", "revoked_at")
    list_filter = ("at", "expires_at", ("revoked_at", admin.EmptyFieldListFilter))
    list_select_related = ("edition__condition",)
    search_fields = ("edition__condition__name", "name", "by_name")
    ordering = ("-at", "-id")
    exclude = ("token_digest",)


@admin.register(ExpertOpinion)
class ExpertOpinionAdmin(RecordAdmin):
    list_display = ("edition", "verdict", "name", "role", "at", "note")
    list_filter = ("verdict", "at")
    list_select_related = ("invitation__edition__condition",)
    search_fields = ("invitation__edition__condition__name", "name", "note")
    ordering = ("-at", "-id")

    @admin.display(description=_("edition"), ordering="invitation__edition")
    def edition(self, opinion):
        return opinion.invitation.edition


@admin.register(SearchMiss)
class SearchMissAdmin(RecordAdmin):
    list_display = ("word", "month", "count")
    list_filter = ("month",)
    search_fields = ("word",)

    def get_queryset(self, request):
        return super().get_queryset(request).shown()


@admin.register(Release)
class ReleaseAdmin(RecordAdmin):
    list_display = ("source", "version", "state", "released_on", "imported_at")
    list_filter = ("source", "state")
    search_fields = ("source", "version")


class CatalogueAdmin(RecordAdmin):
    """A list too long to count at every look: what an import brought."""

    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False
    list_per_page = 50

    def has_view_permission(self, request, obj=None):
        """Show what a release brought to whoever may see releases."""
        return request.user.has_perm("conditions.view_release")


@admin.register(CatalogueTerm)
class CatalogueTermAdmin(CatalogueAdmin):
    list_display = ("code", "name", "is_obsolete", "replaced_by", "release")
    list_filter = ("release",)
    list_select_related = ("release",)
    search_fields = ("code", "name")


@admin.register(CatalogueDisease)
class CatalogueDiseaseAdmin(CatalogueAdmin):
    list_display = ("code", "name", "group", "release")
    list_filter = ("release",)
    list_select_related = ("release",)
    search_fields = ("=code", "name", "=group")


@admin.register(CatalogueAnnotation)
class CatalogueAnnotationAdmin(CatalogueAdmin):
    list_display = (
        "disease", "term", "qualifier", "frequency", "reference", "evidence", "onset", "sex",
        "release",
    )  # fmt: skip
    list_filter = ("release",)
    list_select_related = ("disease", "term", "release")
    search_fields = ("=disease__code", "=term__code")
