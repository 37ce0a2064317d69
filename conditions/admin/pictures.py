"""Picture files: added with whose they are, looked at by staff, withdrawn for good."""

from dataclasses import dataclass

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from conditions.actions.photographs import (
    WithdrawalRefused,
    delete_picture,
    keep_picture,
    withdraw_picture,
)
from conditions.models import PictureFile
from conditions.pictures import MAX_BYTES, MAX_PIXELS, PictureRefused, Rendered, render
from conditions.serving import picture_answer

from .history import HistoryAdmin, ReasonForm
from .returned import ReturningFormAdmin

UPLOAD = "upload"
LIMITS = {"megabytes": MAX_BYTES // 1_000_000, "megapixels": MAX_PIXELS // 1_000_000}
REFUSALS = {
    "empty": gettext_lazy("The file is empty."),
    "bytes": gettext_lazy("The file is larger than %(megabytes)s MB. Save a smaller copy of it."),
    "kind": gettext_lazy("This is no JPEG, PNG or WebP picture."),
    "broken": gettext_lazy("The picture is damaged or cut short. Save it anew and try again."),
    "pixels": gettext_lazy(
        "The picture has more than %(megapixels)s million pixels. Save a smaller copy of it."
    ),
    "animated": gettext_lazy("The picture moves. Save one still of it."),
    "colours": gettext_lazy("Its colours cannot be read. Save it as an sRGB picture."),
}


@dataclass(frozen=True)
class Upload:
    """What came of a sent file: a picture, or why it is none."""

    rendered: Rendered | None = None
    problem: str = ""


def taken(file):
    """Read a sent file."""
    if file is None:
        return Upload()
    try:
        if file.size > MAX_BYTES:  # it is not even read
            raise PictureRefused("bytes")
        return Upload(render(file.read()))
    except PictureRefused as refusal:
        return Upload(problem=REFUSALS[refusal.reason] % LIMITS)


class PictureForm(ReasonForm):
    """The form of a picture file; the file itself is given once."""

    sent = Upload()  # what came of the file; laid in per request

    upload = forms.FileField(
        label=gettext_lazy("Photograph"),
        allow_empty_file=True,
        help_text=gettext_lazy(
            "JPEG, PNG or WebP. It is written anew: place, date, camera and names in it are gone."
        ),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )

    class Meta:
        model = PictureFile
        fields = ("credit", "licence", "shows_person", "consent_reference", "source")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields.pop(UPLOAD, None)

    def clean_upload(self):
        if self.sent.problem:
            raise forms.ValidationError(self.sent.problem)
        here = PictureFile.objects.filter(digest=self.sent.rendered.digest).first()
        if here:
            raise forms.ValidationError(_("This picture is here already: %s.") % here)
        return self.cleaned_data[UPLOAD]


@admin.register(PictureFile)
class PictureFileAdmin(HistoryAdmin, ReturningFormAdmin):
    """Whose a picture is and what allows its use; an approved edition fixes it."""

    form = PictureForm
    change_form_template = "admin/conditions/picturefile/change_form.html"
    list_display = (
        "thumbnail",
        "credit",
        "licence",
        "shows_person",
        "consent_reference",
        "number_of_editions",
        "added_at",
        "withdrawn_at",
    )
    list_display_links = ("thumbnail", "credit")
    list_filter = ("licence", "shows_person", ("withdrawn_at", admin.EmptyFieldListFilter))
    search_fields = ("credit", "digest", "consent_reference", "source__title")
    autocomplete_fields = ("source",)
    readonly_fields = ("image", "size", "withdrawn_at", "withdrawal_reason")
    actions = None
    show_facets = admin.ShowFacets.ALWAYS

    def get_queryset(self, request):
        editions = Count("photographs", distinct=True)
        return super().get_queryset(request).annotate(edition_count=editions)

    def get_fieldsets(self, request, obj=None):
        own = [*PictureForm.Meta.fields]
        first = ["image", "size"] if obj else [UPLOAD]
        last = ["withdrawn_at", "withdrawal_reason"] if obj and obj.withdrawn_at else []
        fieldsets = [(None, {"fields": [*first, *own, *last]})]
        if obj and self.has_change_permission(request, obj):
            fieldsets.append((_("For the history"), {"fields": ["change_reason"]}))
        return fieldsets

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.sent = getattr(request, "sent_picture", PictureForm.sent)
        return form

    def has_change_permission(self, request, obj=None):
        """What an approved edition shows, or was withdrawn, stays as it is."""
        is_fixed = obj is not None and (obj.withdrawn_at or obj.is_locked)
        return not is_fixed and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        """Only what no edition shows can go without a trace on a page."""
        is_used = obj is not None and obj.photographs.exists()
        return not is_used and super().has_delete_permission(request, obj)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Read the file before Django opens its transaction: that takes the one write lock."""
        if request.method == "POST" and not object_id and self.has_add_permission(request):
            request.sent_picture = taken(request.FILES.get(UPLOAD))
        return super().changeform_view(request, object_id, form_url, extra_context)

    def save_model(self, request, obj, form, change):
        if change:
            super().save_model(request, obj, form, change)
        else:
            keep_picture(picture=obj, rendered=form.sent.rendered)

    def delete_model(self, request, obj):
        delete_picture(picture=obj)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            context |= {
                "shown_in": obj.photographs.select_related("edition__condition"),
                "may_withdraw": not obj.withdrawn_at
                and request.user.has_perm("conditions.withdraw_picturefile"),
            }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_urls(self):
        view = self.admin_site.admin_view
        own = [
            path(
                "image/<slug:digest>/<int:width>.jpg",
                view(image_view),
                name="conditions_picturefile_image",
            ),
            path("<int:pk>/withdraw/", view(withdraw_view), name="conditions_picturefile_withdraw"),
        ]
        return own + super().get_urls()

    @admin.display(description=gettext_lazy("picture"))
    def thumbnail(self, picture):
        return _image(picture, picture.widths[0], "thumbnail")

    @admin.display(description=gettext_lazy("picture"))
    def image(self, picture):
        return _image(picture, picture.widths[-1], "picture")

    @admin.display(description=gettext_lazy("size"))
    def size(self, picture):
        return _("%(width)s × %(height)s pixels") % {
            "width": picture.width,
            "height": picture.height,
        }

    @admin.display(description=gettext_lazy("editions"), ordering="edition_count")
    def number_of_editions(self, picture):
        return picture.edition_count


def _image(picture, width, css_class):
    if picture.withdrawn_at:
        return _("withdrawn")
    return format_html(
        '<img src="{}" width="{}" height="{}" class="{}" loading="lazy" alt="{}">',
        reverse("admin:conditions_picturefile_image", args=[picture.digest, width]),
        picture.width,
        picture.height,
        css_class,
        _("picture file %s") % picture.digest[:8],
    )


@require_safe
def image_view(request, digest, width):
    """Give any picture that is here to staff who may see it; nobody keeps it."""
    if not request.user.has_perm("conditions.view_picturefile"):
        raise PermissionDenied
    pictures = PictureFile.objects.all()
    return picture_answer(request, pictures, digest, width, cache_control="private, no-store")


@require_POST
def withdraw_view(request, pk):
    """Withdraw a picture, and go back to its page."""
    picture = get_object_or_404(PictureFile, pk=pk)
    try:
        withdraw_picture(picture=picture, reason=request.POST.get("reason", ""), by=request.user)
    except WithdrawalRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The picture is withdrawn, and its file is deleted."))
    return redirect("admin:conditions_picturefile_change", pk)
