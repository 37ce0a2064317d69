"""Conditions: the identities that editions belong to."""

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db.models import OuterRef, Subquery
from django.urls import path
from django.utils.translation import gettext_lazy as _

from conditions.models import Condition, ConditionCode, ConditionName, Edition

from .addresses import StableAddressAdmin
from .currency import check_view, currency_csv_view, currency_view
from .history import HistoryAdmin
from .workflow import may_start_draft, start_draft_view


class ConditionNameInline(admin.StackedInline):
    model = ConditionName
    fields = (("text", "audience", "match"),)
    extra = 0


class ConditionCodeInline(admin.StackedInline):
    model = ConditionCode
    fields = (("system", "code", "checked"),)
    extra = 0


@admin.register(Condition)
class ConditionAdmin(HistoryAdmin, StableAddressAdmin):
    history_related = ("names", "codes")
    change_form_template = "admin/conditions/condition/change_form.html"
    inlines = (ConditionNameInline, ConditionCodeInline)
    autocomplete_fields = ("broader",)
    list_display = ("name", "kind", "owner", "deputy", "edition_in_work", "published_edition")
    list_filter = ("kind", "owner")
    list_select_related = ("owner", "deputy")
    search_fields = ("name", "plain_name", "names__text", "slug")
    prepopulated_fields = {"slug": ("name",)}
    show_facets = admin.ShowFacets.ALWAYS

    def get_queryset(self, request):
        def number(editions):
            return Subquery(editions.filter(condition=OuterRef("pk")).values("number")[:1])

        return (
            super()
            .get_queryset(request)
            .annotate(
                in_work=number(Edition.objects.in_work()),
                published_number=number(Edition.objects.published()),
            )
        )

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """Offer the active staff; an autocomplete would need the right to see accounts."""
        if db_field.name in ("owner", "deputy"):
            kwargs["queryset"] = get_user_model().objects.filter(is_staff=True, is_active=True)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.display(description=_("edition in work"), ordering="in_work")
    def edition_in_work(self, condition):
        return condition.in_work

    @admin.display(description=_("published edition"), ordering="published_number")
    def published_edition(self, condition):
        return condition.published_number

    def get_urls(self):
        view = self.admin_site.admin_view
        own = [
            path(
                "<int:pk>/start-draft/",
                view(start_draft_view),
                name="conditions_condition_start_draft",
            ),
            path("<int:pk>/currency/", view(currency_view), name="conditions_condition_currency"),
            path(
                "<int:pk>/currency/csv/",
                view(currency_csv_view),
                name="conditions_condition_currency_csv",
            ),
            path(
                "<int:pk>/check-facts/",
                view(check_view),
                name="conditions_condition_check_facts",
            ),
        ]
        return own + super().get_urls()

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            context |= {
                "editions": obj.editions.all(),
                "may_start_draft": may_start_draft(obj, request.user),
            }
        return super().render_change_form(request, context, add, change, form_url, obj)
