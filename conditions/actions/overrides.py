"""Overriding the warnings of the publishing gate."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from conditions.models import Edition, WarningOverride
from conditions.models.choices import IN_WORK
from conditions.selectors.gate import gate_of

from .people import name_of


class OverrideRefused(ValueError):  # noqa: N818 - it reads as the event it is
    """An override that is not possible; the message says why to the person who tried."""


@transaction.atomic
def override_warnings(
    *, edition: Edition, ids: Iterable[str], reason: str, by: User, at: datetime | None = None
) -> list[WarningOverride]:
    """Record why these warnings (`selectors.gate.Warned.id`) do not keep an edition back.

    Raises `PermissionDenied` without the right, and `OverrideRefused` without a reason, for an
    edition that is not in work, and for anything that is no unanswered warning of it: a stop is
    never overridden.
    """
    if not by.has_perm("conditions.add_warningoverride"):
        raise PermissionDenied(_("Your account may not override warnings."))
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    if edition.status not in IN_WORK:
        raise OverrideRefused(_("This edition is no longer in work."))
    if not reason.strip():
        raise OverrideRefused(_("Please give the reason."))
    unanswered = {warned.id: warned.finding for warned in gate_of(edition).unanswered}
    chosen = set(ids)
    if not chosen:
        raise OverrideRefused(_("Choose at least one warning."))
    if chosen - unanswered.keys():
        raise OverrideRefused(
            _("What you chose has changed meanwhile, or is no warning. Look at the list again.")
        )
    at = at or timezone.now()
    return WarningOverride.objects.bulk_create(
        WarningOverride(
            edition=edition,
            code=finding.code,
            fact_key=finding.key,
            detail=finding.detail,
            reason=reason.strip(),
            by=by,
            by_name=name_of(by),
            at=at,
        )
        for id_, finding in unanswered.items()
        if id_ in chosen
    )
