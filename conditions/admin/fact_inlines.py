"""One section of the edition form per topic, each with the fields that topic needs."""

from django.contrib import admin
from django.contrib.admin.utils import flatten
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from conditions.exchange import TERM_KIND_OF_TOPIC
from conditions.models import EditionStatus, Fact, Topic
from conditions.models.choices import TOPICS_WITH_FREQUENCY

from .fact_forms import FactForm, FactFormSet

FREQUENCY = (
    ("frequency_band", "frequency_basis"),
    ("numerator", "denominator", "percentage"),
    "setting",
    "reported_absent",
)
LEADING = {
    Topic.DIFFERENTIAL: ("other_condition",),
    Topic.SEEK_HELP: ("urgency",),
    **dict.fromkeys(TERM_KIND_OF_TOPIC, ("term",)),
}


def fields_of(topic):
    """Return the rows of fields of a fact of `topic`, as a fieldset takes them."""
    marks = ("red_flag", "key_fact", "editorial_advice")
    if topic == Topic.RISK_FACTOR:
        marks += ("modifiable",)
    return (
        *LEADING.get(topic, ()),
        "plain",
        "clinical",
        *(FREQUENCY if topic in TOPICS_WITH_FREQUENCY else ()),
        "body_sites",
        "cited",
        ("certainty", "evidence"),
        marks,
        "position",
        "fact_key",
    )


class FactInline(admin.StackedInline):
    """The facts of one topic; `topic` is set by the subclasses made below."""

    model = Fact
    form = FactForm
    template = "admin/conditions/edition/_facts.html"
    extra = 0
    classes = ("collapse",)
    show_change_link = True
    topic = None

    def get_fieldsets(self, request, obj=None):
        fields = fields_of(self.topic)
        if not self.has_change_permission(request, obj):
            fields = tuple(field for field in fields if field != "fact_key")
        return [(None, {"fields": fields})]

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.form.chosen = obj.chosen
        formset.form.notes = obj.notes
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
    needed = flatten(fields_of(topic))
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
