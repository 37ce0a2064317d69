"""The history of a record: who changed which field, when, from what to what, and why."""

from dataclasses import dataclass

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conditions.actions.history import keep_before
from conditions.models.base import MAX_REASON
from conditions.selectors.history import history_of, names_in

REASON = "change_reason"
EMPTY = gettext_lazy("(empty)")


class ReasonForm(forms.ModelForm):
    """The form of a record whose changes are kept."""

    change_reason = forms.CharField(
        label=gettext_lazy("Why this change"),
        max_length=MAX_REASON,
        required=False,
        help_text=gettext_lazy("Optional; it stands in the history."),
    )


class HistoryAdmin(admin.ModelAdmin):
    """A record whose changes are kept, with those of the rows edited beside it."""

    form = ReasonForm
    history_related = ()  # what the rows edited beside it are called on the record

    def get_fieldsets(self, request, obj=None):
        """Ask why, below everything else, whoever changes a record that there is."""
        fieldsets = [
            (title, options | {"fields": [name for name in options["fields"] if name != REASON]})
            for title, options in super().get_fieldsets(request, obj)
        ]
        if obj is not None and self.has_change_permission(request, obj):
            fieldsets.append((_("For the history"), {"fields": [REASON]}))
        return fieldsets

    def save_model(self, request, obj, form, change):
        if change:
            keep_before(record=obj, related=self.history_related)
        self._tell_why(obj, form)
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        for formset in formsets:
            for row in formset.forms:
                self._tell_why(row.instance, form)
        super().save_related(request, form, formsets, change)

    def _tell_why(self, row, form):
        """Give all rows of one save the same time and reason, so that they stand together."""
        if not hasattr(form, "saved_at"):
            form.saved_at = timezone.now()
        row._history_date = form.saved_at
        row._change_reason = form.cleaned_data.get(REASON, "")

    def history_view(self, request, object_id, extra_context=None):
        record = self.get_object(request, unquote(object_id))
        if record is None:
            raise Http404(_("There is no such record."))
        if not self.has_view_or_change_permission(request, record):
            raise PermissionDenied
        entries = history_of(record, self.history_related)
        names = names_in(entries)
        context = {
            **self.admin_site.each_context(request),
            "title": _("History of %(record)s") % {"record": record},
            "opts": self.opts,
            "object": record,
            "entries": [
                (entry, [described(step, names) for step in entry.steps]) for entry in entries
            ],
        }
        return TemplateResponse(request, "admin/conditions/history.html", context)


@dataclass(frozen=True)
class Described:
    """One changed row in words; `fields` holds (label, before, after)."""

    kind: str
    subject: str
    fields: list


def described(step, names):
    """Return a recorded step in words; `names` are those of the records it points to."""
    row = step.row
    called = getattr(row, "text", "") or getattr(row, "code", "") or getattr(row, "name", "")
    subject = step.model._meta.verbose_name
    return Described(
        kind=step.kind,
        subject=f"{subject}: {called}" if called else str(subject),
        fields=[
            (
                change.field.verbose_name,
                _readable(change.field, change.before, names),
                _readable(change.field, change.after, names),
            )
            for change in step.fields
            if step.kind == "~" or _is_told(change)
        ],
    )


def _is_told(change):
    """Tell whether a field of an added or removed row says anything."""
    return any(value not in (None, "", (), False) for value in (change.before, change.after))


def _readable(field, value, names):
    if value in (None, "", ()):
        return EMPTY
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if field.related_model:
        ids = value if isinstance(value, tuple) else (value,)
        return ", ".join(sorted(names.get((field.related_model, pk), f"#{pk}") for pk in ids))
    return dict(field.flatchoices).get(value, value)
