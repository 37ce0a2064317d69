"""Saving a draft: one transaction, one writer at a time, and nobody's work lost."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from conditions.actions.editions import record_save
from conditions.models import Edition, EditionStatus
from conditions.selectors.documents import condition_document

from .chosen import Chosen
from .conflicts import ComparedForm, merge, written_texts


class DraftForm(ComparedForm):
    """The main form of a page that edits a draft, or a part of one."""

    conflict = None  # laid in when another editor has saved meanwhile

    seen_revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean(self):
        if self.conflict:
            self.add_error(None, _("Nothing is saved yet. Look at what follows, then save again."))
        return super().clean()


class DraftAdmin(admin.ModelAdmin):
    """The page of a record that is a draft edition or belongs to one.

    The edition is locked while a save is judged and written. A save built on an older state of
    the draft is not written: the form comes back with what was typed, merged with what the other
    editor saved (`conflicts`), and saving again is a deliberate choice.
    """

    form = DraftForm

    def edition_of(self, record):
        raise NotImplementedError

    def facts_of(self, record):
        """Return the facts that the page shows, with all they refer to."""
        raise NotImplementedError

    def get_object(self, request, object_id, from_field=None):
        record = super().get_object(request, object_id, from_field)
        if record is not None:
            record.chosen = Chosen(self.facts_of(record), request.POST)
            record.notes = getattr(getattr(request, "conflict", None), "notes", {})
        return record

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        if obj is not None:
            form.base_fields["seen_revision"].initial = self.edition_of(obj).revision
            form.conflict = getattr(request, "conflict", None)
            form.notes = obj.notes
        return form

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method != "POST" or object_id is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic():
            record = super().get_object(request, unquote(object_id))
            if record is not None:
                if not self.has_view_permission(request, record):
                    raise PermissionDenied
                edition = Edition.objects.select_for_update().get(pk=self.edition_of(record).pk)
                if edition.status != EditionStatus.DRAFT:
                    return self._refuse_locked(request, edition)
                self._merge_if_stale(request, object_id, edition)
            return super().changeform_view(request, object_id, form_url, extra_context)

    def _refuse_locked(self, request, edition):
        """Refuse to save what is no draft, or no draft any more, and give back what was written."""
        context = {
            **self.admin_site.each_context(request),
            "title": _("Not saved: this edition is not a draft"),
            "edition": edition,
            "last": edition.events.last(),
            "texts": written_texts(request.POST),
        }
        return TemplateResponse(
            request, "admin/conditions/edition/locked.html", context, status=403
        )

    def _merge_if_stale(self, request, object_id, edition):
        """Merge the posted form if it is built on an older state of the draft."""
        seen = request.POST.get("seen_revision", "")
        seen = int(seen) if seen.isdecimal() and len(seen) < 10 else 0
        if seen == edition.revision:
            return
        record = self.get_object(request, unquote(object_id))
        if not self.has_change_permission(request, record):
            raise PermissionDenied
        form = self.get_form(request, record, change=True)(instance=record)
        formsets = [
            formset(instance=record, prefix=formset.get_default_prefix())
            for formset, _inline in self.get_formsets_with_inlines(request, record)
        ]
        request.conflict = merge(
            saves=list(edition.saves.filter(revision__gt=seen)),
            revision=edition.revision,
            data=request.POST,
            form=form,
            formsets=formsets,
        )
        request.POST = request.conflict.data

    def save_related(self, request, form, formsets, change):
        """Save the rows and record what the save changed, for whoever saves on an older state."""
        edition = self.edition_of(form.instance)
        before = condition_document(edition.condition, edition)
        super().save_related(request, form, formsets, change)
        if form.has_changed() or any(formset.has_changed() for formset in formsets):
            record_save(
                edition=edition, by=request.user, before=before, seen_revision=edition.revision
            )

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context |= {
            "conflict": getattr(request, "conflict", None),
            "show_save_and_continue": False,
            "show_save_and_add_another": False,
        }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def response_change(self, request, obj):
        """Come back to the form: an editor saves many times in one sitting."""
        self.message_user(request, _("Saved."), messages.SUCCESS)
        return HttpResponseRedirect(request.path)
