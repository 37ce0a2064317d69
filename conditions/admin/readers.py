"""What readers say, and the advice that they meet first."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from conditions.actions.feedback import RemarkRefused, resolve_remark
from conditions.models import Fact, Feedback, FeedbackStatus, UrgencyRule
from conditions.models.choices import IN_WORK
from conditions.models.readers import RESOLVED
from conditions.presenters.facts import anchor

from .addresses import StableAddressAdmin
from .history import HistoryAdmin


class ResolutionForm(forms.Form):
    """How a remark was dealt with."""

    status = forms.ChoiceField(
        label=gettext_lazy("It is"),
        choices=[(status.value, status.label) for status in RESOLVED],
        widget=forms.RadioSelect,
    )
    resolution = forms.CharField(
        label=gettext_lazy("What was done, or why nothing was"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@admin.register(Feedback)
class FeedbackAdmin(admin.ModelAdmin):
    """The queue of readers' remarks: each is answered by a change, or closed with a reason."""

    change_form_template = "admin/conditions/feedback/change_form.html"
    list_display = ("__str__", "status", "waiting", "condition", "page", "is_about_a_fact")
    list_filter = (
        "status",
        "received_on",
        ("edition__condition", admin.RelatedOnlyFieldListFilter),
        ("fact_key", admin.EmptyFieldListFilter),
    )
    list_select_related = ("edition__condition",)
    search_fields = ("text", "page", "edition__condition__name")
    ordering = ("received_on", "id")
    show_facets = admin.ShowFacets.ALWAYS
    actions = None
    view_on_site = False

    def get_queryset(self, request):
        return super().get_queryset(request).kept().select_related("edition__condition")

    @admin.display(description=gettext_lazy("age"), ordering="-received_on")
    def waiting(self, remark):
        days = (timezone.localdate() - remark.received_on).days
        return ngettext("%(days)d day", "%(days)d days", days) % {"days": days}

    @admin.display(
        description=gettext_lazy("condition"), ordering="edition__condition__name", empty_value="–"
    )
    def condition(self, remark):
        return remark.edition and remark.edition.condition

    @admin.display(description=gettext_lazy("one fact"), boolean=True)
    def is_about_a_fact(self, remark):
        return remark.fact_key is not None

    def has_add_permission(self, request):
        """Refuse: remarks come from readers."""
        return False

    def has_change_permission(self, request, obj=None):
        """Refuse Django's own form: `resolve_remark` is the one way."""
        return False

    def has_delete_permission(self, request, obj=None):
        """Refuse: remarks go when they are old."""
        return False

    def get_urls(self):
        resolve = self.admin_site.admin_view(resolve_view)
        own = [path("<int:pk>/resolve/", resolve, name="conditions_feedback_resolve")]
        return own + super().get_urls()

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        may_resolve = request.user.has_perm("conditions.change_feedback")
        is_open = obj.status == FeedbackStatus.OPEN
        context |= {
            "title": _("Remark of a reader"),
            "form": ResolutionForm() if is_open and may_resolve else None,
            **_place_of(obj),
        }
        return super().render_change_form(request, context, add, change, form_url, obj)


def _place_of(remark):
    """Return the fact that a remark is about, where readers see it and where it can be changed."""
    if remark.fact_key is None:
        return {}
    copies = Fact.objects.filter(edition__condition=remark.edition.condition, key=remark.fact_key)
    copies = copies.select_related("edition__condition")
    shown = copies.filter(edition=remark.edition).first()
    return {
        "fact": shown,
        "anchor": shown and anchor(shown),
        "in_work": copies.filter(edition__status__in=IN_WORK).first(),
    }


@require_POST
def resolve_view(request, pk):
    """Record how a remark was dealt with; a refusal is told on its page."""
    if not request.user.has_perm("conditions.change_feedback"):
        raise PermissionDenied
    remark = get_object_or_404(Feedback.objects.kept(), pk=pk)
    form = ResolutionForm(request.POST)
    if form.is_valid():
        try:
            resolve_remark(remark=remark, by=request.user, **form.cleaned_data)
            messages.success(request, _("Recorded."))
        except RemarkRefused as refusal:
            messages.error(request, str(refusal))
    else:
        for field, errors in form.errors.items():
            messages.error(request, f"{form.fields[field].label}: {' '.join(errors)}")
    return redirect("admin:conditions_feedback_change", pk)


@admin.register(UrgencyRule)
class UrgencyRuleAdmin(HistoryAdmin, StableAddressAdmin):
    list_display = ("slug", "level", "active", "reviewed_by", "reviewed_on", "review_due")
    list_filter = ("level", "active", "review_due")
    search_fields = ("slug", "plain", "clinical")
    autocomplete_fields = ("all_of", "any_of", "sources")
    show_facets = admin.ShowFacets.ALWAYS
