"""Picture files, kept and withdrawn, and the photographs of an edition."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from conditions import exchange
from conditions.models import Edition, Photograph, PictureFile, Term
from conditions.pictures import Rendered


class WithdrawalRefused(ValueError):  # noqa: N818 - it reads as the event it is
    """A withdrawal that is not possible; the message says why, to the person who tried."""


@transaction.atomic
def keep_picture(*, picture: PictureFile, rendered: Rendered) -> PictureFile:
    """Store an uploaded picture under its digest, and its new record.

    Raises `IntegrityError` when the same picture was added before. The files come first: a record
    without them would be a hole in a page, and files without a record are shown to nobody.
    """
    picture.digest = rendered.digest
    picture.width, picture.height = rendered.width, rendered.height
    for width, data in rendered.files.items():
        name = picture.file_name(width)
        if not default_storage.exists(name):
            default_storage.save(name, ContentFile(data))
    picture.save()
    return picture


@transaction.atomic
def withdraw_picture(
    *, picture: PictureFile, reason: str, by: User, at: datetime | None = None
) -> PictureFile:
    """Withdraw a picture for good: its file is deleted, every edition says so in its place.

    For consent that was taken back. Raises `PermissionDenied` without the right, and
    `WithdrawalRefused` without a reason or the second time.
    """
    if not by.has_perm("conditions.withdraw_picturefile"):
        raise PermissionDenied(_("Your account may not withdraw pictures."))
    picture = PictureFile.objects.select_for_update().get(pk=picture.pk)
    if picture.withdrawn_at:
        raise WithdrawalRefused(_("This picture was withdrawn already."))
    if not reason.strip():
        raise WithdrawalRefused(_("Please give the reason."))
    picture.withdrawn_at = at or timezone.now()
    picture.withdrawal_reason = reason.strip()
    picture.save()
    transaction.on_commit(lambda: _delete_files(picture))
    return picture


@transaction.atomic
def delete_picture(*, picture: PictureFile) -> None:
    """Delete a picture that no edition shows, with its file. Raises `ProtectedError` otherwise."""
    picture.delete()
    transaction.on_commit(lambda: _delete_files(picture))


def _delete_files(picture: PictureFile) -> None:
    for width in picture.widths:
        default_storage.delete(picture.file_name(width))


@transaction.atomic
def write_photographs(*, edition: Edition, photographs: Iterable[exchange.Photograph]) -> None:
    """Add `photographs` to an edition in work, in their order.

    References must exist (`exchange.check_references`); a missing one raises `KeyError`.
    """
    photographs = tuple(photographs)
    pictures: dict[str, Any] = PictureFile.objects.in_bulk(
        [one.file.digest for one in photographs], field_name="digest"
    )
    sites = Term.objects.in_bulk(
        {slug for one in photographs for slug in one.body_sites}, field_name="slug"
    )
    for position, one in enumerate(photographs):
        row = Photograph.objects.create(
            edition=edition,
            key=one.key,
            picture=pictures[one.file.digest],
            topic=one.topic,
            position=position,
            alt=one.alt,
            plain=one.plain,
            clinical=one.clinical,
            skin_tone=one.skin_tone,
            distressing=one.distressing,
        )
        row.body_sites.set([sites[slug] for slug in one.body_sites])


@transaction.atomic
def copy_photographs(*, source: Edition, target: Edition) -> None:
    """Copy the photographs of one edition into another, keys included.

    Those whose picture was withdrawn stay behind: the new edition has nothing to show for them.
    """
    kept = source.photographs.filter(picture__withdrawn_at__isnull=True)
    body_sites = Photograph.body_sites.through
    for row in kept.prefetch_related("body_sites"):
        sites = list(row.body_sites.all())
        row.pk, row.edition, row._state.adding = None, target, True
        row.save()
        body_sites.objects.bulk_create(body_sites(photograph=row, term=site) for site in sites)
