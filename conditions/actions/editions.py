"""The workflow of an edition: one table of moves and one function that makes them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max, QuerySet
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
from conditions.models.editions import KEPT_AFTER_DELETION
from conditions.selectors.documents import condition_document
from conditions.selectors.gate import Stop, gate_of, stops

from .facts import check_facts, copy_facts
from .locks import EditionBusy, held
from .people import name_of
from .photographs import copy_photographs


class MoveRefused(ValueError):  # noqa: N818 - it reads as the event it is
    """A step that the workflow does not allow; the message says why, to the person who tried."""


class SavedByAnother(ValueError):  # noqa: N818 - it reads as the event it is
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
    "delete": Move(EditionStatus.DRAFT, EditionStatus.DELETED, "conditions.delete_edition"),
    "recover": Move(EditionStatus.DELETED, EditionStatus.DRAFT, "conditions.delete_edition"),
}


@transaction.atomic
def start_draft(
    *,
    condition: Condition,
    by: User,
    change_note: str = "",
    source: Edition | None = None,
    comment: str = "",
) -> Edition:
    """Begin the next edition: a copy of `source`.

    Without one it is a copy of the newest edition, even withdrawn, or an empty first one. Raises
    `MoveRefused` when one is in work already.
    """
    _refuse_second_in_work(condition)
    locked = condition.editions.filter(status__in=LOCKED)
    source = source or locked.order_by("-number").first()
    draft = Edition.objects.create(
        condition=condition,
        number=_next_number(condition.editions.all()),
        author=by,
        change_note=change_note,
    )
    if source:
        copy_facts(source=source, target=draft)
        copy_photographs(source=source, target=draft)
    ReviewEvent.objects.create(
        edition=draft, to_status=EditionStatus.DRAFT, by=by, by_name=name_of(by), comment=comment
    )
    return draft


def _refuse_second_in_work(condition: Condition) -> None:
    Condition.objects.select_for_update().get(pk=condition.pk)
    if in_work := condition.editions.in_work().first():
        raise MoveRefused(
            _("Edition %(number)s is in work already; open that one.") % {"number": in_work.number}
        )


def _next_number(editions: QuerySet[Edition]) -> int:
    """Return the number after the newest of `editions`; a deleted draft keeps its own."""
    newest = editions.aggregate(number=Max("number"))["number"]
    return (newest or 0) + 1


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
    try:
        with held(edition) as current:
            return _moved(
                current, name, by, at or timezone.now(), comment, publish_at, clinical_reviewer
            )
    except EditionBusy as busy:
        raise MoveRefused(
            _("Somebody else is writing this edition. Try again in a moment.")
        ) from busy


def _moved(
    edition: Edition,
    name: str,
    by: User,
    at: datetime,
    comment: str,
    publish_at: datetime | None,
    clinical_reviewer: str,
) -> Edition:
    """Take the step with an edition that nobody else can write meanwhile."""
    step = MOVES[name]
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
        _refuse_incomplete(stops(edition))
    if name == "approve":
        _refuse_self_approval(edition, by)
        _refuse_unanswered(edition)
    if name == "recover":
        comment = _make_room(edition, at, comment)
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
    """Record that whoever approves has held the new and changed facts against their sources.

    Photographs rest on no source that could be read again.
    """
    earlier = edition.condition.editions.filter(number__lt=edition.number, status__in=LOCKED)
    before = condition_document(edition.condition, earlier.order_by("-number").first())
    after = condition_document(edition.condition, edition)
    check_facts(
        condition=edition.condition,
        keys=[
            change.key
            for change in exchange.differences(before, after)
            if isinstance(change.after, exchange.Fact)
        ],
        outcome=CheckOutcome.CONFIRMED,
        by=by,
        on=timezone.localdate(at),
        note=_("On approval of edition %(number)s.") % {"number": edition.number},
    )


def _make_room(edition: Edition, at: datetime, comment: str) -> str:
    """Make sure that a deleted draft can be the next edition; return the comment on record.

    When later editions were begun meanwhile it takes the number after theirs, because the newest
    number is the one that readers get.
    """
    if at > edition.recoverable_until:
        raise MoveRefused(
            _("It was deleted more than %(days)s days ago, and its content is gone.")
            % {"days": KEPT_AFTER_DELETION.days}
        )
    _refuse_second_in_work(edition.condition)
    others = edition.condition.editions.exclude(pk=edition.pk)
    number = max(edition.number, _next_number(others))
    if number == edition.number:
        return comment
    renumbered = _("It was edition %(number)s.") % {"number": edition.number}
    edition.number = number
    return " ".join(filter(None, [comment, renumbered]))


def _refuse_self_approval(edition: Edition, by: User) -> None:
    wrote = edition.author_id == by.pk or edition.saves.filter(by=by).exists()
    if wrote:
        raise MoveRefused(_("You wrote part of this edition, so somebody else must approve it."))


def _refuse_incomplete(found: list[Stop]) -> None:
    if found := [stop for stop in found if stop.code != "open-comment"]:
        raise MoveRefused(
            _("%(count)s things are missing; the list is beside the form.") % {"count": len(found)}
        )


def _refuse_unanswered(edition: Edition) -> None:
    """Refuse what is incomplete, what somebody still asks about, and warnings without a reason."""
    gate = gate_of(edition)
    _refuse_incomplete(gate.stops)
    if gate.stops:
        raise MoveRefused(
            _("Open comments: %(count)s. Resolve them first.") % {"count": len(gate.stops)}
        )
    if gate.unanswered:
        raise MoveRefused(
            _("Warnings without a reason: %(count)s. The list is beside the form.")
            % {"count": len(gate.unanswered)}
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
        "delete": {"deleted_at": at},
        "recover": {"deleted_at": None},
    }
    return stamps[name]
