"""Asking experts who have no account, and taking what they answer."""

from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from conditions.models import (
    Edition,
    EditionStatus,
    ExpertOpinion,
    FactComment,
    InvitationState,
    ReviewInvitation,
    Verdict,
)
from conditions.selectors.experts import comments_of, digest_of, new_token

from .comments import comment_on
from .people import name_of

MOST_DAYS = 60
COMMENTS_OF_ONE = 200  # by one link


class InvitationRefused(ValueError):  # noqa: N818 - it reads as the event it is
    """An invitation or an answer that is not possible; the message says why to who tried."""


class InvitationEnded(InvitationRefused):
    """The link is not open any more."""


@transaction.atomic
def invite_expert(
    *, edition: Edition, name: str, role: str, days: int, by: User, at: datetime | None = None
) -> tuple[ReviewInvitation, str]:
    """Invite an expert to an edition in review for `days`; return the invitation and its token.

    The token is not stored, so this is the only time it can be shown. Raises `PermissionDenied`
    without the right, `InvitationRefused` when the edition is not in review, or name, role or
    days make no sense.
    """
    if not by.has_perm("conditions.add_reviewinvitation"):
        raise PermissionDenied(_("Your account may not invite experts."))
    at = at or timezone.now()
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    if edition.status != EditionStatus.IN_REVIEW:
        raise InvitationRefused(_("Experts are asked about an edition that is in review."))
    if not name.strip() or not role.strip() or not 1 <= days <= MOST_DAYS:
        raise InvitationRefused(
            _("An invitation needs a name, a role and 1 to %(days)d days.") % {"days": MOST_DAYS}
        )
    token = new_token()
    invitation = ReviewInvitation.objects.create(
        edition=edition,
        name=name.strip(),
        role=role.strip(),
        token_digest=digest_of(token),
        expires_at=at + timedelta(days=days),
        by=by,
        by_name=name_of(by),
        at=at,
    )
    return invitation, token


@transaction.atomic
def revoke_invitation(
    *, invitation: ReviewInvitation, by: User, at: datetime | None = None
) -> ReviewInvitation:
    """End a link before its time. Raises `PermissionDenied` or `InvitationEnded`."""
    if not by.has_perm("conditions.change_reviewinvitation"):
        raise PermissionDenied(_("Your account may not revoke invitations."))
    at = at or timezone.now()
    invitation = _open_now(invitation, at)
    invitation.revoked_at, invitation.revoked_by = at, by
    invitation.revoked_by_name = name_of(by)
    invitation.save(update_fields=ReviewInvitation.set_later)
    return invitation


@transaction.atomic
def comment_as_expert(
    *,
    invitation: ReviewInvitation,
    text: str,
    fact_key: UUID | None = None,
    at: datetime | None = None,
) -> FactComment:
    """Add a comment of an invited expert; it is open, and keeps the edition from approval.

    Raises `InvitationEnded`, `InvitationRefused` when one link has said more than anybody would,
    and `CommentRefused` for an unknown fact or an empty text.
    """
    at = at or timezone.now()
    invitation = _open_now(invitation, at)
    if len(comments_of(invitation)) >= COMMENTS_OF_ONE:
        raise InvitationRefused(_("No more comments can be taken by this link."))
    return _comment(invitation, text, fact_key, at)


@transaction.atomic
def give_opinion(
    *,
    invitation: ReviewInvitation,
    verdict: str,
    name: str,
    role: str,
    note: str = "",
    at: datetime | None = None,
) -> ExpertOpinion:
    """Record an expert's final answer, which ends the link; nothing is published by it.

    A refusal becomes an open comment on the edition as well, so that somebody deals with it.
    Raises `InvitationEnded`, and `InvitationRefused` without name, role or the reason of a refusal.
    """
    at = at or timezone.now()
    invitation = _open_now(invitation, at)
    declines = Verdict(verdict) == Verdict.DECLINES
    if not name.strip() or not role.strip() or (declines and not note.strip()):
        raise InvitationRefused(_("An answer needs a name, a role and, if it is no, the reason."))
    if declines:
        _comment(invitation, note, None, at)
    return ExpertOpinion.objects.create(
        invitation=invitation,
        verdict=verdict,
        name=name.strip(),
        role=role.strip(),
        note=note.strip(),
        at=at,
    )


def _comment(
    invitation: ReviewInvitation, text: str, fact_key: UUID | None, at: datetime
) -> FactComment:
    return comment_on(
        edition=invitation.edition,
        text=text,
        by=None,
        fact_key=fact_key,
        by_name=invitation.name,
        by_role=invitation.role,
        at=at,
    )


def _open_now(invitation: ReviewInvitation, at: datetime) -> ReviewInvitation:
    """Return the invitation as it stands, with its edition locked so that both stay so."""
    edition = Edition.objects.select_for_update().get(pk=invitation.edition_id)
    invitation = ReviewInvitation.objects.select_related("opinion").get(pk=invitation.pk)
    invitation.edition = edition
    state = invitation.state(at)
    if state != InvitationState.OPEN:
        raise InvitationEnded(
            _("This invitation is not open any more: %(state)s.") % {"state": state.label}
        )
    return invitation
