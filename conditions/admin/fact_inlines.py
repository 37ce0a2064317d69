"""One section of the edition form per topic, each with the fields that topic needs."""

from django.contrib import admin
from django.contrib.admin.utils import flatten
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from conditions.models import EditionStatus, Fact, Topic

from .fact_forms import FactForm, FactFormSet
from .fact_layout import lines_of, translated_once


class FactInline(admin.StackedInline):
    """The facts of one topic; `topic` is set by the subclasses made below."""

    model = Fact
    form = FactForm
    template = "admin/conditions/edition/_facts.html"
    extra = 0
    classes = ("collapse",)
    show_change_link = True
    topic = None

    is_open = False

    def get_extra(self, request, obj=None, **kwargs):
        """Offer an empty row where one was asked for: how a fact is added without scripts."""
        return int(request.GET.get("add") == self.topic)

    def get_fieldsets(self, request, obj=None):
        return [(None, {"fields": lines_of(self.topic)})]

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        self.is_open = self.topic in (request.GET.get("add"), request.GET.get("topic"))
        formset.form.chosen = obj.chosen
        formset.form.notes = obj.notes
        formset.form.base_fields = translated_once(formset.form.base_fields)
        return formset

    def has_add_permission(self, request, obj=None):
        return _is_draft(obj) and super().has_add_permission(request, obj)

    def has_change_permission(self, request, obj=None):
        return _is_draft(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return _is_draft(obj) and super().has_delete_permission(request, obj)

    @admin.display(description=_("sources"))
    def cited(self, fact):
        return "; ".join(str(citation.source) for citation in fact.citations.all()) or "–"


def _is_draft(edition):
    return edition is not None and edition.status == EditionStatus.DRAFT


def _form_of(topic):
    """Return the form without the declared fields that `topic` does not need."""
    needed = {*flatten(lines_of(topic)), "seen", "fact_key"}
    names = {name: None for name in FactForm.declared_fields if name not in needed}
    return type("TopicForm", (FactForm,), names | {"topic": topic})


def _inline_of(topic):
    names = {
        "topic": topic,
        "form": _form_of(topic),
        "formset": type("TopicFormSet", (FactFormSet,), {"topic": topic.value}),
        "verbose_name": format_lazy(_("fact under “{topic}”"), topic=topic.label),
        "verbose_name_plural": topic.label,
    }
    return type(f"{topic.name.title().replace('_', '')}Inline", (FactInline,), names)


FACT_INLINES = [_inline_of(topic) for topic in Topic]
