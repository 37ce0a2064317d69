"""An expert's link to one edition in review: read what changes, comment, answer once.

The token travels in the query string and in bodies, because the log holds paths only. It opens
nothing else: there is no session and no cookie.
"""

from urllib.parse import urlencode

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from calcsite.limits import within_limit
from conditions.actions.comments import CommentRefused
from conditions.actions.experts import (
    InvitationEnded,
    InvitationRefused,
    comment_as_expert,
    give_opinion,
)
from conditions.forms import ExpertCommentForm, OpinionForm
from conditions.models import InvitationState, PictureFile
from conditions.presenters.experts import expert_page
from conditions.selectors.changes import comparison, editions_to_compare_with
from conditions.selectors.experts import comments_of, invitation_of
from conditions.serving import picture_answer

from . import public_page, see_other

VISITS_AN_HOUR = 300  # of one sender, with any link


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(private=True, no_store=True)
def review(request):
    """Show the edition that a link opens, or take what its holder says of it."""
    response = _answer(request)
    # The address holds the token, and no other page needs to know it.
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


def _answer(request):
    if not within_limit(request, "review", per_hour=VISITS_AN_HOUR):
        return _closed(request, 429)
    sent = request.POST if request.method == "POST" else None
    token = (request.GET if sent is None else sent).get("token", "")
    invitation = invitation_of(token)
    if invitation is None:
        return _closed(request, 404)
    if invitation.state() != InvitationState.OPEN:
        return _closed(request, 410)
    if sent is None:
        return _page(request, invitation, token)
    try:
        take = _take_opinion if "answer" in sent else _take_comment
        return take(request, invitation, token)
    except InvitationEnded:
        return _closed(request, 410)


def _take_comment(request, invitation, token):
    form = ExpertCommentForm(request.POST)
    if form.is_valid():
        try:
            comment = comment_as_expert(invitation=invitation, **form.cleaned_data)
        except InvitationEnded:
            raise
        except (CommentRefused, InvitationRefused) as refusal:
            form.add_error("text", str(refusal))
        else:
            address = f"{reverse('conditions:expert-review')}?{urlencode({'token': token})}"
            return see_other(f"{address}#comment-{comment.pk}")
    return _page(request, invitation, token, comment=form)


def _take_opinion(request, invitation, token):
    form = OpinionForm(request.POST)
    if not form.is_valid():
        return _page(request, invitation, token, opinion=form)
    give_opinion(invitation=invitation, **form.cleaned_data)
    return see_other(reverse("conditions:expert-review-thanks"))


def _page(request, invitation, token, *, comment=None, opinion=None):
    """Show the edition, with the form that could not be taken as it was filled in."""
    edition = invitation.edition
    base = next(iter(editions_to_compare_with(edition)), None)
    named = {"name": invitation.name, "role": invitation.role}
    context = {
        "invitation": invitation,
        "token": token,
        "page": expert_page(comparison(edition, base), comments_of(invitation), refused=comment),
        "opinion": opinion or OpinionForm(initial=named),
    }
    status = 400 if comment or opinion else 200
    return render(request, "review/review.html", context, status=status)


def _closed(request, status):
    return render(request, "review/closed.html", {"status": status}, status=status)


@require_safe
@cache_control(private=True, no_store=True)
def picture(request, digest, width):
    """Give a picture of the edition that a link opens; nobody keeps it."""
    if not within_limit(request, "review", per_hour=VISITS_AN_HOUR):
        return _closed(request, 429)
    invitation = invitation_of(request.GET.get("token", ""))
    if invitation is None or invitation.state() != InvitationState.OPEN:
        return _closed(request, 404)
    pictures = PictureFile.objects.filter(photographs__edition=invitation.edition_id)
    response = picture_answer(request, pictures, digest, width, cache_control="private, no-store")
    response["Referrer-Policy"] = "no-referrer"
    return response


@require_safe
@public_page
def thanks(request):
    """Say that an expert's answer is recorded."""
    return render(request, "review/thanks.html")
