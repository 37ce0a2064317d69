"""Invitations of experts, found by the token of their link.

A token is 24 random bytes, signed: one that was altered or made up is refused before anything is
looked up, in constant time. The database knows its hash only.
"""

import hashlib
import secrets

from django.core.signing import BadSignature, Signer

from conditions.models import Edition, FactComment, ReviewInvitation

RANDOM_BYTES = 24
SALT = "conditions.review-invitation"
LONGEST_TOKEN = 200


def _signer() -> Signer:
    return Signer(salt=SALT, sep=".")


def new_token() -> str:
    """Return a token for a new link."""
    return _signer().sign(secrets.token_urlsafe(RANDOM_BYTES))


def digest_of(token: str) -> str:
    """Return the hash under which the invitation of a token is stored."""
    return hashlib.sha256(token.encode()).hexdigest()


def invitation_of(token: str) -> ReviewInvitation | None:
    """Return the invitation whose link holds `token`, in whatever state; None for a foreign one."""
    if len(token) > LONGEST_TOKEN or not token.isascii():
        return None
    try:
        _signer().unsign(token)
    except BadSignature:
        return None
    invitations = ReviewInvitation.objects.select_related("edition__condition", "opinion")
    invitation: ReviewInvitation | None = invitations.filter(token_digest=digest_of(token)).first()
    return invitation


def invitations_of(edition: Edition) -> list[ReviewInvitation]:
    """Return who was invited to an edition, with their answers: one query."""
    return list(
        ReviewInvitation.objects.filter(edition=edition).select_related("edition", "opinion")
    )


def comments_of(invitation: ReviewInvitation) -> list[FactComment]:
    """Return what an invited expert has said of the facts, oldest first."""
    return list(
        FactComment.objects.filter(
            edition=invitation.edition_id,
            by=None,
            by_name=invitation.name,
            by_role=invitation.role,
            at__gte=invitation.at,
            reply_to=None,
        )
    )
