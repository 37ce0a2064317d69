"""The bibliography."""

from django.contrib import admin
from django.db import models
from django.utils.translation import gettext_lazy as _

from conditions.models import Citation, Source

from .addresses import StableAddressAdmin
from .history import HistoryAdmin
from .vocabulary import count_of


@admin.register(Source)
class SourceAdmin(HistoryAdmin, StableAddressAdmin):
    list_display = ("__str__", "year", "kind", "status", "publishable", "number_of_facts")
    list_filter = ("publishable", "status", "kind")
    search_fields = ("title", "authors", "slug", "pmid", "pmcid", "doi")
    readonly_fields = ("publishable",)
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    show_facets = admin.ShowFacets.ALWAYS
    fieldsets = (
        (None, {"fields": ("slug", "title", "authors", ("journal", "year"), "kind", "status")}),
        (_("Where it stands"), {"fields": (("volume", "issue", "pages"),)}),
        (
            _("How to find it"),
            {"fields": (("pmid", "pmcid", "doi"), "url", "authoritative", "publishable")},
        ),
    )

    def get_queryset(self, request):
        facts = count_of(Citation.objects.all(), "source")
        return super().get_queryset(request).annotate(fact_count=facts)

    @admin.display(description=_("facts resting on it"), ordering="fact_count")
    def number_of_facts(self, source):
        return source.fact_count
