"""Comments on the facts and photographs of an edition while it is in work."""

from datetime import datetime
from uuid import UUID

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from conditions.models import Edition, Fact, FactComment, Photograph
from conditions.models.choices import IN_WORK

from .people import name_of


class CommentRefused(ValueError):  # noqa: N818 - it reads as the event it is
    """A comment or a resolution that is not possible; the message says why to who tried."""


@transaction.atomic
def comment_on(
    *,
    edition: Edition,
    text: str,
    by: User | None,
    fact_key: UUID | None = None,
    reply_to: FactComment | None = None,
    by_name: str = "",
    by_role: str = "",
    at: datetime | None = None,
) -> FactComment:
    """Add a comment on a fact of `edition`, or on all of it; a reply goes where its comment is.

    A fact is named by its key, so one that the edition removes can be spoken of too. An outside
    expert has no account: then `by` is None, `by_name` and `by_role` say who it is, and the caller
    has made sure of the right. Raises `PermissionDenied` without it, `CommentRefused` when the
    edition is not in work, the condition never had the fact, or the text is empty.
    """
    if by is not None and not by.has_perm("conditions.add_factcomment"):
        raise PermissionDenied(_("Your account may not comment."))
    _refuse_unless_in_work(edition)
    if not text.strip():
        raise CommentRefused(_("Please write the comment."))
    if reply_to:
        if reply_to.edition_id != edition.pk or not reply_to.is_open:
            raise CommentRefused(_("This comment is not open any more; write a new one."))
        fact_key = reply_to.fact_key
    elif fact_key and not _had_fact(edition, fact_key):
        raise CommentRefused(_("There is no such fact."))
    return FactComment.objects.create(
        edition=edition,
        fact_key=fact_key,
        reply_to=reply_to,
        text=text.strip(),
        by=by,
        by_name=name_of(by) if by else by_name,
        by_role=by_role,
        at=at or timezone.now(),
    )


@transaction.atomic
def resolve_comment(
    *, comment: FactComment, resolution: str, by: User, at: datetime | None = None
) -> FactComment:
    """Resolve a comment, saying how. Raises `PermissionDenied` or `CommentRefused`."""
    if not by.has_perm("conditions.change_factcomment"):
        raise PermissionDenied(_("Your account may not resolve comments."))
    _refuse_unless_in_work(comment.edition)
    comment = FactComment.objects.select_for_update().get(pk=comment.pk)
    if not comment.is_open:
        raise CommentRefused(_("This comment is resolved already."))
    if not resolution.strip():
        raise CommentRefused(_("Please say how the comment was resolved."))
    comment.resolved_at = at or timezone.now()
    comment.resolved_by, comment.resolved_by_name = by, name_of(by)
    comment.resolution = resolution.strip()
    comment.save(update_fields=FactComment.set_later)
    return comment


def _refuse_unless_in_work(edition: Edition) -> None:
    """Lock the edition, so that it is not approved while somebody comments on it."""
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    if edition.status not in IN_WORK:
        raise CommentRefused(
            _("This edition is “%(status)s”: what is said about it stays as it is.")
            % {"status": edition.get_status_display()}
        )


def _had_fact(edition: Edition, key: UUID) -> bool:
    had = {"edition__condition": edition.condition_id, "key": key}
    return Fact.objects.filter(**had).exists() or Photograph.objects.filter(**had).exists()
