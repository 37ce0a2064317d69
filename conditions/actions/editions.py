"""The workflow of an edition: one table of moves and one function that makes them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from conditions import exchange
from conditions.models import (
    CheckOutcome,
    Condition,
    DraftSave,
    Edition,
    EditionStatus,
    ReviewEvent,
)
from conditions.models.choices import LOCKED
from conditions.selectors.documents import condition_document
from conditions.selectors.gate import stops

from .facts import check_facts, copy_facts
from .people import name_of


class MoveRefused(ValueError):  # noqa: N818 - it reads as the event it is
    """A step that the workflow does not allow; the message says why, to the person who tried."""


class SavedByAnother(ValueError):  # noqa: N818
    """The draft was saved by somebody else since it was opened; carries their saves."""

    def __init__(self, saves: list[DraftSave]):
        self.saves = saves
        super().__init__(_("Somebody else saved this draft while you were editing it."))


@dataclass(frozen=True, slots=True)
class Move:
    """A legal step: from where to where, with which right, and whether it needs a reason."""

    from_status: str
    to_status: str
    permission: str
    reason: bool = False


MOVES = {
    "submit": Move(EditionStatus.DRAFT, EditionStatus.IN_REVIEW, "conditions.submit_edition"),
    "take_back": Move(EditionStatus.IN_REVIEW, EditionStatus.DRAFT, "conditions.submit_edition"),
    "send_back": Move(
        EditionStatus.IN_REVIEW, EditionStatus.DRAFT, "conditions.review_edition", reason=True
    ),
    "approve": Move(EditionStatus.IN_REVIEW, EditionStatus.APPROVED, "conditions.review_edition"),
    "withdraw": Move(
        EditionStatus.APPROVED, EditionStatus.WITHDRAWN, "conditions.withdraw_edition", reason=True
    ),
}


@transaction.atomic
def start_draft(*, condition: Condition, by: User, change_note: str = "") -> Edition:
    """Begin the next edition: a copy of the newest one, even withdrawn, or an empty first one.

    Raises `MoveRefused` when one is in work already.
    """
    Condition.objects.select_for_update().get(pk=condition.pk)
    if in_work := condition.editions.in_work().first():
        raise MoveRefused(
            _("Edition %(number)s is in work already; open that one.") % {"number": in_work.number}
        )
    newest = condition.editions.order_by("-number").first()
    draft = Edition.objects.create(
        condition=condition,
        number=newest.number + 1 if newest else 1,
        author=by,
        change_note=change_note,
    )
    if newest:
        copy_facts(source=newest, target=draft)
    ReviewEvent.objects.create(
        edition=draft, to_status=EditionStatus.DRAFT, by=by, by_name=name_of(by)
    )
    return draft


@transaction.atomic
def record_save(
    *,
    edition: Edition,
    by: User,
    before: exchange.ConditionDocument,
    seen_revision: int,
) -> None:
    """Record one save of a draft, with what it changed since `before`.

    Call it in the transaction that writes the draft, after writing. Raises `SavedByAnother` when
    the draft was saved since revision `seen_revision`, which undoes the transaction.
    """
    counted = Edition.objects.filter(
        pk=edition.pk, status=EditionStatus.DRAFT, revision=seen_revision
    ).update(revision=seen_revision + 1)
    if not counted:
        raise SavedByAnother(list(edition.saves.filter(revision__gt=seen_revision)))
    edition.revision = seen_revision + 1
    after = condition_document(edition.condition, edition)
    DraftSave.objects.create(
        edition=edition,
        revision=edition.revision,
        by=by,
        by_name=name_of(by),
        changes=exchange.as_json(exchange.differences(before, after)),
    )


@transaction.atomic
def move(
    *,
    edition: Edition,
    name: str,
    by: User,
    at: datetime | None = None,
    comment: str = "",
    publish_at: datetime | None = None,
    clinical_reviewer: str = "",
) -> Edition:
    """Take one step of the workflow and record it.

    `publish_at` and `clinical_reviewer` belong to “approve”. Raises `PermissionDenied` without the
    right, `MoveRefused` when the step is not legal now, and `KeyError` for an unknown step.
    """
    step = MOVES[name]
    at = at or timezone.now()
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    if not by.has_perm(step.permission):
        raise PermissionDenied(_("Your account may not take this step."))
    if edition.status != step.from_status:
        raise MoveRefused(
            _("This edition is now “%(status)s”, so this step is no longer possible.")
            % {"status": edition.get_status_display()}
        )
    if step.reason and not comment.strip():
        raise MoveRefused(_("Please give the reason."))
    if name == "submit":
        _refuse_unless_complete(edition)
    if name == "approve":
        _refuse_self_approval(edition, by)
        _refuse_unless_complete(edition)
    for field, value in _stamps(name, by, at, comment, publish_at, clinical_reviewer).items():
        setattr(edition, field, value)
    edition.status = step.to_status
    edition.save()
    ReviewEvent.objects.create(
        edition=edition,
        from_status=step.from_status,
        to_status=step.to_status,
        by=by,
        by_name=name_of(by),
        at=at,
        comment=comment,
    )
    if name == "approve":
        _check_what_is_new(edition, by, at)
    return edition


def _check_what_is_new(edition: Edition, by: User, at: datetime) -> None:
    """Record that whoever approves has held the new and changed facts against their sources."""
    earlier = edition.condition.editions.filter(number__lt=edition.number, status__in=LOCKED)
    before = condition_document(edition.condition, earlier.order_by("-number").first())
    after = condition_document(edition.condition, edition)
    check_facts(
        condition=edition.condition,
        keys=[change.key for change in exchange.differences(before, after) if change.after],
        outcome=CheckOutcome.CONFIRMED,
        by=by,
        on=timezone.localdate(at),
        note=_("On approval of edition %(number)s.") % {"number": edition.number},
    )


def _refuse_self_approval(edition: Edition, by: User) -> None:
    wrote = edition.author_id == by.pk or edition.saves.filter(by=by).exists()
    if wrote:
        raise MoveRefused(_("You wrote part of this edition, so somebody else must approve it."))


def _refuse_unless_complete(edition: Edition) -> None:
    if found := stops(edition):
        raise MoveRefused(
            _("%(count)s things are missing; the list is beside the form.") % {"count": len(found)}
        )


def _stamps(
    name: str,
    by: User,
    at: datetime,
    comment: str,
    publish_at: datetime | None,
    clinical_reviewer: str,
) -> dict[str, Any]:
    """Return the fields of the edition that a step fills in, besides its status."""
    stamps: dict[str, dict[str, Any]] = {
        "submit": {"submitted_at": at},
        "take_back": {"submitted_at": None},
        "send_back": {"submitted_at": None},
        "approve": {
            "approved_at": at,
            "approved_by": by,
            "publish_at": publish_at or at,
            "clinical_reviewer": clinical_reviewer,
        },
        "withdraw": {"withdrawn_at": at, "withdrawal_reason": comment},
    }
    return stamps[name]


@transaction.atomic
def delete_draft(*, edition: Edition, by: User) -> None:
    """Delete a draft. Raises `MoveRefused` for anything else."""
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    if not by.has_perm("conditions.delete_edition"):
        raise PermissionDenied(_("Your account may not delete drafts."))
    if edition.status != EditionStatus.DRAFT:
        raise MoveRefused(_("Only a draft can be deleted."))
    edition.delete()
