"""Bringing files in: upload, look at what would change, let it land as drafts."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from conditions import exchange
from conditions.actions.imports import ImportRefused, keep_file, land
from conditions.models import ContentImport
from conditions.presenters.changes import describe
from conditions.selectors.imports import plan_import

from .exports import pack_file

PROBLEMS_SHOWN = 200


class UploadForm(forms.Form):
    """The file to bring in."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("YAML, XLSX, or a ZIP of YAML or CSV files, as exported here."),
        widget=forms.ClearableFileInput(attrs={"accept": ".yaml,.yml,.xlsx,.zip"}),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > exchange.MAX_FILE:
            size = exchange.MAX_FILE // 1_000_000
            raise forms.ValidationError(
                _("The file is larger than %(size)s MB. Bring in fewer conditions at a time.")
                % {"size": size}
            )
        return file


class LandForm(forms.Form):
    """The yes to a plan, with the note that new drafts carry."""

    change_note = forms.CharField(
        label=gettext_lazy("What changes and why"),
        max_length=2000,
        help_text=gettext_lazy("It becomes the change note of every draft that is begun."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@admin.register(ContentImport)
class ContentImportAdmin(admin.ModelAdmin):
    """Who brought which file in, and what came of it."""

    list_display = ("file_name", "by_name", "at", "landed_at")
    list_filter = ("by", "at")
    search_fields = ("file_name", "by_name")

    def get_queryset(self, request):
        """Leave out what others uploaded and have not said yes to."""
        own = super().get_queryset(request).filter(by=request.user)
        return (super().get_queryset(request).exclude(landed_at=None) | own).defer("content")

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_urls(self):
        view = self.admin_site.admin_view(pack_file)
        name = "conditions_contentimport_export"
        return [path("export/<slug:file_format>/", view, name=name), *super().get_urls()]

    def add_view(self, request, form_url="", extra_context=None):
        """Take a file and show what is in it; nothing else happens yet."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
        problems = []
        if form.is_valid():
            file = form.cleaned_data["file"]
            data = file.read()
            try:
                plan_import(file_name=file.name, data=data, by=request.user)
            except exchange.ContentError as error:
                problems = error.problems
            else:
                kept = keep_file(file_name=file.name, data=data, by=request.user)
                return redirect("admin:conditions_contentimport_change", kept.pk)
        context = {"form": form, **_shown(problems), "title": _("Import and export")}
        status = 422 if problems or form.errors else 200
        return self._page(request, "admin/conditions/contentimport/upload.html", context, status)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Show what a file would change, or what came of it; POST lets it land."""
        upload = self.get_object(request, object_id)
        if upload is None or not self.has_view_permission(request, upload):
            raise Http404
        context = {"upload": upload, "title": upload.file_name}
        if upload.landed_at:
            return self._page(request, "admin/conditions/contentimport/landed.html", context)
        form = LandForm(request.POST if request.method == "POST" else None)
        if form.is_valid() and self._land(request, upload, form):
            return redirect("admin:conditions_contentimport_change", upload.pk)
        plan = plan_import(file_name=upload.file_name, data=upload.content, by=request.user)
        drafts = [
            (draft, describe(exchange.as_json(draft.changes)) if draft.changes else [])
            for draft in plan.drafts
            if draft.lands or draft.refusal
        ]
        same = len(plan.drafts) - len(drafts)
        context |= {"plan": plan, "drafts": drafts, "same": same, "form": form}
        context |= _shown(plan.problems)
        return self._page(request, "admin/conditions/contentimport/plan.html", context)

    def _land(self, request, upload, form):
        """Let the file land; a refusal is told and nothing is written."""
        try:
            landed = land(
                upload=upload,
                fingerprint=request.POST.get("fingerprint", ""),
                change_note=form.cleaned_data["change_note"],
                by=request.user,
            )
        except ImportRefused as refusal:
            messages.error(request, str(refusal))
            return False
        for slug, reason in landed.refused:
            messages.warning(request, f"{slug}: {reason}")
        messages.success(
            request,
            ngettext(
                "Imported into %(count)s draft. Readers see it once it is approved.",
                "Imported into %(count)s drafts. Readers see them once they are approved.",
                len(landed.drafts),
            )
            % {"count": len(landed.drafts)},
        )
        return True

    def _page(self, request, template, context, status=200):
        context = {**self.admin_site.each_context(request), "opts": self.opts, **context}
        return TemplateResponse(request, template, context, status=status)


def _shown(problems):
    return {"problems": problems[:PROBLEMS_SHOWN], "more": max(0, len(problems) - PROBLEMS_SHOWN)}
