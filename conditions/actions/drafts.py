"""What can be brought back: an earlier edition as a new draft; a deleted draft for some time."""

from datetime import datetime

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from conditions.models import DraftSave, Edition, EditionStatus, Fact, Photograph
from conditions.models.choices import LOCKED
from conditions.models.editions import KEPT_AFTER_DELETION

from .editions import MoveRefused, start_draft


@transaction.atomic
def restore(*, edition: Edition, by: User) -> Edition:
    """Begin the next edition as a copy of an earlier one; the facts keep their keys.

    Raises `PermissionDenied` without the right, and `MoveRefused` when one is in work already or
    when `edition` was never approved.
    """
    if not by.has_perm("conditions.add_edition"):
        raise PermissionDenied(_("Your account may not begin drafts."))
    if edition.status not in LOCKED:
        raise MoveRefused(_("Only an edition that was approved can be restored."))
    numbered = {"number": edition.number}
    note = _("Brings back the content of edition %(number)s.") % numbered
    comment = _("Restored from edition %(number)s.") % numbered
    return start_draft(
        condition=edition.condition, by=by, change_note=note, source=edition, comment=comment
    )


@transaction.atomic
def purge_deleted_drafts(*, at: datetime | None = None) -> int:
    """Remove the text of drafts that can be recovered no more; return how many had any.

    Their steps stay on record: who began, deleted or recovered what, and when.
    """
    at = at or timezone.now()
    expired = Edition.objects.filter(
        Exists(Fact.objects.filter(edition=OuterRef("pk")))
        | Exists(Photograph.objects.filter(edition=OuterRef("pk")))
        | ~Q(change_note=""),
        status=EditionStatus.DELETED,
        deleted_at__lt=at - KEPT_AFTER_DELETION,
    )
    keys = list(expired.values_list("pk", flat=True))
    Fact.objects.filter(edition__in=keys).delete()
    Photograph.objects.filter(edition__in=keys).delete()
    # The one deletion of these records: they hold the words that are to go.
    DraftSave._base_manager.filter(edition__in=keys).delete()
    Edition.objects.filter(pk__in=keys).update(change_note="")
    return len(keys)
