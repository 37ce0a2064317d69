"""Vocabulary: terms with their synonyms, codes and broader terms."""

from django.contrib import admin
from django.db import transaction
from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from conditions.actions.locks import hold_broader_terms
from conditions.models import Fact, Term, TermCode, TermKind, TermName, TermRelation

from .addresses import StableAddressAdmin
from .history import HistoryAdmin


def count_of(rows, field):
    """Return the number of `rows` of each record, counted apart so that no joins multiply."""
    counts = rows.filter(**{field: OuterRef("pk")}).order_by().values(field)
    return Coalesce(
        Subquery(counts.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0
    )


class TermNameInline(admin.StackedInline):
    model = TermName
    fields = (("text", "audience", "match"),)
    extra = 0


class TermCodeInline(admin.StackedInline):
    model = TermCode
    fields = (("system", "code", "checked"),)
    extra = 0


class TermRelationInline(admin.StackedInline):
    model = TermRelation
    fk_name = "term"
    autocomplete_fields = ("broader",)
    extra = 0

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("term", "broader")


@admin.register(Term)
class TermAdmin(HistoryAdmin, StableAddressAdmin):
    history_related = ("names", "broader_relations", "codes")
    inlines = (TermNameInline, TermRelationInline, TermCodeInline)
    list_display = (
        "name",
        "plain_name",
        "kind",
        "category",
        "number_of_facts",
        "number_of_synonyms",
    )
    list_filter = ("kind", "category")
    search_fields = ("name", "plain_name", "names__text", "slug")
    prepopulated_fields = {"slug": ("name",)}
    show_facets = admin.ShowFacets.ALWAYS

    def get_queryset(self, request):
        return (
            super()
            .get_queryset(request)
            .annotate(
                fact_count=count_of(Fact.objects.all(), "term"),
                name_count=count_of(TermName.objects.all(), "term"),
            )
        )

    def has_delete_permission(self, request, obj=None):
        """Refuse it to everybody: an urgency rule would lose the term without a word."""
        return False

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic():
            hold_broader_terms()
            return super().changeform_view(request, object_id, form_url, extra_context)

    def get_search_results(self, request, queryset, search_term):
        """Keep to the kind of term that an autocomplete field asks for (see `ChosenWidget`)."""
        found, has_duplicates = super().get_search_results(request, queryset, search_term)
        kind = request.GET.get("kind")
        if kind in TermKind.values:
            found = found.filter(kind=kind)
        return found, has_duplicates

    @admin.display(description=_("facts"), ordering="fact_count")
    def number_of_facts(self, term):
        return term.fact_count

    @admin.display(description=_("synonyms"), ordering="name_count")
    def number_of_synonyms(self, term):
        return term.name_count
