"""The records of who did what when: read, filtered, never changed here."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from conditions.models import DraftSave, FactCheck, Release, ReviewEvent, SearchMiss


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
    list_display = ("edition", "from_status", "to_status", "by_name", "at", "comment")
    list_filter = ("to_status", "at")
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
    list_display = ("condition", "outcome", "by_name", "on", "note")
    list_filter = ("outcome", "on", "condition__kind")
    list_select_related = ("condition",)
    search_fields = ("condition__name", "by_name", "note")


@admin.register(SearchMiss)
class SearchMissAdmin(RecordAdmin):
    list_display = ("word", "month", "count")
    list_filter = ("month",)
    search_fields = ("word",)


@admin.register(Release)
class ReleaseAdmin(RecordAdmin):
    list_display = ("source", "version", "released_on", "imported_at")
    list_filter = ("source",)
    search_fields = ("source", "version")
