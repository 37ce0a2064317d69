"""Taking in files that editors bring: kept first, looked at, then landed as drafts."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from conditions import exchange
from conditions.models import Condition, ContentImport, Edition
from conditions.selectors.documents import condition_document
from conditions.selectors.imports import PlannedDraft, plan_import

from .editions import MoveRefused, record_save, start_draft
from .facts import write_facts
from .people import name_of
from .photographs import write_photographs
from .records import add_conditions, add_sources, add_terms

WAITS = timedelta(days=1)  # a file nobody said yes to is forgotten after that


class ImportRefused(ValueError):  # noqa: N818 - it reads as the event it is
    """A file that may not land now; the message says why, to the person who tried."""


@dataclass(slots=True)
class Landed:
    """What came of a file: the drafts it went into, and (slug, reason) of what did not land."""

    drafts: list[Edition] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)


@transaction.atomic
def keep_file(
    *, file_name: str, data: bytes, by: User, at: datetime | None = None
) -> ContentImport:
    """Keep a file until its owner has looked at what it would change."""
    at = at or timezone.now()
    ContentImport.objects.waiting().filter(at__lt=at - WAITS).delete()
    return ContentImport.objects.create(
        file_name=file_name[:200], content=data, by=by, by_name=name_of(by), at=at
    )


@transaction.atomic
def land(
    *,
    upload: ContentImport,
    fingerprint: str,
    change_note: str,
    by: User,
    at: datetime | None = None,
) -> Landed:
    """Let a file land: new terms and sources are added, facts go into drafts.

    A condition lands whole or not at all. `fingerprint` is that of the plan its owner saw. Raises
    `PermissionDenied`, and `ImportRefused` when something changed here since, when the file was
    used already or may not land; then nothing is written.
    """
    upload = ContentImport.objects.select_for_update().get(pk=upload.pk)
    if upload.by_id != by.pk or not by.has_perm("conditions.add_contentimport"):
        raise PermissionDenied(_("Your account may not import this file."))
    if upload.landed_at:
        raise ImportRefused(_("This file was imported already."))
    plan = plan_import(file_name=upload.file_name, data=bytes(upload.content or b""), by=by)
    if plan.fingerprint != fingerprint:
        raise ImportRefused(
            _("Something changed here since you looked. Look at the changes again, then import.")
        )
    if not plan.lands:
        raise ImportRefused(" ".join(plan.refusals) or _("The file changes nothing."))
    documents = [part.document for part in plan.parts]
    add_terms(d for d in documents if isinstance(d, exchange.TermsDocument))
    for document in documents:
        if isinstance(document, exchange.SourcesDocument):
            add_sources(document.sources)
    add_conditions(draft.document for draft in plan.drafts if draft.lands)
    landed = Landed()
    for draft in plan.drafts:
        if draft.refusal:
            landed.refused.append((draft.document.slug, draft.refusal))
        elif draft.lands and draft.document.facts:
            _land_one(draft, landed, change_note, by)
    upload.landed_at = at or timezone.now()
    upload.drafts = [[edition.pk, str(edition)] for edition in landed.drafts]
    upload.content = None
    upload.save()
    return landed


def _land_one(draft: PlannedDraft, landed: Landed, change_note: str, by: User) -> None:
    try:
        with transaction.atomic():
            landed.drafts.append(_write(draft.document, change_note, by))
    except MoveRefused as refusal:
        landed.refused.append((draft.document.slug, str(refusal)))
    except IntegrityError:
        message = _("Its facts break a rule of the database; nothing of it was imported.")
        landed.refused.append((draft.document.slug, message))


def _write(document: exchange.ConditionDocument, change_note: str, by: User) -> Edition:
    """Make the draft of a condition say what the document says; start one if there is none."""
    condition = Condition.objects.select_related("broader").get(slug=document.slug)
    in_work: Edition | None = condition.editions.in_work().select_for_update().first()
    edition = in_work or start_draft(condition=condition, by=by, change_note=change_note)
    before = condition_document(condition, edition)
    edition.facts.all().delete()
    edition.photographs.all().delete()
    write_facts(edition=edition, facts=document.facts)
    write_photographs(edition=edition, photographs=document.photographs)
    record_save(edition=edition, by=by, before=before, seen_revision=edition.revision)
    return edition
