"""“Is something wrong or unclear?”: a form without account, cookie or personal data."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from calcsite.limits import within_limit
from conditions.actions.feedback import RemarkRefused, take_remark
from conditions.forms import RemarkForm
from conditions.models.readers import KEPT_FOR
from conditions.selectors.feedback import subject_of

from . import public_page, see_other

REMARKS_AN_HOUR = 5  # from one sender
PINNED_BY = ("page", "edition", "fact")


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(private=True, no_cache=True)
def feedback(request):
    """Show the form for what the address names, and keep a remark."""
    sent = request.method == "POST"
    data = request.POST if sent else request.GET
    subject = subject_of(*(data.get(name, "") for name in PINNED_BY))
    form = RemarkForm(request.POST if sent else None)
    status, problem = 200, ""
    if sent and form.is_from_a_program:
        return see_other(reverse("conditions:feedback-thanks"))
    if sent and not form.is_valid():
        status = 400
    elif sent and not within_limit(request, "feedback", per_hour=REMARKS_AN_HOUR):
        status = 429
        problem = _("Several remarks came from your connection just now. Please wait an hour.")
    elif sent:
        try:
            take_remark(subject=subject, text=form.cleaned_data["text"])
        except RemarkRefused as refusal:
            status, problem = 429, str(refusal)
        else:
            return see_other(reverse("conditions:feedback-thanks"))
    context = {"form": form, "subject": subject, "problem": problem, "kept_days": KEPT_FOR.days}
    return render(request, "feedback/feedback.html", context, status=status)


@require_safe
@public_page
def thanks(request):
    """Say that a remark has come in."""
    return render(request, "feedback/thanks.html")
