"""The way of a translated wording: proposed, written, sent to review, approved or sent back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from conditions.models import Condition, Fact, TranslatedWording, TranslationStatus
from conditions.models.translations import IN_WORK
from conditions.selectors.translations import is_original, published_fact

from .people import name_of


class TranslationRefused(ValueError):  # noqa: N818 - it reads as the event it is
    """A step that is not possible with a translation; the message says why to who tried."""


@dataclass(frozen=True, slots=True)
class Step:
    """A legal step: from where to where, with which right, and whether it needs a reason."""

    from_status: str
    to_status: str
    permission: str
    reason: bool = False


WRITE = "conditions.change_translatedwording"
REVIEW = "conditions.review_translatedwording"
STEPS = {
    "submit": Step(TranslationStatus.DRAFT, TranslationStatus.IN_REVIEW, WRITE),
    "send_back": Step(TranslationStatus.IN_REVIEW, TranslationStatus.DRAFT, REVIEW, reason=True),
    "approve": Step(TranslationStatus.IN_REVIEW, TranslationStatus.APPROVED, REVIEW),
    "withdraw": Step(TranslationStatus.APPROVED, TranslationStatus.WITHDRAWN, REVIEW, reason=True),
}


@transaction.atomic
def propose(
    *,
    fact: Fact,
    language: str,
    by: User,
    plain: str = "",
    clinical: str = "",
    at: datetime | None = None,
) -> TranslatedWording:
    """Begin a translation of what a published fact says now.

    Raises `PermissionDenied` without the right, and `TranslationRefused` when readers do not have
    the fact, it is written in that language, or a translation into it is in work.
    """
    if not by.has_perm("conditions.add_translatedwording"):
        raise PermissionDenied(_("Your account may not translate."))
    if is_original(language):
        raise TranslationRefused(_("The facts are written in that language."))
    if not Fact.objects.published().filter(pk=fact.pk).exists():
        raise TranslationRefused(_("Only what readers have now is translated."))
    condition = Condition.objects.select_for_update().get(pk=fact.edition.condition_id)
    others = condition.translated_wordings.filter(fact_key=fact.key, language=language)
    if others.filter(status__in=IN_WORK).exists():
        raise TranslationRefused(_("A translation of it is in work already; open that one."))
    translation = TranslatedWording(
        condition=condition,
        fact_key=fact.key,
        language=language,
        original_plain=fact.plain,
        original_clinical=fact.clinical,
        plain=plain.strip(),
        clinical=clinical.strip(),
        translator=by,
        created_at=at or timezone.now(),
    )
    return _kept(translation, by)


@transaction.atomic
def write(
    *, translation: TranslatedWording, plain: str, clinical: str, by: User, renew: bool = False
) -> TranslatedWording:
    """Change a draft; `renew` says that it now translates what the fact says today.

    Only its translator writes it: nobody approves words of their own, and so it stays clear whose
    they are. Raises `PermissionDenied` or `TranslationRefused`.
    """
    if not by.has_perm(WRITE):
        raise PermissionDenied(_("Your account may not translate."))
    translation = _held(translation)
    if translation.status != TranslationStatus.DRAFT:
        raise TranslationRefused(_("Only a draft can be changed."))
    if translation.translator_id != by.pk:
        raise TranslationRefused(_("Somebody else is translating this."))
    if renew:
        fact = _fact_of(translation)
        translation.original_plain, translation.original_clinical = fact.plain, fact.clinical
    translation.plain, translation.clinical = plain.strip(), clinical.strip()
    return _kept(translation, by)


@transaction.atomic
def take_step(
    *,
    translation: TranslatedWording,
    name: str,
    by: User,
    reason: str = "",
    at: datetime | None = None,
) -> TranslatedWording:
    """Take one step of the review.

    Raises `PermissionDenied` without the right, `TranslationRefused` when the step is not legal
    now, and `KeyError` for an unknown step.
    """
    step = STEPS[name]
    if not by.has_perm(step.permission):
        raise PermissionDenied(_("Your account may not take this step."))
    translation = _held(translation)
    reason = reason.strip()
    _refuse_out_of_turn(translation, step, reason)
    if name in ("submit", "approve"):
        _refuse_outdated(translation)
    if name == "submit" and translation.translator_id != by.pk:
        raise TranslationRefused(_("Somebody else is translating this."))
    if name == "approve" and translation.translator_id == by.pk:
        raise TranslationRefused(_("You translated it, so somebody else must approve it."))
    for field, value in _stamps(name, by, at or timezone.now(), reason).items():
        setattr(translation, field, value)
    translation.status = step.to_status
    return _kept(translation, by)


def _refuse_out_of_turn(translation: TranslatedWording, step: Step, reason: str) -> None:
    if translation.status != step.from_status:
        raise TranslationRefused(
            _("This translation is now “%(status)s”, so this step is no longer possible.")
            % {"status": translation.get_status_display()}
        )
    if step.reason and not reason:
        raise TranslationRefused(_("Please give the reason."))
    if not (translation.plain and translation.clinical):
        raise TranslationRefused(_("Please translate the plain and the clinical wording."))


def _refuse_outdated(translation: TranslatedWording) -> None:
    if not translation.is_of(_fact_of(translation)):
        raise TranslationRefused(_("The fact says something else by now. Translate that."))


def _stamps(name: str, by: User, at: datetime, reason: str) -> dict[str, Any]:
    """Return the fields that a step fills in, besides the status."""
    stamps: dict[str, dict[str, Any]] = {
        "submit": {"submitted_at": at, "sent_back_because": ""},
        "send_back": {"submitted_at": None, "sent_back_because": reason},
        "approve": {"approved_at": at, "reviewer": by},
        "withdraw": {"withdrawn_at": at, "withdrawal_reason": reason},
    }
    return stamps[name]


def _fact_of(translation: TranslatedWording) -> Fact:
    fact = published_fact(translation)
    if fact is None:
        raise TranslationRefused(_("Readers do not have this fact any more."))
    return fact


def _held(translation: TranslatedWording) -> TranslatedWording:
    """Return the translation as it is, which nobody else can write until the transaction ends."""
    return TranslatedWording.objects.select_for_update().get(pk=translation.pk)


def _kept(translation: TranslatedWording, by: User) -> TranslatedWording:
    row: Any = translation
    row._history_user = name_of(by)  # what the history asks for
    row.save()
    return translation
