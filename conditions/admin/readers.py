"""What readers say, and the advice that they meet first."""

from django.contrib import admin

from conditions.models import Feedback, UrgencyRule

from .addresses import StableAddressAdmin


@admin.register(Feedback)
class FeedbackAdmin(admin.ModelAdmin):
    """Remarks come from readers; an editor answers or closes them with a reason."""

    list_display = ("__str__", "edition", "received_on", "status")
    list_filter = ("status", "received_on")
    list_select_related = ("edition__condition",)
    search_fields = ("text", "edition__condition__name")
    readonly_fields = ("edition", "fact_key", "text", "received_on")
    fields = (*readonly_fields, "status", "resolution")
    show_facets = admin.ShowFacets.ALWAYS

    def has_add_permission(self, request):
        return False


@admin.register(UrgencyRule)
class UrgencyRuleAdmin(StableAddressAdmin):
    list_display = ("slug", "level", "active", "reviewed_by", "reviewed_on", "review_due")
    list_filter = ("level", "active", "review_due")
    search_fields = ("slug", "plain", "clinical")
    autocomplete_fields = ("all_of", "any_of", "sources")
    show_facets = admin.ShowFacets.ALWAYS
