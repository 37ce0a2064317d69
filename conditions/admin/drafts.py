"""Saving a draft: one transaction, one writer at a time, and nobody's work lost."""

from contextlib import suppress

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calcsite.kept_posts import RETURNED
from conditions.actions.editions import record_save
from conditions.actions.locks import EditionBusy, held
from conditions.models import Edition, EditionStatus
from conditions.selectors.documents import condition_document

from .chosen import Chosen
from .conflicts import TAKEN, ComparedForm, merge
from .prints import written_texts
from .returned import ReturningFormAdmin

DELETED = gettext_lazy("Not saved: this draft was deleted")


class DraftForm(ComparedForm):
    """The main form of a page that edits a draft, or a part of one."""

    conflict = None  # laid in when another editor has saved meanwhile

    seen_revision = forms.IntegerField(widget=forms.HiddenInput, required=False, label="")

    def clean(self):
        if self.conflict:
            self.add_error(None, _("Nothing is saved yet. Look at what follows, then save again."))
        return super().clean()


class DraftAdmin(ReturningFormAdmin):
    """The page of a record that is a draft edition or belongs to one.

    The edition is held while a save is judged and written. A save built on an older state of the
    draft is not written: the form comes back with what was typed, merged with what the other
    editor saved (`conflicts`), and saving again is a deliberate choice. The same happens to a save
    that finds the draft held for too long.
    """

    form = DraftForm

    def edition_of(self, record):
        raise NotImplementedError

    def facts_of(self, record):
        """Return the facts that the page shows, with all they refer to."""
        raise NotImplementedError

    def photographs_of(self, record):
        """Return the photographs that the page shows, with all they refer to."""
        return []

    def get_object(self, request, object_id, from_field=None):
        record = super().get_object(request, object_id, from_field)
        if record is not None:
            record.chosen = Chosen(self.facts_of(record), self.photographs_of(record), request.POST)
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
        try:
            return self._save(request, object_id, form_url, extra_context)
        except PermissionDenied:
            edition = self._edition_to_save(request, object_id)
            if edition is None or edition.status == EditionStatus.DRAFT:
                raise
            # It was a draft when the save began, and somebody sent it on meanwhile.
            return self._refuse_locked(request, edition)

    def _save(self, request, object_id, form_url, extra_context):
        show = super().changeform_view
        edition = self._edition_to_save(request, object_id)
        if edition is not None and self._is_current(request, edition):
            if RETURNED in request.POST:
                return self._changeform_view(request, object_id, form_url, extra_context)
            with suppress(EditionBusy, Edition.DoesNotExist), held(edition) as edition:
                if self._is_current(request, edition):
                    if TAKEN in request.POST:
                        self._merge(request, object_id, edition)
                    return show(request, object_id, form_url, extra_context)
            edition = self._edition_to_save(request, object_id)
        if edition is None:
            return self._refuse_gone(request) or show(request, object_id, form_url, extra_context)
        if edition.status != EditionStatus.DRAFT:
            return self._refuse_locked(request, edition)
        request.conflict = self._merge(request, object_id, edition)
        # Past the public method, which takes the database's one write lock on SQLite: the form
        # comes back unsaved, and twenty of them must not wait for each other.
        return self._changeform_view(request, object_id, form_url, extra_context)

    def _edition_to_save(self, request, object_id):
        """Return the edition that a posted form is about, or None when it is gone."""
        record = super().get_object(request, unquote(object_id))
        if record is None:
            return None
        if not self.has_view_permission(request, record):
            raise PermissionDenied
        return self.edition_of(record)

    def _is_current(self, request, edition):
        """Tell whether the posted form is built on the newest state of a draft."""
        is_draft = edition.status == EditionStatus.DRAFT
        return is_draft and _seen_revision(request.POST) == edition.revision

    def _refuse_locked(self, request, edition):
        """Refuse to save what is no draft, or no draft any more, and give back what was written."""
        deleted = edition.status == EditionStatus.DELETED
        return self._refuse(
            request,
            DELETED if deleted else _("Not saved: this edition is not a draft"),
            edition=edition,
            last=edition.events.last(),
        )

    def _refuse_gone(self, request):
        """Give back what was written in a draft that is deleted; None when nothing was."""
        if not written_texts(request.POST):
            return None
        return self._refuse(request, DELETED)

    def _refuse(self, request, title, **context):
        context |= {
            **self.admin_site.each_context(request),
            "title": title,
            "texts": written_texts(request.POST),
        }
        return TemplateResponse(
            request, "admin/conditions/edition/locked.html", context, status=403
        )

    def _merge(self, request, object_id, edition):
        """Merge the posted form with the draft as it is now, and return the conflict."""
        record = self.get_object(request, unquote(object_id))
        if not self.has_change_permission(request, record):
            raise PermissionDenied
        form = self.get_form(request, record, change=True)(instance=record)
        formsets = [
            formset(instance=record, prefix=formset.get_default_prefix())
            for formset, _inline in self.get_formsets_with_inlines(request, record)
        ]
        conflict = merge(
            saves=list(edition.saves.filter(revision__gt=_seen_revision(request.POST))),
            revision=edition.revision,
            data=request.POST,
            form=form,
            formsets=formsets,
        )
        request.POST = conflict.data
        return conflict

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


def _seen_revision(data):
    seen = data.get("seen_revision", "")
    return int(seen) if seen.isdecimal() and len(seen) < 10 else 0
