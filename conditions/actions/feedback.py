"""Readers' remarks: taken, dealt with once, deleted when old."""

from datetime import datetime

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from conditions.models import Feedback, FeedbackStatus
from conditions.models.readers import KEPT_FOR, RESOLVED
from conditions.selectors.feedback import Subject

from .people import name_of

REMARKS_A_DAY = 200  # of all readers together; more is a flood, and nobody could read it


class RemarkRefused(ValueError):  # noqa: N818 - it reads as the event it is
    """A remark that cannot be taken or dealt with; the message says why."""


@transaction.atomic
def take_remark(*, subject: Subject, text: str, at: datetime | None = None) -> Feedback:
    """Keep a reader's remark, and delete those that are old.

    Raises `RemarkRefused` when the day's remarks are more than anybody could read.
    """
    day = timezone.localdate(at)
    delete_old_remarks(at=at)
    if Feedback.objects.filter(received_on=day).count() >= REMARKS_A_DAY:
        raise RemarkRefused(
            _("We have had more remarks today than we can read. Please send it tomorrow.")
        )
    return Feedback.objects.create(
        page=subject.page,
        edition=subject.edition,
        fact_key=subject.fact.key if subject.fact else None,
        text=text,
        received_on=day,
    )


@transaction.atomic
def resolve_remark(
    *, remark: Feedback, status: str, resolution: str, by: User, at: datetime | None = None
) -> Feedback:
    """Record that a remark was answered by a change, or closed without one, and why.

    Raises `PermissionDenied` without the right, and `RemarkRefused` without an outcome or a reason,
    or when somebody dealt with it already: what was decided is not decided again in silence.
    """
    if not by.has_perm("conditions.change_feedback"):
        raise PermissionDenied(_("Your account may not deal with readers' remarks."))
    remark = Feedback.objects.select_for_update().get(pk=remark.pk)
    if remark.status != FeedbackStatus.OPEN:
        raise RemarkRefused(
            _("%(name)s has dealt with this remark already.") % {"name": remark.resolved_by_name}
        )
    if status not in RESOLVED:
        raise RemarkRefused(_("Please choose whether it led to a change."))
    if not resolution.strip():
        raise RemarkRefused(_("Please write what was done, or why nothing was."))
    remark.status = status
    remark.resolution = resolution.strip()
    remark.resolved_by, remark.resolved_by_name = by, name_of(by)
    remark.resolved_at = at or timezone.now()
    remark.save()
    return remark


@transaction.atomic
def delete_old_remarks(*, at: datetime | None = None) -> int:
    """Delete the remarks that are no longer kept, and return how many there were."""
    deleted, _by_model = Feedback.objects.filter(
        received_on__lte=timezone.localdate(at) - KEPT_FOR
    ).delete()
    return deleted
